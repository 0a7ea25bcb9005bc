/** Counting scans: whole cells from the counts and what is not folded into them yet, the edges of the span from the scans themselves. */
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

export interface CountRange {
  projectId: string;
  from: Date;
  to: Date;
}

/** One number for each bucket. */
export interface SignalsInTime {
  totals: number[];
  bySignal: Map<string, number[]>;
}

/** Only scans that have each of these; null does not ask. */
export interface CountFilter {
  verdict: string | null;
  result: string | null;
  operation: string | null;
}

export type Dimension = 'verdict' | 'result' | 'operation' | 'device' | SnapshotDimension;

/** What a scan noted of its device and place: counted from the scans themselves. */
export const SNAPSHOT_COLUMNS = {
  site: 'site_id',
  country: `site ->> 'country'`,
  model: `device ->> 'model'`,
  app_version: `device ->> 'app_version'`,
} as const;
export type SnapshotDimension = keyof typeof SNAPSHOT_COLUMNS;

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 4 * QUARTER_MS;

/** $1 project, $2 from, $3 to, $4 first whole cell, $5 end of the last whole cell. */
const CELLS = 'project_id = $1 AND quarter >= $4 AND quarter < $5';
/** The filter is $6 to $8. */
const FILTERED =
  '($6::text IS NULL OR verdict = $6) AND ($7::text IS NULL OR result = $7) AND ($8::text IS NULL OR operation = $8)';
const FILTER_COLUMNS = 'verdict, result, operation';
const valuesOf = ({ verdict, result, operation }: CountFilter) => [verdict, result, operation];
/** What lies in the span before and behind the whole cells. */
const edges = (columns: string): string =>
  ['created_at >= $2 AND created_at < $4', 'created_at >= $5 AND created_at < $3']
    .map((edge) => `SELECT ${columns} FROM scan_results WHERE project_id = $1 AND ${edge}`)
    .join(' UNION ALL ');

@Injectable()
export class CountsQueries {
  /** How many scans have each value; null is a value. Counts by device know no result and no operation. */
  async byDimension(
    tx: Tx,
    span: CountRange,
    { dimension, filter }: { dimension: Dimension; filter: CountFilter },
  ): Promise<{ key: string | null; scans: number }[]> {
    if (dimension in SNAPSHOT_COLUMNS)
      return this.bySnapshot(tx, span, { dimension: dimension as SnapshotDimension, filter });
    const device = dimension === 'device';
    const column = device ? 'device_id' : dimension;
    const counts = device
      ? 'SELECT device_id, verdict, NULL AS result, NULL AS operation, scans, hour AS quarter, project_id FROM device_counts'
      : 'SELECT * FROM scan_counts';
    return tx.query(
      `SELECT key::text, sum(scans)::int AS scans FROM (
         SELECT ${column} AS key, ${FILTER_COLUMNS}, scans FROM (${counts}) c WHERE ${CELLS}
         UNION ALL SELECT ${column}, ${FILTER_COLUMNS}, scans FROM scan_deltas WHERE ${CELLS}
         UNION ALL ${edges(`${column}, ${FILTER_COLUMNS}, 1`)}
       ) counted WHERE ${FILTERED} GROUP BY 1`,
      [...this.parameters(span, device ? HOUR_MS : QUARTER_MS), ...valuesOf(filter)],
    );
  }

  private async bySnapshot(
    tx: Tx,
    { projectId, from, to }: CountRange,
    { dimension, filter }: { dimension: SnapshotDimension; filter: CountFilter },
  ): Promise<{ key: string | null; scans: number }[]> {
    return tx.query(
      `SELECT (${SNAPSHOT_COLUMNS[dimension]})::text AS key, count(*)::int AS scans FROM scan_results
       WHERE project_id = $1 AND created_at >= $2 AND created_at < $3
         AND ($4::text IS NULL OR verdict = $4) AND ($5::text IS NULL OR result = $5) AND ($6::text IS NULL OR operation = $6)
       GROUP BY 1`,
      [projectId, from, to, ...valuesOf(filter)],
    );
  }

  /** How many scans lie in each bucket. @param starts of the buckets: on whole quarters but the first, which may be before the span */
  async byTime(
    tx: Tx,
    span: CountRange,
    { starts, filter }: { starts: readonly Date[]; filter: CountFilter },
  ): Promise<number[]> {
    const rows = await tx.query<{ bucket: number; scans: number }[]>(
      `SELECT width_bucket(at, $9::timestamptz[]) AS bucket, sum(scans)::int AS scans FROM (
         SELECT quarter AS at, ${FILTER_COLUMNS}, scans FROM scan_counts WHERE ${CELLS}
         UNION ALL SELECT quarter, ${FILTER_COLUMNS}, scans FROM scan_deltas WHERE ${CELLS}
         UNION ALL ${edges(`created_at, ${FILTER_COLUMNS}, 1`)}
       ) counted WHERE ${FILTERED} GROUP BY 1`,
      [...this.parameters(span, QUARTER_MS), ...valuesOf(filter), starts],
    );
    return filled(starts.length, rows);
  }

  /** How many scans of each bucket have each signal, and, from the same look at the database, how many there are. */
  async signals(tx: Tx, span: CountRange, starts: readonly Date[]): Promise<SignalsInTime> {
    const rows = await tx.query<{ signal: string | null; bucket: number; scans: number }[]>(
      `SELECT signal, width_bucket(at, $6::timestamptz[]) AS bucket, sum(scans)::int AS scans FROM (
         SELECT signal, quarter AS at, scans FROM signal_counts WHERE ${CELLS}
         UNION ALL SELECT NULL, quarter, scans FROM scan_counts WHERE ${CELLS}
         UNION ALL SELECT unnest(signals || NULL::text), quarter, scans FROM scan_deltas WHERE ${CELLS}
         UNION ALL ${edges('unnest(signals_on(signals) || NULL::text), created_at, 1')}
       ) counted GROUP BY 1, 2`,
      [...this.parameters(span, QUARTER_MS), starts],
    );
    const bySignal = new Map<string, number[]>();
    for (const { signal } of rows)
      if (signal !== null && !bySignal.has(signal))
        bySignal.set(
          signal,
          filled(
            starts.length,
            rows.filter((row) => row.signal === signal),
          ),
        );
    return {
      totals: filled(
        starts.length,
        rows.filter((row) => row.signal === null),
      ),
      bySignal,
    };
  }

  private parameters({ projectId, from, to }: CountRange, cellMs: number): unknown[] {
    const first = Math.ceil(from.getTime() / cellMs) * cellMs;
    const end = Math.max(first, Math.floor(to.getTime() / cellMs) * cellMs);
    // a span within one cell has no whole cell: all of it is edge
    const none = first >= to.getTime();
    return [projectId, from, to, none ? to : new Date(first), none ? to : new Date(end)];
  }
}

function filled(length: number, rows: readonly { bucket: number; scans: number }[]): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const { bucket, scans } of rows) counts[bucket - 1] = scans;
  return counts;
}
