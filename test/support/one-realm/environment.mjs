/** Test files and the packages that they share live in one realm: a Date of `pg` is a Date of the test. */
import { TestEnvironment } from 'jest-environment-node';

/** Jest's own parts still run in their context; they must know our classes when they meet them. */
const CLASSES = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function',
);

/** Where `jest.setTimeout` leaves its word: tests write it in our realm, the runner reads it in its context. */
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

export default class OneRealmEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    for (const name of CLASSES) this.context[name] = globalThis[name];
    this.global = globalThis;
    const { context } = this;
    Object.defineProperty(globalThis, TIMEOUT, {
      configurable: true, // the next file of this worker has a context of its own
      get: () => context[TIMEOUT],
      set: (timeoutMs) => {
        context[TIMEOUT] = timeoutMs;
      },
    });
  }
}
