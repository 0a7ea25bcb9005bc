/** When a capture was taken. */
import { captureTimeOf, type CaptureClaim } from './capture-time.policy.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const arrival = new Date('2026-11-30T12:00:00.000Z');
const registeredAt = new Date('2026-01-01T00:00:00.000Z');
const before = (ms: number) => new Date(arrival.getTime() - ms);
const timeOf = (claim: Partial<CaptureClaim>) =>
  captureTimeOf({ ageMs: null, capturedAt: null, skewMs: 0, ...claim }, { arrival, registeredAt });

describe('the time of a capture', () => {
  it('is the arrival when the terminal says nothing', () => {
    expect(timeOf({})).toEqual({ capturedAt: arrival, claimedAt: null });
  });

  it('is the arrival minus the age, whatever the local clock says beside it', () => {
    const claim = { ageMs: 10 * MINUTE_MS, capturedAt: before(3 * DAY_MS), skewMs: -DAY_MS };
    expect(timeOf(claim)).toEqual({ capturedAt: before(10 * MINUTE_MS), claimedAt: null });
  });

  it.each([3 * 3_600_000, -3 * 3_600_000, -56 * 365 * DAY_MS])(
    'is corrected by a clock that is off by %d ms',
    (skewMs) => {
      const onItsClock = new Date(before(3_600_000).getTime() + skewMs);
      expect(timeOf({ capturedAt: onItsClock, skewMs })).toEqual({ capturedAt: before(3_600_000), claimedAt: null });
    },
  );

  it('is as said when the clock differs by no more than a slow network', () => {
    expect(timeOf({ capturedAt: before(MINUTE_MS), skewMs: -4_000 }).capturedAt).toEqual(before(MINUTE_MS));
  });

  it('is as said when the clock was lost after the capture', () => {
    const claim = { capturedAt: before(3_600_000), skewMs: -56 * 365 * DAY_MS };
    expect(timeOf(claim)).toEqual({ capturedAt: before(3_600_000), claimedAt: null });
  });

  it.each([
    ['more than five minutes in the future', before(-5 * MINUTE_MS - 1)],
    ['older than thirty days', before(30 * DAY_MS + 1)],
    ['before the device was registered', new Date('2025-12-31T23:59:59.999Z')],
  ])('is the arrival for a claim %s, which is kept', (_when, capturedAt) => {
    expect(timeOf({ capturedAt })).toEqual({ capturedAt: arrival, claimedAt: capturedAt });
  });

  it.each([
    ['five minutes in the future', before(-5 * MINUTE_MS)],
    ['thirty days old', before(30 * DAY_MS)],
  ])('may be %s', (_when, capturedAt) => {
    expect(timeOf({ capturedAt })).toEqual({ capturedAt, claimedAt: null });
  });

  it('is never one that cannot be written down', () => {
    for (const claim of [
      { ageMs: Number.MAX_SAFE_INTEGER },
      { capturedAt: arrival, skewMs: 1e300 },
      { capturedAt: arrival, skewMs: NaN },
    ])
      expect(Number.isNaN((timeOf(claim).claimedAt ?? arrival).getTime())).toBe(false);
  });
});
