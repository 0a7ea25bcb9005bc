/** Asks again while the trouble may pass. */
import { backoffMs } from './backoff.js';
import { mayPass, Refused } from './trouble.js';
import { pause } from './waiting.js';

export interface Patience {
  /** Infinity: until stopped. */
  giveUpAfterMs: number;
  signal?: AbortSignal;
  /** Told before each wait. */
  onTrouble?: (trouble: Error, waitMs: number) => void;
  random?: () => number;
}

export async function patiently<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { signal, giveUpAfterMs, random = Math.random } = patience;
  const startedMs = performance.now();
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !mayPass(error)) throw error;
      const retryAfterMs = error instanceof Refused ? error.retryAfterMs : undefined;
      const waitMs = backoffMs({ failures, retryAfterMs, chance: random() });
      if (performance.now() - startedMs + waitMs > giveUpAfterMs) throw error;
      patience.onTrouble?.(error, waitMs);
      await pause(waitMs, signal);
      if (signal?.aborted) throw error;
    }
  }
}
