/** When a failed delivery is tried again, and when it is given up. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Waits after the first, second, … attempt; then daily. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR];
const MAX_WAIT_MS = DAY;
const JITTER = 0.1;

/** The last attempt begins before this age. */
export const GIVE_UP_AFTER_MS = 14 * DAY;

export interface FailedAttempt {
  /** Attempts so far, this one included. */
  attempts: number;
  createdMs: number;
  nowMs: number;
  /** What the receiver asked for, if it did. */
  retryAfterMs: number | null;
  /** -1 … 1 */
  chance: number;
}

/** @returns the moment of the next attempt, or null when this was the last */
export function nextAttemptMs(failed: FailedAttempt): number | null {
  const wait = (WAITS_MS[failed.attempts - 1] ?? MAX_WAIT_MS) * (1 + JITTER * failed.chance);
  // a receiver may ask for more patience than the schedule has, not for more than its longest wait
  const asked = Math.min(failed.retryAfterMs ?? 0, MAX_WAIT_MS);
  const next = Math.round(failed.nowMs + Math.max(wait, asked));
  return next < failed.createdMs + GIVE_UP_AFTER_MS ? next : null;
}

/** `Retry-After` in seconds or as an HTTP date. @returns milliseconds from now, null when absent or unreadable */
export function readRetryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * SECOND;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
