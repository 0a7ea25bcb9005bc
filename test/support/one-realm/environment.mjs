/** Test files and the packages that they share live in one realm: a Date of `pg` is a Date of the test. */
import { TestEnvironment } from 'jest-environment-node';
import { forgetFile } from './forget.mjs';

/** Jest's own parts still run in their context; they must know our classes when they meet them. */
const CLASSES = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function',
);
/** `jest.setTimeout` writes it into the realm of the tests; jest reads it in its own. */
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

export default class OneRealmEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    for (const name of CLASSES) this.context[name] = globalThis[name];
    this.globalOfJest = this.global;
    this.global = globalThis;
    Object.defineProperty(this.globalOfJest, TIMEOUT, { get: () => globalThis[TIMEOUT], configurable: true });
  }

  async teardown() {
    await super.teardown();
    delete globalThis[TIMEOUT];
    forgetFile(this.globalOfJest);
  }
}
