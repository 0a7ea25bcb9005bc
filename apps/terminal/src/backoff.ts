/** The delay before a retry: it doubles, with jitter, so that terminals do not retry at the same time. */
export const FIRST_DELAY_MS = 200;
/** A restarted gateway finds all its terminals again within this time. */
export const MAX_WAIT_MS = 5_000;
/** A longer Retry-After is cut to this. */
export const MAX_RETRY_AFTER_MS = 120_000;

export interface BackoffInput {
  /** 1 after the first failure. */
  failures: number;
  retryAfterMs?: number;
  /** In [0, 1). */
  chance: number;
}

/** Between half of the doubled wait and all of it; a server's Retry-After is a lower bound that jitter only adds to. */
export function backoffMs({ failures, retryAfterMs, chance }: BackoffInput): number {
  const doubled = Math.min(MAX_WAIT_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 16));
  const jittered = doubled * (0.5 + chance / 2);
  if (retryAfterMs === undefined) return Math.round(jittered);
  return Math.round(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) + doubled * chance);
}

/** Retry-After in milliseconds: seconds or an HTTP date; anything else counts as absent. */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | undefined {
  if (header === null || header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
