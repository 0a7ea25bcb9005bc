import { distanceKm, type DetectedSignals, placeOf, signalsOf } from './signals.policy.js';

const BERLIN = { latitude: 52.52, longitude: 13.405 };
const PARIS = { latitude: 48.8566, longitude: 2.3522 };
const POTSDAM = { latitude: 52.39, longitude: 13.06 };
const HOUR = 3_600_000;

const refused = (
  result: 'not_matched' | 'ambiguous' | 'matched' = 'not_matched',
  nearest: { distance: number; searched: number } | null = null,
) => ({ result, nearest });
const noticed = (more: Partial<DetectedSignals> = {}): DetectedSignals => ({
  timesSeen: 1,
  memberHere: null,
  localHour: 12,
  journey: null,
  ...more,
});

describe('a near miss', () => {
  const isNear = (distance: number, searched: number) =>
    signalsOf(refused('not_matched', { distance, searched }), noticed()).near_miss;

  it('is a refusal that few non-mated probes would come as near to', () => {
    expect(isNear(0.366, 1)).toBe(true);
    expect(isNear(0.42, 1)).toBe(false);
    expect(isNear(0.366, 100)).toBe(true);
    expect(isNear(0.366, 100_000)).toBe(false); // among so many, non-mated probes come as near
  });

  it('is someone we could not decide about, and never someone we recognised', () => {
    expect(signalsOf(refused('ambiguous', { distance: 0.2, searched: 10 }), noticed()).near_miss).toBe(true);
    expect(signalsOf(refused('matched', { distance: 0.2, searched: 10 }), noticed()).near_miss).toBe(false);
    expect(signalsOf(refused('not_matched', null), noticed()).near_miss).toBe(false);
  });
});

describe('a journey', () => {
  const isImpossible = (journey: DetectedSignals['journey']) =>
    signalsOf(refused(), noticed({ journey })).impossible_travel;

  it('is impossible when no airliner would do it', () => {
    expect(distanceKm(BERLIN, PARIS)).toBeCloseTo(877, -1);
    expect(isImpossible({ from: BERLIN, to: PARIS, tookMs: HOUR / 2 })).toBe(true);
    expect(isImpossible({ from: BERLIN, to: PARIS, tookMs: HOUR })).toBe(false);
    expect(isImpossible({ from: BERLIN, to: PARIS, tookMs: 0 })).toBe(true);
  });

  it('is possible within a town, and after a day', () => {
    expect(isImpossible({ from: BERLIN, to: POTSDAM, tookMs: 0 })).toBe(false);
    expect(isImpossible({ from: BERLIN, to: { latitude: -33.9, longitude: 151.2 }, tookMs: 25 * HOUR })).toBe(false);
    expect(isImpossible(null)).toBe(false);
  });

  it('needs places that are places', () => {
    expect(placeOf({ ...BERLIN, floor: 2 })).toEqual(BERLIN);
    for (const metadata of [
      {},
      null,
      { latitude: '52', longitude: 13 },
      { latitude: 91, longitude: 0 },
      { latitude: 0, longitude: -181 },
    ])
      expect(placeOf(metadata)).toBeNull();
  });
});

it('a device is new for a member who was elsewhere and never here', () => {
  const isNew = (memberHere: DetectedSignals['memberHere']) =>
    signalsOf(refused(), noticed({ memberHere })).new_device_for_member;
  expect(isNew({ before: false, elsewhere: true })).toBe(true);
  expect(isNew({ before: true, elsewhere: true })).toBe(false);
  expect(isNew({ before: false, elsewhere: false })).toBe(false);
  expect(isNew(null)).toBe(false);
});

it('off hours are from ten in the evening until before six', () => {
  const off = Array.from({ length: 24 }, (_, hour) => hour).filter(
    (localHour) => signalsOf(refused(), noticed({ localHour })).off_hours,
  );
  expect(off).toEqual([0, 1, 2, 3, 4, 5, 22, 23]);
});

it('a picture that was seen before is a replay', () => {
  expect([0, 1, 2].map((timesSeen) => signalsOf(refused(), noticed({ timesSeen })).replayed_capture)).toEqual([
    false,
    false,
    true,
  ]);
});
