/** ID tokens of the local issuer, read as strictly as Google's. */
import type { Clock } from '#platform/clock';
import { IdTokens, type VerifiedIdentity } from './id-tokens.js';
import { LOCAL_PROJECT_ID, type LocalIssuer } from './local-issuer.js';
import { InvalidIdToken } from './sign-in.errors.js';
import { proveSignature } from './signature.js';
import { readIdToken } from './strict-jwt.js';

export class LocalIdTokens extends IdTokens {
  constructor(
    private readonly issuer: LocalIssuer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async verify(token: string): Promise<VerifiedIdentity> {
    const read = readIdToken(token, { algorithm: 'RS256', projectId: LOCAL_PROJECT_ID }, this.clock.nowMs());
    if (read.keyId !== this.issuer.keyId)
      throw new InvalidIdToken('The ID token is signed with a key of another data folder.');
    await proveSignature(token, this.issuer.publicKey);
    return read.signedIn;
  }

  async close(): Promise<void> {}
}
