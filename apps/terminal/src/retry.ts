/** Repeats an attempt while its error may pass. */
import { backoffMs } from './backoff.js';
import { isRetryable, RefusalError } from './errors.js';
import { delay } from './cancellation.js';

export interface RetryPolicy {
  /** Infinity: until stopped. */
  giveUpAfterMs: number;
  signal?: AbortSignal;
  /** Called before each delay. */
  onRetry?: (error: Error, waitMs: number) => void;
  random?: () => number;
}

export async function withRetries<T>(attempt: () => Promise<T>, retry: RetryPolicy): Promise<T> {
  const { signal, giveUpAfterMs, random = Math.random } = retry;
  const startedMs = performance.now();
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !isRetryable(error)) throw error;
      const retryAfterMs = error instanceof RefusalError ? error.retryAfterMs : undefined;
      const waitMs = backoffMs({ failures, retryAfterMs, chance: random() });
      if (performance.now() - startedMs + waitMs > giveUpAfterMs) throw error;
      retry.onRetry?.(error, waitMs);
      await delay(waitMs, signal);
      if (signal?.aborted) throw error;
    }
  }
}
