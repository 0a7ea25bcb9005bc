/** Test files and the packages that they share live in one realm: a Date of `pg` is a Date of the test. */
import { TestEnvironment } from 'jest-environment-node';

/** Jest's own parts still run in their context; they must know our classes when they meet them. */
const CLASSES = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function',
);

/** Where `jest.setTimeout` leaves its word: in our realm; who measures the time looks in the context. */
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

export default class OneRealmEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    for (const name of CLASSES) this.context[name] = globalThis[name];
    delete globalThis[TIMEOUT]; // of the file before
    Object.defineProperty(this.global, TIMEOUT, { get: () => globalThis[TIMEOUT] });
    this.global = globalThis;
  }
}
