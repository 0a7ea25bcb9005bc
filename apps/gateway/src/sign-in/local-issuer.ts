/** A Firebase of one's own for development: signs ID tokens with a key in the data folder and hands them out by a sign-in link. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Clock } from '#platform/clock';
import { keepDevKey } from './dev-key.js';
import type { GatewayMode } from './id-tokens.js';
import { InvalidIdToken } from './sign-in.errors.js';
import { ID_TOKEN_LIMITS, issuerOf } from './strict-jwt.js';

/** The Firebase project that does not exist. */
export const LOCAL_PROJECT_ID = 'thenar-local';

export interface LocalUser {
  uid: string;
  email: string;
  name: string;
}
/** Whom the sign-in link signs in. */
export const DEV_ADMIN: LocalUser = { uid: 'dev-admin', email: 'admin@thenar.localhost', name: 'Development admin' };

export interface LocalSignIn {
  idToken: string;
  expiresInS: number;
  user: LocalUser;
}

export interface LocalIssuerOptions {
  mode: GatewayMode;
  keysFolder: string;
  clock: Clock;
}

export class LocalIssuer {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  private readonly privateKey: KeyObject;
  private readonly clock: Clock;
  private readonly linkToken = randomBytes(32).toString('base64url');
  private oneTimeToken: string | null = null;

  /** @throws Error in production, and when the key file cannot be used */
  constructor({ mode, keysFolder, clock }: LocalIssuerOptions) {
    if (mode !== 'development')
      throw new Error('The local issuer signs in whoever asks: it exists in development only.');
    const key = keepDevKey(keysFolder);
    this.keyId = key.keyId;
    this.publicKey = key.publicKey;
    this.privateKey = key.privateKey;
    this.clock = clock;
  }

  /** @param lifetimeS 1 to 3600 @returns an ID token with the claims that Firebase would send */
  async issue(user: LocalUser, lifetimeS: number = ID_TOKEN_LIMITS.lifetimeS): Promise<string> {
    if (!Number.isInteger(lifetimeS) || lifetimeS < 1 || lifetimeS > ID_TOKEN_LIMITS.lifetimeS)
      throw new RangeError(`An ID token lives 1 to ${ID_TOKEN_LIMITS.lifetimeS} whole seconds.`);
    const nowS = Math.floor(this.clock.nowMs() / 1000);
    return new SignJWT({
      name: user.name,
      iss: issuerOf(LOCAL_PROJECT_ID),
      aud: LOCAL_PROJECT_ID,
      auth_time: nowS,
      user_id: user.uid,
      sub: user.uid,
      iat: nowS,
      exp: nowS + lifetimeS,
      email: user.email,
      email_verified: true,
      firebase: { identities: { email: [user.email] }, sign_in_provider: 'custom' },
    })
      .setProtectedHeader({ alg: 'RS256', kid: this.keyId, typ: 'JWT' })
      .sign(this.privateKey);
  }

  /** The address to open, good as long as this process lives. @param baseUrl where the gateway answers */
  signInLink(baseUrl: string): string {
    return `${baseUrl.replace(/\/+$/, '')}/dev/sign-in?token=${this.linkToken}`;
  }

  /** The same for the console; behind the `#` it reaches no log and no other server. */
  consoleLink(baseUrl: string): string {
    return `${baseUrl.replace(/\/+$/, '')}/console/sign-in#token=${this.linkToken}`;
  }

  /** Works once, from wherever it is opened: for a gateway in a container, which sees no caller of its own machine. */
  oneTimeConsoleLink(baseUrl: string): string {
    this.oneTimeToken = randomBytes(32).toString('base64url');
    return `${baseUrl.replace(/\/+$/, '')}/console/sign-in#token=${this.oneTimeToken}`;
  }

  /** @returns whether this is the one-time link, which is spent by asking */
  spendOneTime(token: string): boolean {
    if (this.oneTimeToken === null || !timingSafeEqual(digestOf(token), digestOf(this.oneTimeToken))) return false;
    this.oneTimeToken = null;
    return true;
  }

  /** @throws InvalidIdToken when the link is not of this process */
  async redeem(linkToken: string): Promise<LocalSignIn> {
    if (!timingSafeEqual(digestOf(linkToken), digestOf(this.linkToken)))
      throw new InvalidIdToken('This sign-in link is not valid any more; the gateway prints a new one when it starts.');
    return this.signIn();
  }

  async signIn(): Promise<LocalSignIn> {
    return { idToken: await this.issue(DEV_ADMIN), expiresInS: ID_TOKEN_LIMITS.lifetimeS, user: DEV_ADMIN };
  }
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
