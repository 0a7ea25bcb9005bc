/** Refusals of callers that failed too often. */
import { Problem } from '#platform/problems';

export const tooManyFailedAttempts = (retryAfterMs: number) =>
  new Problem('exhausted', 'too_many_attempts', 'Too many failed attempts; try again later.', {
    details: { retry_after_s: Math.max(1, Math.ceil(retryAfterMs / 1000)) },
  });
