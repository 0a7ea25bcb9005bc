/** From a code on the screen to a device: waits until an admin has typed it, shows a new one when it runs out. */
import type { TerminalClient } from './terminal-client.js';
import { isRefusal, isRetryable, RefusalError } from './errors.js';
import { delay } from './cancellation.js';
import type { Registration, RegistrationProgress } from './wire.js';

export interface PairingOptions {
  client: TerminalClient;
  stop: AbortSignal;
  /** Shows the code; polling begins when it has been shown. */
  show: (registration: Registration) => void | Promise<void>;
  retrying?: (error: Error, waitMs: number) => void;
}

export type PairedDevice = Extract<RegistrationProgress, { status: 'registered' }>;

/** RFC 8628, 3.5: from then on. */
const SLOWER_BY_S = 5;
/** Run out, or replaced by another code of the same key: a repeated registration of this terminal does that. */
const GONE = [404, 410];
const BEFORE_NEW_CODE_MS = 500;

/** Null when stopped. */
export async function register(options: PairingOptions): Promise<PairedDevice | null> {
  const { client, stop, show } = options;
  try {
    while (!stop.aborted) {
      const registration = await client.register();
      await show(registration);
      const registered = await follow(registration, options);
      if (registered) return registered;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  return null;
}

/** Null when the code is no longer good. Errors are retried at the same interval: a quick retry would poll too fast. */
async function follow({ registration_id, interval, expires_in }: Registration, options: PairingOptions) {
  const { stop, retrying } = options;
  const client = options.client.with({ giveUpAfterMs: 0 });
  const goodUntilMs = performance.now() + expires_in * 1000;
  let waitMs = interval * 1000;
  while (!stop.aborted) {
    try {
      const progress = await client.pollRegistration(registration_id);
      if (progress.status === 'registered') return progress;
      waitMs = Math.max(waitMs, progress.interval * 1000);
    } catch (error) {
      if (error instanceof RefusalError && GONE.includes(error.status)) break;
      if (isRefusal(error, 'slow_down')) waitMs += SLOWER_BY_S * 1000;
      else if (!isRetryable(error) || performance.now() > goodUntilMs) throw error;
      else retrying?.(error, waitMs);
    }
    await delay(waitMs, stop);
  }
  await delay(BEFORE_NEW_CODE_MS, stop);
  return null;
}
