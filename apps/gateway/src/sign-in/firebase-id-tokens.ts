/**
 * ID tokens of a real Firebase project: our strict reading, the signature by Google's keys, firebase-admin's own word,
 * and the account's standing. firebase-admin alone accepts tokens without an end or from the future,
 * and skips signatures when an emulator's variable is set; so it may refuse what we accept, never the other way round.
 */
import { randomUUID } from 'node:crypto';
import https from 'node:https';
import { Socket } from 'node:net';
import { type App, cert, type Credential, deleteApp, initializeApp } from 'firebase-admin/app';
import { type Auth, getAuth } from 'firebase-admin/auth';
import type { Clock } from '#platform/clock';
import { type Account, AccountStanding } from './account-standing.js';
import { within } from './deadline.js';
import { GoogleKeys } from './google-keys.js';
import { IdTokens, type VerifiedIdentity, type Warn } from './id-tokens.js';
import { InvalidIdToken } from './sign-in.errors.js';
import { proveSignature } from './signature.js';
import { type DecodedToken, readIdToken } from './strict-jwt.js';

export interface FirebaseOptions {
  projectId: string;
  /** A service account (its file, or the credential itself); without one, disabled accounts pass until their token ends. */
  credential: string | Credential | null;
  clock: Clock;
  warn: Warn;
  /** Replaces the way to Google. */
  agent?: https.Agent;
}

const FIREBASE_ADMIN_MS = 3_000;
/** After firebase-admin could not answer, it is left alone for so long: each of its attempts would hold a socket. */
const FIREBASE_ADMIN_PAUSE_MS = 30_000;
const CONNECTION_IDLE_MS = 15_000;

export class FirebaseIdTokens extends IdTokens {
  private readonly agent: https.Agent;
  private readonly app: App;
  private readonly auth: Auth;
  private readonly keys: GoogleKeys;
  private readonly standing: AccountStanding | null;
  private adminQuietUntilMs = -Infinity;

  constructor(private readonly options: FirebaseOptions) {
    super();
    const { projectId, clock, warn } = options;
    this.agent = options.agent ?? new ImpatientAgent({ keepAlive: true });
    const credential =
      typeof options.credential === 'string' ? cert(options.credential, this.agent) : options.credential;
    this.app = initializeApp(
      { projectId, httpAgent: this.agent, credential: credential ?? NO_CREDENTIAL },
      `sign-in-${randomUUID()}`,
    );
    this.auth = getAuth(this.app);
    this.keys = new GoogleKeys({ clock, agent: this.agent, warn });
    this.standing = credential && new AccountStanding({ clock, warn, lookUp: (uid) => this.lookUp(uid) });
    if (!credential)
      warn('No Firebase service account: a disabled or revoked user passes until the ID token ends (1 h at most)');
  }

  async verify(token: string): Promise<VerifiedIdentity> {
    const { clock, projectId } = this.options;
    const read = readIdToken(token, { algorithm: 'RS256', projectId }, clock.nowMs());
    const fresh = await this.proveIssuer(token, read);
    if (fresh && clock.nowMs() >= this.adminQuietUntilMs) await this.hearFirebaseAdmin(token);
    await this.standing?.confirm(read.signedIn.uid, read.signedIn.authTimeS);
    return read.signedIn;
  }

  async close(): Promise<void> {
    await deleteApp(this.app);
    this.agent.destroy();
  }

  /** @returns whether Google's keys are fresh */
  private async proveIssuer(token: string, { keyId }: DecodedToken): Promise<boolean> {
    const { byId, fresh } = await this.keys.current();
    const key = byId.get(keyId);
    if (!key)
      throw new InvalidIdToken('The ID token is signed with a key that Google does not show; fetch a fresh one.');
    await proveSignature(token, key);
    return fresh;
  }

  /** firebase-admin fetches keys of its own; when it cannot, our proof of the signature stands. */
  private async hearFirebaseAdmin(token: string): Promise<void> {
    const { clock, warn } = this.options;
    try {
      await within(clock, FIREBASE_ADMIN_MS, () => this.auth.verifyIdToken(token));
    } catch (error) {
      if (isVerdict(error)) throw new InvalidIdToken('Firebase refuses the ID token; fetch a fresh one.', error);
      this.adminQuietUntilMs = clock.nowMs() + FIREBASE_ADMIN_PAUSE_MS;
      warn('firebase-admin cannot verify right now; our own check of the signature decides', {
        reason: (error as Error).message,
      });
    }
  }

  private async lookUp(uid: string): Promise<Account | null> {
    try {
      const user = await this.auth.getUser(uid);
      const validSinceMs = user.tokensValidAfterTime ? Date.parse(user.tokensValidAfterTime) : 0;
      return { disabled: user.disabled, validSinceS: validSinceMs / 1000 };
    } catch (error) {
      if (codeOf(error) === 'auth/user-not-found') return null;
      throw error;
    }
  }
}

const NO_CREDENTIAL: Credential = {
  getAccessToken: () => Promise.reject(new Error('no service account is configured')),
};

/** firebase-admin sets no limit on its requests for keys; a connection that stays silent is closed under it. */
class ImpatientAgent extends https.Agent {
  override createConnection(
    ...args: Parameters<https.Agent['createConnection']>
  ): ReturnType<https.Agent['createConnection']> {
    const socket = super.createConnection(...args);
    if (socket instanceof Socket)
      socket.setTimeout(CONNECTION_IDLE_MS, () => socket.destroy(new Error('Google is silent')));
    return socket;
  }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

/** A refusal of the token itself. A failed fetch of keys arrives as `auth/argument-error` too, distinguished by its message only. */
function isVerdict(error: unknown): boolean {
  const code = codeOf(error);
  if (code === 'auth/id-token-expired') return true;
  return code === 'auth/argument-error' && /^(Decoding )?Firebase ID token/.test((error as Error).message);
}
