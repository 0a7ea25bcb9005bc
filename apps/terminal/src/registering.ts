/** From a code on the screen to a device: waits until an admin has typed it, shows a new one when it runs out. */
import type { TerminalClient } from './terminal-client.js';
import { isRefusal, mayPass, Refused } from './trouble.js';
import { pause } from './waiting.js';
import type { Registration, RegistrationProgress } from './wire.js';

export interface RegisteringOptions {
  client: TerminalClient;
  stop: AbortSignal;
  /** Shows the code to whoever stands before the terminal; polling begins when it has been shown. */
  show: (registration: Registration) => void | Promise<void>;
  trouble?: (trouble: Error, waitMs: number) => void;
}

export type Registered = Extract<RegistrationProgress, { status: 'registered' }>;

/** RFC 8628, 3.5: from then on. */
const SLOWER_BY_S = 5;
/** Run out, or replaced by another code of the same key: a repeated question of this terminal may have done that. */
const GONE = [404, 410];
const BEFORE_NEW_CODE_MS = 500;

/** Null when stopped. */
export async function register(options: RegisteringOptions): Promise<Registered | null> {
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

/** Null when the code is no longer good. Trouble is waited out at the same pace: a quick second try is a hasty poll. */
async function follow({ registration_id, interval, expires_in }: Registration, options: RegisteringOptions) {
  const { stop, trouble } = options;
  const client = options.client.with({ giveUpAfterMs: 0 });
  const goodUntilMs = performance.now() + expires_in * 1000;
  let waitMs = interval * 1000;
  while (!stop.aborted) {
    try {
      const progress = await client.pollRegistration(registration_id);
      if (progress.status === 'registered') return progress;
      waitMs = Math.max(waitMs, progress.interval * 1000);
    } catch (error) {
      if (error instanceof Refused && GONE.includes(error.status)) break;
      if (isRefusal(error, 'slow_down')) waitMs += SLOWER_BY_S * 1000;
      else if (!mayPass(error) || performance.now() > goodUntilMs) throw error;
      else trouble?.(error, waitMs);
    }
    await pause(waitMs, stop);
  }
  await pause(BEFORE_NEW_CODE_MS, stop);
  return null;
}
