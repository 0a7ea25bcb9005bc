/**
 * ID tokens of the Firebase Auth emulator. They carry no signature: whoever can write JSON can write one,
 * so each is confirmed with the emulator, and none of this exists in production.
 */
import type { Clock } from '#platform/clock';
import { within } from './deadline.js';
import { type GatewayMode, IdTokens, type VerifiedIdentity } from './id-tokens.js';
import { isLoopbackHost } from './loopback.policy.js';
import { IdTokensUnavailable, InvalidIdToken } from './sign-in.errors.js';
import { readIdToken } from './strict-jwt.js';

export interface EmulatorOptions {
  mode: GatewayMode;
  /** `host:port`, as in FIREBASE_AUTH_EMULATOR_HOST. */
  host: string;
  projectId: string;
  clock: Clock;
  /** An emulator in another container: off unless someone says so, because it decides who anybody is. */
  allowRemoteHost?: boolean;
}

interface EmulatorAccount {
  localId: string;
  disabled?: boolean;
  /** Unix seconds, as text. */
  validSince?: string;
}

const ANSWER_MS = 2_000;
const AUTHORITY = /^[a-z0-9.:[\]-]+:\d{1,5}$/i;

export class EmulatorIdTokens extends IdTokens {
  /** @throws Error in production, and for a host that is not on this machine */
  constructor(private readonly options: EmulatorOptions) {
    super();
    const { mode, host, allowRemoteHost = false } = options;
    if (mode !== 'development')
      throw new Error('The Auth emulator signs nothing: unset FIREBASE_AUTH_EMULATOR_HOST in production.');
    if (!AUTHORITY.test(host)) throw new Error('FIREBASE_AUTH_EMULATOR_HOST must look like 127.0.0.1:9099.');
    if (!allowRemoteHost && !isLoopbackHost(host))
      throw new Error(
        'FIREBASE_AUTH_EMULATOR_HOST must be on this machine: whoever answers there decides who anybody is.',
      );
  }

  async verify(token: string): Promise<VerifiedIdentity> {
    const { clock, projectId } = this.options;
    const { signedIn } = readIdToken(token, { algorithm: 'none', projectId }, clock.nowMs());
    const account = await this.lookUp(signedIn.uid);
    if (!account) throw new InvalidIdToken('The emulator knows no such user.');
    if (account.disabled) throw new InvalidIdToken('The user of this ID token is disabled.');
    if (signedIn.authTimeS < Number(account.validSince ?? 0))
      throw new InvalidIdToken('The sign-in behind this ID token was revoked; sign in again.');
    return signedIn;
  }

  async close(): Promise<void> {}

  private async lookUp(uid: string): Promise<EmulatorAccount | null> {
    const { clock, host, projectId } = this.options;
    const url = `http://${host}/identitytoolkit.googleapis.com/v1/projects/${encodeURIComponent(projectId)}/accounts:lookup`;
    const ask = async (signal: AbortSignal) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
        body: JSON.stringify({ localId: [uid] }),
        redirect: 'error',
        signal,
      });
      if (!response.ok) throw new Error(`the emulator answered ${response.status}`);
      return (await response.json()) as { users?: EmulatorAccount[] };
    };
    const answer = await within(clock, ANSWER_MS, ask).catch((error: unknown) => {
      throw new IdTokensUnavailable('The Auth emulator does not answer.', error);
    });
    return answer.users?.find((user) => user.localId === uid) ?? null;
  }
}
