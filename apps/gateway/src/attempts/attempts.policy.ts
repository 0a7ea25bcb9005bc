/** How many failed attempts are too many; contract of verify, identify, terminal scans and enroll. */

/** Failed verifies in a row, by one key at one point against one member, after which further ones wait. */
export const MAX_VERIFY_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
const MAX_WAIT_MS = 15 * 60_000;
/** After so long without a failure a count begins anew. */
export const VERIFY_QUIET_MS = 3_600_000;

/** Failed verifies within an hour, by one key against one member, wherever. */
export const MAX_VERIFY_FAILURES_PER_HOUR = 50;
export const HOUR_MS = 3_600_000;

/** Failures in a row of one caller after which its attempts are taken one at a time. */
export const MAX_SEARCH_FAILURES = 20;
export const SEARCH_INTERVAL_MS = 1_000;
export const SEARCH_QUIET_MS = 5 * 60_000;

/** Each failure from the fifth on doubles the wait. */
export function waitAfter(failures: number): number {
  if (failures < MAX_VERIFY_FAILURES) return 0;
  return Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - MAX_VERIFY_FAILURES, 10));
}
