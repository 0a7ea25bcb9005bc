/** Recognitions over time by outcome: one request for all of them and one for each outcome, combined. */
import { api, type Schemas } from '../api/client.ts';
import type { QueryState } from '../ui/states.tsx';
import { combine, type Series } from './series.ts';
import { REFRESH_MS } from './this-minute.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const PERIODS = {
  day: { ms: DAY_MS, group_by: 'hour' },
  week: { ms: 7 * DAY_MS, group_by: 'day' },
  month: { ms: 30 * DAY_MS, group_by: 'day' },
} as const;
export type Period = keyof typeof PERIODS;
export type Operation = 'identify' | 'verify' | 'enroll';

type Answer = Schemas['ScanAnalyticsView'];
type Result = 'matched' | 'not_matched' | 'ambiguous';

export interface SeriesQuery {
  projectId: string;
  zone: string;
  period: Period;
  operation: Operation;
  /** End of the period, whole minutes, so that the request stays the same for a while. */
  toMs: number;
}

export const rangeOf = (period: Period, toMs: number) => ({
  from: new Date(toMs - PERIODS[period].ms).toISOString(),
  to: new Date(toMs).toISOString(),
});

function useCounts({ projectId, zone, period, operation, toMs }: SeriesQuery, result?: Result) {
  const query = { ...rangeOf(period, toMs), tz: zone, group_by: PERIODS[period].group_by, operation, result };
  return api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path: { project_id: projectId }, query } },
    { refetchInterval: REFRESH_MS, placeholderData: (before: Answer | undefined) => before },
  );
}

export function useSeries(query: SeriesQuery): QueryState<Series> {
  const all = useCounts(query);
  const known = useCounts(query, 'matched');
  const unknown = useCounts(query, 'not_matched');
  const unclear = useCounts(query, 'ambiguous');
  const queries = [all, known, unknown, unclear];
  const answers = queries.flatMap(({ data }) => (data ? [data] : []));
  return {
    data: answers.length === queries.length ? combine(answers, PERIODS[query.period].group_by) : undefined,
    error: queries.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(queries.map((one) => one.refetch())),
  };
}
