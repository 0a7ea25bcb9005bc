/**
 * Google's public keys for ID tokens, and the last known ones when Google does not answer.
 * firebase-admin forgets its keys when their age is over and then waits for Google without a limit; a sign-in must not.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Clock } from '#platform/clock';
import { within } from './deadline.js';
import type { Warn } from './id-tokens.js';
import { IdTokensUnavailable } from './sign-in.errors.js';

const KEYS_URL = 'https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com';

export const GOOGLE_KEYS_LIMITS = {
  fetchMs: 5_000,
  /** How long a request waits for fresh keys while older ones are known. */
  patienceMs: 1_000,
  retryAfterMs: { known: 30_000, unknown: 1_000 },
  /** Google announces about 6 h; what it announces is believed within these bounds. */
  freshMs: { min: 60_000, max: 24 * 3_600_000 },
  /** Google keeps a new key beside the old for days, so keys of yesterday are still its keys. */
  lastKnownMs: 24 * 3_600_000,
  answerBytes: 64 * 1024,
} as const;

interface KnownKeys {
  byId: Map<string, KeyObject>;
  fetchedAtMs: number;
  freshUntilMs: number;
}

export class GoogleKeys {
  private known: KnownKeys | null = null;
  private quietUntilMs = -Infinity;
  private fetching: Promise<void> | null = null;

  constructor(private readonly options: { clock: Clock; agent: https.Agent; warn: Warn }) {}

  /**
   * @returns the keys, and whether Google answered recently enough to be asked about them again
   * @throws IdTokensUnavailable when none is known, or only keys older than a day
   */
  async current(): Promise<{ byId: ReadonlyMap<string, KeyObject>; fresh: boolean }> {
    const { clock } = this.options;
    if (!this.isFresh() && clock.nowMs() >= this.quietUntilMs) await this.waitForFetch();
    const known = this.known;
    if (!known || clock.nowMs() - known.fetchedAtMs > GOOGLE_KEYS_LIMITS.lastKnownMs)
      throw new IdTokensUnavailable("Google's keys cannot be fetched right now, so nobody can sign in; try again.");
    return { byId: known.byId, fresh: this.isFresh() };
  }

  private isFresh(): boolean {
    return this.known !== null && this.options.clock.nowMs() < this.known.freshUntilMs;
  }

  private async waitForFetch(): Promise<void> {
    const fetching = (this.fetching ??= this.refresh().finally(() => (this.fetching = null)));
    const { fetchMs, patienceMs } = GOOGLE_KEYS_LIMITS;
    const passed = () => undefined; // whoever waits in vain goes on with the last known keys
    await within(this.options.clock, this.known ? patienceMs : fetchMs, () => fetching).catch(passed);
  }

  /** Never throws: a failure is logged for the operator and tried again after a pause. */
  private async refresh(): Promise<void> {
    const { clock, warn } = this.options;
    try {
      this.known = await within(clock, GOOGLE_KEYS_LIMITS.fetchMs, (signal) => this.fetch(signal));
    } catch (error) {
      const { known, unknown } = GOOGLE_KEYS_LIMITS.retryAfterMs;
      this.quietUntilMs = clock.nowMs() + (this.known ? known : unknown);
      warn(
        `Google's sign-in keys cannot be fetched; ${this.known ? 'the last known ones serve for a day' : 'none is known'}`,
        {
          reason: (error as Error).message,
          last_fetched: this.known && new Date(this.known.fetchedAtMs).toISOString(),
        },
      );
    }
  }

  private async fetch(signal: AbortSignal): Promise<KnownKeys> {
    const { body, maxAgeMs } = await download(this.options.agent, signal);
    const byId = new Map<string, KeyObject>();
    for (const [id, pem] of Object.entries(JSON.parse(body) as Record<string, string>))
      byId.set(id, createPublicKey(pem));
    if (byId.size === 0) throw new Error('Google answered without a key');
    const { min, max } = GOOGLE_KEYS_LIMITS.freshMs;
    const fetchedAtMs = this.options.clock.nowMs();
    return { byId, fetchedAtMs, freshUntilMs: fetchedAtMs + Math.min(Math.max(maxAgeMs, min), max) };
  }
}

async function download(agent: https.Agent, signal: AbortSignal): Promise<{ body: string; maxAgeMs: number }> {
  return new Promise((resolve, reject) => {
    const request = https.get(KEYS_URL, { agent, signal, headers: { accept: 'application/json' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        if ((bytes += chunk.length) > GOOGLE_KEYS_LIMITS.answerBytes)
          response.destroy(new Error('the answer is too long'));
      });
      const maxAgeS = Number(/max-age=(\d{1,9})/.exec(response.headers['cache-control'] ?? '')?.[1] ?? 0);
      if (response.statusCode !== 200) response.destroy(new Error(`Google answered ${response.statusCode}`));
      text(response).then((body) => resolve({ body, maxAgeMs: maxAgeS * 1000 }), reject);
    });
    request.on('error', reject);
  });
}
