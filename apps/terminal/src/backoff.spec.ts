import { backoffMs, MAX_RETRY_AFTER_MS, MAX_WAIT_MS, readRetryAfter } from './backoff.js';

describe('terminal backoff', () => {
  it('the delay doubles up to its maximum and stays there', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 60, 6000].map((failures) => backoffMs({ failures, chance: 0.999999 }));
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000]);
  });

  it('jitter spreads retries over the second half of the delay', () => {
    expect(backoffMs({ failures: 50, chance: 0 })).toBe(MAX_WAIT_MS / 2);
    expect(backoffMs({ failures: 50, chance: 0.5 })).toBe((MAX_WAIT_MS * 3) / 4);
  });

  it('a retry comes no sooner than Retry-After, and with jitter', () => {
    expect(backoffMs({ failures: 1, retryAfterMs: 7000, chance: 0 })).toBe(7000);
    expect(backoffMs({ failures: 1, retryAfterMs: 7000, chance: 0.5 })).toBe(7100);
    expect(backoffMs({ failures: 1, retryAfterMs: 1e12, chance: 0 })).toBe(MAX_RETRY_AFTER_MS);
  });
});

describe('terminal Retry-After', () => {
  it('the header is read as seconds or as a date', () => {
    expect(readRetryAfter('3', 0)).toBe(3000);
    expect(readRetryAfter('Sun, 22 Nov 2026 12:00:05 GMT', Date.UTC(2026, 10, 22, 12))).toBe(5000);
    expect(readRetryAfter('Sun, 22 Nov 2026 12:00:05 GMT', Date.UTC(2027, 0, 1))).toBe(0);
  });

  it('an unreadable header counts as absent', () => {
    expect(readRetryAfter(null, 0)).toBeUndefined();
    expect(readRetryAfter('soon', 0)).toBeUndefined();
  });
});
