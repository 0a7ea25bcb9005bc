/** What wraps the keys of a vault: a key of our own here, a key management service elsewhere. */
import { seal, unseal } from './seal.js';

/** Every project key passes through it once when it is made and once in each process that opens it. */
export interface KeyEncryption {
  /** @param bound the name of the key; unwrapping under another one fails */
  wrap(key: Buffer, bound: string): Promise<Buffer>;
  /** @throws Error when it was wrapped by another key, or for something else */
  unwrap(wrapped: Buffer, bound: string): Promise<Buffer>;
}

/** Wraps with a key in memory, derived from the master secret. */
export class LocalKeyEncryption implements KeyEncryption {
  constructor(private readonly key: Buffer) {}

  wrap(key: Buffer, bound: string): Promise<Buffer> {
    return Promise.resolve(seal(this.key, key, bound));
  }

  unwrap(wrapped: Buffer, bound: string): Promise<Buffer> {
    return new Promise((resolve) => resolve(unseal(this.key, wrapped, bound)));
  }
}
