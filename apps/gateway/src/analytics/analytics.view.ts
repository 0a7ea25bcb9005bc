import { ApiProperty } from '@nestjs/swagger';
import { SCAN_GROUPS } from './analytics.dto.js';
import type { ScanCounts, SignalCounts } from './analytics.service.js';

const GROUP = {
  type: 'object' as const,
  required: ['count', 'pct'],
  properties: {
    count: { type: 'integer' },
    pct: { type: 'number', description: 'Part of the total, 0 to 1.' },
    ...Object.fromEntries(
      SCAN_GROUPS.map((group) => [
        group,
        { type: 'string' as const, nullable: true, description: 'When grouped by it.' },
      ]),
    ),
  },
};

export class ScanAnalyticsView {
  from: string;
  to: string;
  @ApiProperty({ type: 'integer' }) total: number;
  /** Empty hours, days and weeks are there; so are verdicts, results and operations that did not occur. */
  @ApiProperty({ type: 'array', items: GROUP }) groups: Record<string, string | number | null>[];

  static of({ from, to, key, total, groups }: ScanCounts): ScanAnalyticsView {
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      total,
      groups: groups.map(({ name, count }) => ({ [key]: name, count, pct: part(count, total) })),
    };
  }
}

export class SignalShareView {
  signal: string;
  /** The local date, when grouped by day. */
  day?: string;
  /** The date of the Monday, when grouped by week. */
  week?: string;
  @ApiProperty({ type: 'integer' }) count: number;
  /** Part of all scans of the span, or of the day or week. */
  rate: number;
  @ApiProperty({ enum: ['up', 'down', 'stable'] }) trend: string;

  static of({ signal, count, total, trend, bucket }: SignalCounts['signals'][number]): SignalShareView {
    return { signal, ...(bucket ? { [bucket.unit]: bucket.name } : {}), count, rate: part(count, total), trend };
  }
}

export class SignalAnalyticsView {
  from: string;
  to: string;
  /** All scans of the span. */
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: [SignalShareView] }) signals: SignalShareView[];

  static of({ from, to, total, signals }: SignalCounts): SignalAnalyticsView {
    return { from: from.toISOString(), to: to.toISOString(), total, signals: signals.map(SignalShareView.of) };
  }
}

const part = (count: number, total: number): number =>
  total === 0 ? 0 : Math.round((count / total) * 10_000) / 10_000;
