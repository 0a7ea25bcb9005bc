/** How long to wait before the next attempt: longer after each failure, and never the same for two processes. */

export interface BackoffLimits {
  minMs: number;
  maxMs: number;
}

/** Half of each wait is left to chance, so that processes that lost the same server do not return together. */
export function backoffMs(failures: number, { minMs, maxMs }: BackoffLimits): number {
  const fullMs = Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30));
  return fullMs * (0.5 + Math.random() / 2);
}
