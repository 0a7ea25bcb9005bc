/** Whether something became more or less frequent than before, or whether it only looks so. */

export interface Share {
  count: number;
  total: number;
}

export type Trend = 'up' | 'down' | 'stable';

/** A change counts when it is more than a tenth of what was before … */
export const MIN_CHANGE = 0.1;
/** … and would come about by chance less than once in twenty times: two shares, compared by their standard error. */
export const MIN_Z_SCORE = 1.96;

export function trendOf(now: Share, before: Share): Trend {
  if (now.total === 0 || before.total === 0) return 'stable';
  const [share, shareBefore] = [now.count / now.total, before.count / before.total];
  const pooled = (now.count + before.count) / (now.total + before.total);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.total + 1 / before.total));
  const change = share - shareBefore;
  if (error === 0 || Math.abs(change) < MIN_Z_SCORE * error || Math.abs(change) <= MIN_CHANGE * shareBefore)
    return 'stable';
  return change > 0 ? 'up' : 'down';
}
