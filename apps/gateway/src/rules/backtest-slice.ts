/** One slice of the past: which scans it has, which of them a question matches, and what people said of them. */
import type { Verdict } from '../scans/scan-result.entity.js';
import type { ColumnSource } from './backtest-columns.js';
import type { Bindings, BacktestQuery } from './backtest-sql.js';

/** The widest look back that the counted fields need before the first scan of a slice. */
export function lookBackMs(needs: ReadonlySet<ColumnSource>): number {
  if (needs.has('member_24h')) return 86_400_000;
  if (needs.has('member_5m')) return 300_000;
  return needs.has('device_1m') ? 60_000 : 0;
}

const HAPPENED = 'CASE WHEN offline THEN captured_at ELSE created_at END';
/** A millisecond less than the span: live, what happened exactly that long ago is not counted. */
const WINDOWS: Partial<Record<ColumnSource, string>> = {
  member_5m: `count(s.known) OVER (PARTITION BY s.known ORDER BY s.at RANGE BETWEEN interval '299.999 seconds' PRECEDING AND CURRENT ROW) AS member_5m`,
  member_24h: `count(s.known) OVER (PARTITION BY s.known ORDER BY s.at RANGE BETWEEN interval '86399.999 seconds' PRECEDING AND CURRENT ROW) AS member_24h`,
  device_1m: `count(*) OVER (PARTITION BY s.device_id ORDER BY s.at RANGE BETWEEN interval '59.999 seconds' PRECEDING AND CURRENT ROW) AS device_1m`,
};
const JOINS: Partial<Record<ColumnSource, string>> = {
  members: 'LEFT JOIN members m ON m.member_id = s.known',
  palms: 'LEFT JOIN LATERAL (SELECT min(created_at) AS since FROM templates WHERE member_id = s.known) p ON true',
  devices: 'LEFT JOIN devices d ON d.device_id = s.device_id',
  transactions: `LEFT JOIN LATERAL (SELECT * FROM transactions WHERE member_id = s.known AND created_at <= s.created_at
    ORDER BY occurred_at DESC LIMIT 1) t ON true`,
};

export interface Slice {
  projectId: string;
  zone: string;
  from: Date;
  to: Date;
  samples: number;
}

/** Who was a genuine member, and who was not, by the labels that people gave. */
const GENUINE = `(label = 'correct' AND result = 'matched' OR label = 'missed')`;
const IMPOSTOR = `(label = 'wrong_person' OR label = 'correct' AND result <> 'matched')`;

/** One statement over the scans of a slice of time that rules have judged or would have. */
export function sliceSql(question: BacktestQuery, slice: Slice, bindings: Bindings): string {
  const { bind } = bindings;
  const picked = (parts: Partial<Record<ColumnSource, string>>) =>
    Object.entries(parts).flatMap(([need, sql]) => (question.needs.has(need as ColumnSource) ? [sql] : []));
  const from = bind(slice.from);
  const earliest = bind(new Date(slice.from.getTime() - lookBackMs(question.needs)));
  return `
WITH scans AS (
  SELECT ${['s.*', ...picked(WINDOWS)].join(', ')} FROM (
    SELECT scan_id, operation, result, hand, quality, confidence, member_id, device_id, demo, source_ip, signals, verdict, label, created_at,
      ${HAPPENED} AS at, CASE WHEN result = 'matched' AND operation <> 'enroll' THEN member_id END AS known, coalesce(site ->> 'time_zone', ${bind(slice.zone)}::text) AS zone
    FROM scan_results WHERE project_id = ${bind(slice.projectId)} AND created_at >= ${earliest} AND created_at < ${bind(slice.to)}
  ) s
), judged AS MATERIALIZED (
  SELECT s.scan_id, s.operation, s.result, s.known, s.device_id, s.verdict, s.label, s.created_at, (${question.sql}) IS TRUE AS hit
  FROM scans s ${picked(JOINS).join(' ')}
  WHERE s.created_at >= ${from} AND s.operation <> 'enroll'
)
SELECT count(*)::int AS events, count(*) FILTER (WHERE hit)::int AS matches,
  count(*) FILTER (WHERE ${GENUINE})::int AS genuine, count(*) FILTER (WHERE hit AND ${GENUINE})::int AS "genuineHit",
  count(*) FILTER (WHERE ${IMPOSTOR})::int AS impostors, count(*) FILTER (WHERE hit AND ${IMPOSTOR})::int AS "impostorsHit",
  (SELECT array_agg(DISTINCT known) FROM judged WHERE hit) AS members,
  (SELECT json_agg(sample) FROM (SELECT scan_id, operation, result, verdict, device_id, known AS member_id, created_at
    FROM judged WHERE hit ORDER BY created_at DESC, scan_id DESC LIMIT ${bind(slice.samples)}::int) sample) AS sample
FROM judged`;
}

export interface SampleRow {
  scan_id: string;
  operation: string;
  result: string;
  verdict: Verdict | null;
  device_id: string | null;
  member_id: string | null;
  created_at: string;
}

export interface SliceRow {
  events: number;
  matches: number;
  genuine: number;
  genuineHit: number;
  impostors: number;
  impostorsHit: number;
  members: (string | null)[] | null;
  sample: SampleRow[] | null;
}
