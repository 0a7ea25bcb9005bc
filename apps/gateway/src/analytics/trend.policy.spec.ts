import { SIGNALS as RULED } from '../rules/fields.js';
import { SIGNALS } from './analytics.dto.js';
import { trendOf } from './trend.policy.js';

describe('a trend', () => {
  const before = { count: 500, total: 10_000 };

  it('is up or down when much changed and chance would seldom do it', () => {
    expect(trendOf({ count: 700, total: 10_000 }, before)).toBe('up');
    expect(trendOf({ count: 350, total: 10_000 }, before)).toBe('down');
    expect(trendOf({ count: 40, total: 10_000 }, { count: 0, total: 10_000 })).toBe('up');
  });

  it('is stable when little changed, however sure that is', () => {
    expect(trendOf({ count: 5_400_000, total: 100_000_000 }, { count: 5_000_000, total: 100_000_000 })).toBe('stable');
  });

  it('is stable when chance may have done it, however much it looks', () => {
    expect(trendOf({ count: 3, total: 20 }, { count: 1, total: 20 })).toBe('stable');
  });

  it('is stable when there is nothing to compare', () => {
    expect(trendOf({ count: 5, total: 5 }, { count: 0, total: 0 })).toBe('stable');
    expect(trendOf({ count: 0, total: 0 }, before)).toBe('stable');
    expect(trendOf({ count: 5, total: 5 }, { count: 7, total: 7 })).toBe('stable');
  });
});

it('analytics know the signals that rules know', () => {
  expect([...SIGNALS].sort()).toEqual([...RULED].sort());
});
