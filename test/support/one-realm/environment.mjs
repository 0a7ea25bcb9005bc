/** Test files and the packages that they share live in one realm: a Date of `pg` is a Date of the test. */
import { TestEnvironment } from 'jest-environment-node';
import { forgetFile } from './forget.mjs';

/** Jest's own parts still run in their context; they must know our classes when they meet them. */
const CLASSES = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function',
);

export default class OneRealmEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    for (const name of CLASSES) this.context[name] = globalThis[name];
    this.globalOfJest = this.global;
    this.global = globalThis;
  }

  async teardown() {
    await super.teardown();
    forgetFile(this.globalOfJest);
  }
}
