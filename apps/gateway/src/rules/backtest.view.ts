import { ApiProperty } from '@nestjs/swagger';
import type { SampleRow } from './backtest-slice.js';
import type { Backtest } from './backtest.service.js';

const CAVEATS: Record<string, string> = {
  as_now: 'Members, palms and devices are taken as they are today, not as they were.',
  signals: 'Scans of before a signal was recorded do not match on it.',
  counted:
    'Scans that reached us late are counted at the time when they were taken, although nobody knew of them then.',
  lists: 'Lists are asked as they were when each scan was judged; lists that were deleted since match nothing.',
};
const ALONE = 'The rule was asked alone: rules before it may have decided some of these scans.';

export class BacktestSampleView {
  scan_id: string;
  operation: string;
  result: string;
  verdict: string | null;
  device_id: string | null;
  /** Only when an identify found the person. */
  member_id: string | null;
  created_at: string;

  static of(row: SampleRow): BacktestSampleView {
    return {
      scan_id: row.scan_id,
      operation: row.operation,
      result: row.result,
      verdict: row.verdict,
      device_id: row.device_id,
      member_id: row.operation === 'identify' ? row.member_id : null,
      created_at: new Date(row.created_at).toISOString(),
    };
  }
}

export class BacktestView {
  /** Null for a rule that is not stored. */
  rule_id: string | null;
  match_count: number;
  /** Identify and verify attempts of these days. */
  total_events: number;
  match_rate: number;
  /**
   * From scans that people labelled, else null. Block and challenge: the share of genuine members' scans (`correct` matches
   * and `missed`) that match. Allow: the share of others' scans (`wrong_person`, `correct` refusals) that match.
   */
  @ApiProperty({ type: 'number', nullable: true }) estimated_fpr: number | null;
  /** Members whom a matched scan recognised. */
  affected_members: number;
  days: number;
  duration_ms: number;
  /** Newest first. */
  @ApiProperty({ type: [BacktestSampleView] }) sample: BacktestSampleView[];
  /** What the figures cannot know. */
  caveats: string[];

  static of(backtest: Backtest): BacktestView {
    const { matchCount, totalEvents, labelled } = backtest;
    const summary =
      labelled === 0
        ? 'No scan that would show it is labelled: the false positive rate is not known.'
        : `estimated_fpr rests on ${labelled} labelled scans.`;
    return {
      rule_id: backtest.ruleId,
      match_count: matchCount,
      total_events: totalEvents,
      match_rate: totalEvents === 0 ? 0 : Math.round((matchCount / totalEvents) * 10_000) / 10_000,
      estimated_fpr: backtest.estimatedFpr,
      affected_members: backtest.affectedMembers,
      days: backtest.days,
      duration_ms: backtest.durationMs,
      sample: backtest.sample.map(BacktestSampleView.of),
      caveats: [ALONE, ...[...backtest.caveats].map((caveat) => CAVEATS[caveat]!), summary],
    };
  }
}
