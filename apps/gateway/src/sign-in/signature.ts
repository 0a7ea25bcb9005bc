/** The one place where an RS256 signature is proven. */
import type { KeyObject } from 'node:crypto';
import { compactVerify, errors } from 'jose';
import { InvalidIdToken } from './sign-in.errors.js';

/** @throws InvalidIdToken */
export async function proveSignature(token: string, key: KeyObject): Promise<void> {
  try {
    await compactVerify(token, key, { algorithms: ['RS256'] });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new InvalidIdToken('The signature of the ID token does not fit.', error);
  }
}
