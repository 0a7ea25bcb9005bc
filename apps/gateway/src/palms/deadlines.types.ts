/** How long work on palms may take from when the request was read, ms. */

/** One identify, verify or scan of a terminal. */
export const IDENTIFY_WITHIN_MS = 2_000;
/** An enrollment, or one capture of an enrollment session. */
export const ENROLL_WITHIN_MS = 5_000;
