/** What a tenant asks about its scans as a whole: always the same as counting them one by one. */
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { instantOf } from '#platform/http';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import {
  type ScanAnalyticsQuery,
  type SignalAnalyticsQuery,
  OPERATIONS,
  RESULTS,
  SIGNALS,
  VERDICTS,
} from './analytics.dto.js';
import { endsBeforeItBegins, MAX_BUCKETS, notCountedByDevice, tooManyBuckets } from './analytics.errors.js';
import { bucketsOf, type Unit } from './buckets.js';
import { CountsQueries, type Dimension, type SignalsInTime, type CountRange } from './counts.queries.js';
import { type Share, type Trend, trendOf } from './trend.policy.js';

export interface ScanCounts {
  from: Date;
  to: Date;
  key: Dimension | Unit;
  total: number;
  groups: { name: string | null; count: number }[];
}

export interface SignalCounts {
  from: Date;
  to: Date;
  total: number;
  signals: (Share & { signal: string; trend: Trend; bucket?: { unit: Unit; name: string } })[];
}

/** Values that are always shown, also when there are none. */
const SHOWN: Partial<Record<Dimension, readonly (string | null)[]>> = {
  verdict: [...VERDICTS, null],
  result: RESULTS,
  operation: OPERATIONS,
};
const isUnit = (group: string): group is Unit => group === 'hour' || group === 'day' || group === 'week';

@Injectable()
export class AnalyticsService {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectsService,
    private readonly counts: CountsQueries,
  ) {}

  async scans(caller: Principal, projectId: string, asked: ScanAnalyticsQuery): Promise<ScanCounts> {
    const { group_by: key = 'verdict', verdict = null, result = null, operation = null, tz = 'UTC' } = asked;
    const filter = { verdict, result, operation };
    if (key === 'device' && (result ?? operation) !== null)
      throw notCountedByDevice(result === null ? 'operation' : 'result');
    const span = spanOf(projectId, asked);
    const buckets = isUnit(key) ? cut(span, key, tz) : null;
    const groups = await this.reaching(caller, projectId, async (tx) => {
      if (!buckets)
        return this.ofDimension(
          await this.counts.byDimension(tx, span, { dimension: key as Dimension, filter }),
          key as Dimension,
        );
      const starts = buckets.map((bucket) => bucket.start);
      const counted = await this.counts.byTime(tx, span, { starts, filter });
      return buckets.map(({ name }, i) => ({ name, count: counted[i]! }));
    });
    return { from: span.from, to: span.to, key, total: groups.reduce((sum, group) => sum + group.count, 0), groups };
  }

  async signals(caller: Principal, projectId: string, asked: SignalAnalyticsQuery): Promise<SignalCounts> {
    const { group_by: key = 'signal', signal, tz = 'UTC' } = asked;
    const span = spanOf(projectId, asked);
    const names = signal === undefined ? SIGNALS : [signal];
    const counted =
      key === 'signal'
        ? await this.whole(caller, span, names)
        : await this.inTime(caller, span, { unit: key, tz, names });
    return { from: span.from, to: span.to, ...counted };
  }

  /** Trends compare with the span of the same length before. */
  private async whole(
    caller: Principal,
    span: CountRange,
    names: readonly string[],
  ): Promise<Pick<SignalCounts, 'total' | 'signals'>> {
    const { from, to } = span;
    const before = new Date(Math.max(0, 2 * from.getTime() - to.getTime()));
    const [now, then] = await this.reaching(caller, span.projectId, async (tx) => [
      await this.counts.signals(tx, span, [from]),
      await this.counts.signals(tx, { ...span, from: before, to: from }, [before]),
    ]);
    const share = ({ totals, bySignal }: SignalsInTime, signal: string): Share => ({
      count: bySignal.get(signal)?.[0] ?? 0,
      total: totals[0]!,
    });
    return {
      total: now!.totals[0]!,
      signals: names.map((signal) => ({
        ...share(now!, signal),
        signal,
        trend: trendOf(share(now!, signal), share(then!, signal)),
      })),
    };
  }

  /** Trends compare with the bucket before. */
  private async inTime(
    caller: Principal,
    span: CountRange,
    { unit, tz, names }: { unit: Unit; tz: string; names: readonly string[] },
  ): Promise<Pick<SignalCounts, 'total' | 'signals'>> {
    const buckets = cut(span, unit, tz);
    const starts = buckets.map((bucket) => bucket.start);
    const { totals, bySignal } = await this.reaching(caller, span.projectId, (tx) =>
      this.counts.signals(tx, span, starts),
    );
    const share = (signal: string, i: number): Share => ({
      count: bySignal.get(signal)?.[i] ?? 0,
      total: totals[i] ?? 0,
    });
    return {
      total: totals.reduce((sum, one) => sum + one, 0),
      signals: buckets.flatMap(({ name }, i) =>
        names.map((signal) => ({
          ...share(signal, i),
          ...{ signal, trend: trendOf(share(signal, i), share(signal, i - 1)), bucket: { unit, name } },
        })),
      ),
    };
  }

  private reaching<T>(caller: Principal, projectId: string, ask: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      return ask(tx);
    });
  }

  private ofDimension(
    rows: { key: string | null; scans: number }[],
    dimension: Dimension,
  ): { name: string | null; count: number }[] {
    const counted = new Map(rows.map((row) => [row.key, row.scans]));
    const shown = SHOWN[dimension];
    if (shown) return shown.map((name) => ({ name, count: counted.get(name) ?? 0 }));
    return rows
      .map((row) => ({ name: row.key, count: row.scans }))
      .sort((a, b) => b.count - a.count || (a.name ?? '').localeCompare(b.name ?? ''));
  }
}

/** @throws Problem when `to` is not after `from` */
function spanOf(projectId: string, asked: { from: string; to: string }): CountRange {
  const [from, to] = [instantOf(asked.from)!, instantOf(asked.to)!];
  if (to <= from) throw endsBeforeItBegins();
  return { projectId, from, to };
}

/** @throws Problem when there are too many */
function cut(span: CountRange, unit: Unit, zone: string) {
  const buckets = bucketsOf(span, unit, zone, MAX_BUCKETS);
  if (!buckets) throw tooManyBuckets();
  return buckets;
}
