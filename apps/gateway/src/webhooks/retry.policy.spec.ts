import fc from 'fast-check';
import { GIVE_UP_AFTER_MS, nextAttemptMs, readRetryAfter } from './retry.policy.js';

const HOUR = 3_600_000;
const failed = { attempts: 1, createdMs: 0, nowMs: 0, retryAfterMs: null, chance: 0 };

describe('the next attempt', () => {
  it('comes after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, then daily', () => {
    const waits = Array.from({ length: 10 }, (_, i) => nextAttemptMs({ ...failed, attempts: i + 1 }));
    expect(waits).toEqual([
      5_000,
      300_000,
      HOUR / 2,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
      24 * HOUR,
    ]);
  });

  it('is moved by a tenth at most', () => {
    expect(nextAttemptMs({ ...failed, chance: -1 })).toBe(4_500);
    expect(nextAttemptMs({ ...failed, chance: 1 })).toBe(5_500);
  });

  it('never begins 14 days after the first or later, whatever happens on the way', () => {
    const attempt = fc.record({
      chance: fc.double({ min: -1, max: 1, noNaN: true }),
      asked: fc.option(fc.nat(1e12)),
      tookMs: fc.nat(15_000),
    });
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 60, maxLength: 60 }), (attempts) => {
        let nowMs = 0;
        for (const [i, { chance, asked, tookMs }] of attempts.entries()) {
          const last = nowMs;
          const next = nextAttemptMs({
            attempts: i + 1,
            createdMs: 0,
            nowMs: nowMs + tookMs,
            retryAfterMs: asked,
            chance,
          });
          if (next === null) return last < GIVE_UP_AFTER_MS && last > 11 * 24 * HOUR;
          if (next <= nowMs) return false;
          nowMs = next;
        }
        return false; // it must have an end
      }),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    ['Xyz, 99 Abc 2026 12:01:00 GMT', null],
    [undefined, null],
  ])('%s', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});
