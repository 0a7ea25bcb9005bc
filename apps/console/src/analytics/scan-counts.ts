/** Scans over time by verdict: one question for all of them and one for each verdict, put together. */
import { api, type Schemas } from '../api/client.ts';
import { REFRESH_MS } from './this-minute.ts';

export const SPANS = {
  day: { ms: 86_400_000, group_by: 'hour' },
  week: { ms: 7 * 86_400_000, group_by: 'day' },
  month: { ms: 30 * 86_400_000, group_by: 'day' },
} as const;
export type SpanName = keyof typeof SPANS;

export const VERDICTS = ['allow', 'challenge', 'block', 'none'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Series {
  /** Names of the hours or days, oldest first. */
  labels: string[];
  counts: Record<Verdict, number[]>;
}

type Answer = Schemas['ScanAnalyticsView'];

interface SeriesQuery {
  projectId: string;
  timeZone: string;
  span: SpanName;
  /** End of the span, whole minutes, so that the question stays the same for a while. */
  toMs: number;
}

function useCounts({ projectId, timeZone, span, toMs }: SeriesQuery, verdict?: 'allow' | 'challenge' | 'block') {
  const { ms, group_by } = SPANS[span];
  const query = {
    from: new Date(toMs - ms).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: timeZone,
    group_by,
    verdict,
  };
  return api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path: { project_id: projectId }, query } },
    { refetchInterval: REFRESH_MS, placeholderData: (before: Answer | undefined) => before },
  );
}

export function useSeries(query: SeriesQuery): {
  data: Series | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
} {
  const all = useCounts(query);
  const [allow, challenge, block] = [
    useCounts(query, 'allow'),
    useCounts(query, 'challenge'),
    useCounts(query, 'block'),
  ];
  const failed = [all, allow, challenge, block].find(({ error }) => error);
  const answers = [all.data, allow.data, challenge.data, block.data];
  const data = answers.every((answer) => answer !== undefined)
    ? combine(answers as Answer[], SPANS[query.span].group_by)
    : undefined;
  return {
    data,
    error: failed?.error ?? null,
    isPending: data === undefined && !failed,
    refetch: () => Promise.all([all, allow, challenge, block].map((query) => query.refetch())),
  };
}

function combine([all, allow, challenge, block]: Answer[], key: 'hour' | 'day'): Series {
  const of = (answer: Answer | undefined) => new Map(answer?.groups.map((group) => [group[key] ?? '', group.count]));
  const [total, allowed, challenged, blocked] = [of(all), of(allow), of(challenge), of(block)];
  const labels = [...total.keys()];
  const counts = { allow: [], challenge: [], block: [], none: [] } as Series['counts'];
  for (const label of labels) {
    const judged = [allowed.get(label) ?? 0, challenged.get(label) ?? 0, blocked.get(label) ?? 0] as const;
    counts.allow.push(judged[0]);
    counts.challenge.push(judged[1]);
    counts.block.push(judged[2]);
    counts.none.push(Math.max(0, (total.get(label) ?? 0) - judged[0] - judged[1] - judged[2]));
  }
  return { labels, counts };
}
