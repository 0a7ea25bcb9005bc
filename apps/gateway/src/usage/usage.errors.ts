/** Refusals when a plan is used up. */
import { Problem } from '#platform/problems';

export function quotaExceeded(spent: { usage: number; limit: number; resetsAt: Date; retryAfterS: number }): Problem {
  const { usage, limit, resetsAt, retryAfterS } = spent;
  return new Problem('exhausted', 'quota_exceeded', 'The plan’s monthly identifications are used up.', {
    details: { usage, limit, resets_at: resetsAt.toISOString(), retry_after_s: retryAfterS },
  });
}
