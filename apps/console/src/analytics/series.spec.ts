import type { Schemas } from '../api/client.ts';
import { combine } from './series.ts';

const answer = (counts: Record<string, number>): Schemas['ScanAnalyticsView'] => ({
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  total: 0,
  groups: Object.entries(counts).map(([day, count]) => ({ day, count, pct: 0 })),
});

describe('scans over time', () => {
  it('are known, unknown, unclear, and refused where they were not compared', () => {
    const all = answer({ '2026-11-21': 10, '2026-11-22': 0 });
    const series = combine(
      [all, answer({ '2026-11-21': 4 }), answer({ '2026-11-21': 3 }), answer({ '2026-11-21': 1 })],
      'day',
    );
    expect(series).toEqual({
      labels: ['2026-11-21', '2026-11-22'],
      counts: { known: [4, 0], unknown: [3, 0], unclear: [1, 0], refused: [2, 0] },
    });
  });

  it('are never fewer than none, when a scan came between two answers', () => {
    const series = combine([answer({ d: 1 }), answer({ d: 2 }), answer({}), answer({})], 'day');
    expect(series.counts.refused).toEqual([0]);
  });
});
