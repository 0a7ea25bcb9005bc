/**
 * Whether an account may still sign in: looked up at most once a minute a user, because a token outlives its account by an hour.
 * While Google does not answer, its last "yes" counts for five minutes and nobody else passes: an outage of Google
 * should not stop who works here already, and must not let in whom it has just shut out.
 */
import type { Clock } from '#platform/clock';
import { within } from './deadline.js';
import type { Warn } from './id-tokens.js';
import { IdTokensUnavailable, InvalidIdToken } from './sign-in.errors.js';

export const STANDING_LIMITS = {
  answerMs: 60_000,
  answerWithoutGoogleMs: 300_000,
  /** A look-up that failed is tried again after this. */
  retryAfterMs: 5_000,
  lookUpMs: 3_000,
  users: 10_000,
} as const;

export interface Account {
  disabled: boolean;
  /** Unix seconds: sign-ins before this moment were revoked. */
  validSinceS: number;
}
/** @returns null when there is no such user; rejects when Google cannot be asked */
export type LookUpAccount = (uid: string) => Promise<Account | null>;

interface Answer {
  account: Account | null;
  askedAtMs: number;
}
interface Entry {
  answer: Answer | null;
  quietUntilMs: number;
}

export class AccountStanding {
  /** In order of last change: the first is the one to forget. */
  private readonly entries = new Map<string, Entry>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(private readonly options: { clock: Clock; lookUp: LookUpAccount; warn: Warn }) {}

  /** @throws InvalidIdToken for an account that is gone, disabled or revoked; IdTokensUnavailable when nobody can say */
  async confirm(uid: string, authTimeS: number): Promise<void> {
    if (!this.answerFor(uid, STANDING_LIMITS.answerMs)) await this.ask(uid);
    const answer = this.answerFor(uid, STANDING_LIMITS.answerWithoutGoogleMs);
    if (!answer) throw new IdTokensUnavailable('Firebase cannot be asked about this account right now; try again.');
    if (!answer.account) throw new InvalidIdToken('The user of this ID token no longer exists.');
    if (answer.account.disabled) throw new InvalidIdToken('The user of this ID token is disabled.');
    if (authTimeS < answer.account.validSinceS)
      throw new InvalidIdToken('The sign-in behind this ID token was revoked; sign in again.');
  }

  private answerFor(uid: string, maxAgeMs: number): Answer | null {
    const answer = this.entries.get(uid)?.answer ?? null;
    const ageMs = this.options.clock.nowMs() - (answer?.askedAtMs ?? 0);
    return ageMs >= 0 && ageMs < maxAgeMs ? answer : null;
  }

  /** One question at a time per user, however many requests wait for it. */
  private async ask(uid: string): Promise<void> {
    if (this.options.clock.nowMs() < (this.entries.get(uid)?.quietUntilMs ?? 0)) return;
    let asked = this.asking.get(uid);
    if (!asked) {
      asked = this.lookUp(uid).finally(() => this.asking.delete(uid));
      this.asking.set(uid, asked);
    }
    await asked;
  }

  /** Never throws: no answer leaves the last one in place. */
  private async lookUp(uid: string): Promise<void> {
    const { clock, lookUp, warn } = this.options;
    const askedAtMs = clock.nowMs();
    try {
      const account = await within(clock, STANDING_LIMITS.lookUpMs, () => lookUp(uid));
      this.remember(uid, { answer: { account, askedAtMs }, quietUntilMs: 0 });
    } catch (error) {
      const answer = this.entries.get(uid)?.answer ?? null;
      this.remember(uid, { answer, quietUntilMs: clock.nowMs() + STANDING_LIMITS.retryAfterMs });
      warn('Firebase cannot be asked whether an account is disabled; its last answer counts for five minutes', {
        reason: (error as Error).message,
      });
    }
  }

  private remember(uid: string, entry: Entry): void {
    this.entries.delete(uid);
    if (this.entries.size >= STANDING_LIMITS.users) this.entries.delete(this.entries.keys().next().value!);
    this.entries.set(uid, entry);
  }
}
