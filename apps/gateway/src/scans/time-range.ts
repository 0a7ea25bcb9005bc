/** The span of time that a list covers: `[start, end)`, the last 30 days unless the client says otherwise. */
import { instantOf } from '#platform/http';
import { problem } from '#platform/problems';

export const DEFAULT_RANGE_MS = 30 * 24 * 3_600_000;

export interface TimeRange {
  start: Date;
  /** null: open, so that a row of this very millisecond is in. */
  end: Date | null;
}

/** @throws Problem when `end` is not after `start` */
export function rangeOf(wanted: { start?: string; end?: string }, nowMs: number): TimeRange {
  const end = wanted.end === undefined ? null : instantOf(wanted.end)!;
  const start =
    wanted.start === undefined ? new Date((end?.getTime() ?? nowMs) - DEFAULT_RANGE_MS) : instantOf(wanted.start)!;
  if (end && end <= start) throw problem.invalid('end', 'end must be after start.');
  return { start, end };
}
