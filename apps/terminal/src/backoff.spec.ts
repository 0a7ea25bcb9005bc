import { backoffMs, MAX_RETRY_AFTER_MS, MAX_WAIT_MS, readRetryAfter } from './backoff.js';

describe('backoff', () => {
  it('doubles until the longest wait, and stays there', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 60, 6000].map((failures) => backoffMs({ failures, chance: 0.999999 }));
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000]);
  });

  it('spreads a crowd over the second half of the wait', () => {
    expect(backoffMs({ failures: 50, chance: 0 })).toBe(MAX_WAIT_MS / 2);
    expect(backoffMs({ failures: 50, chance: 0.5 })).toBe((MAX_WAIT_MS * 3) / 4);
  });

  it('never comes back before the server wants it, and not all at that moment', () => {
    expect(backoffMs({ failures: 1, retryAfterMs: 7000, chance: 0 })).toBe(7000);
    expect(backoffMs({ failures: 1, retryAfterMs: 7000, chance: 0.5 })).toBe(7100);
    expect(backoffMs({ failures: 1, retryAfterMs: 1e12, chance: 0 })).toBe(MAX_RETRY_AFTER_MS);
  });
});

describe('Retry-After', () => {
  it('is read as seconds or as a date', () => {
    expect(readRetryAfter('3', 0)).toBe(3000);
    expect(readRetryAfter('Sun, 22 Nov 2026 12:00:05 GMT', Date.UTC(2026, 10, 22, 12))).toBe(5000);
    expect(readRetryAfter('Sun, 22 Nov 2026 12:00:05 GMT', Date.UTC(2027, 0, 1))).toBe(0);
  });

  it('counts as absent when it says nothing', () => {
    expect(readRetryAfter(null, 0)).toBeUndefined();
    expect(readRetryAfter('soon', 0)).toBeUndefined();
  });
});
