import fc from 'fast-check';
import { bucketsOf, offsetMs, type Unit } from './buckets.js';

const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
const names = (from: string, to: string, unit: Unit, zone: string) =>
  bucketsOf(span(from, to), unit, zone, 1000)!.map((bucket) => bucket.name);
const starts = (from: string, to: string, unit: Unit, zone: string) =>
  bucketsOf(span(from, to), unit, zone, 1000)!.map((bucket) => bucket.start.toISOString().slice(0, 16));

describe('a day', () => {
  it('begins at local midnight', () => {
    expect(starts('2026-11-22T12:00:00Z', '2026-11-23T19:00:00Z', 'day', 'Asia/Kolkata')).toEqual([
      '2026-11-21T18:30',
      '2026-11-22T18:30',
      '2026-11-23T18:30',
    ]);
    expect(names('2026-11-22T12:00:00Z', '2026-11-23T19:00:00Z', 'day', 'Asia/Kolkata')).toEqual([
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
    ]);
  });

  it('has 23 or 25 hours when the clocks change', () => {
    expect(starts('2026-03-28T00:00:00Z', '2026-03-30T00:00:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
    expect(bucketsOf(span('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'), 'hour', 'Europe/Berlin', 100)).toHaveLength(
      25,
    );
    expect(bucketsOf(span('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'), 'hour', 'Europe/Berlin', 100)).toHaveLength(
      23,
    );
  });

  it('begins later where clocks skip midnight', () => {
    expect(starts('2026-04-23T12:00:00Z', '2026-04-25T00:00:00Z', 'day', 'Africa/Cairo')).toEqual([
      '2026-04-22T22:00',
      '2026-04-23T22:00',
      '2026-04-24T21:00',
    ]);
  });
});

describe('a week', () => {
  it('begins on Monday and is called by it', () => {
    expect(names('2026-11-22T23:59:59Z', '2026-11-30T00:00:00.001Z', 'week', 'UTC')).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(names('1970-01-01T00:00:00Z', '1970-01-05T00:00:00Z', 'week', 'UTC')).toEqual(['1969-12-29']);
  });
});

describe('an hour', () => {
  it('is a full hour of local time', () => {
    expect(starts('2026-11-22T12:10:00Z', '2026-11-22T13:31:00Z', 'hour', 'Asia/Kolkata')).toEqual([
      '2026-11-22T11:30',
      '2026-11-22T12:30',
      '2026-11-22T13:30',
    ]);
    expect(starts('2026-11-22T12:00:00Z', '2026-11-22T14:00:00Z', 'hour', 'UTC')).toEqual([
      '2026-11-22T12:00',
      '2026-11-22T13:00',
    ]);
  });

  it('is long where clocks go back by half of one', () => {
    expect(starts('2026-04-04T14:00:00Z', '2026-04-04T17:00:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
      ...['2026-04-04T14:00', '2026-04-04T15:30', '2026-04-04T16:30'],
    ]);
  });
});

it('there is a limit', () => {
  expect(bucketsOf(span('2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z'), 'day', 'UTC', 10)).toHaveLength(10);
  expect(bucketsOf(span('2026-01-01T00:00:00Z', '2026-01-11T00:00:00.001Z'), 'day', 'UTC', 10)).toBeNull();
  expect(bucketsOf(span('1970-01-01T00:00:00Z', '9999-01-01T00:00:00Z'), 'hour', 'UTC', 10_000)).toBeNull();
});

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'America/Havana',
];
const MS = { from: Date.parse('2024-01-01T00:00:00Z'), to: Date.parse('2028-01-01T00:00:00Z') };

it('buckets cover their span, in order, and hold what the local clock shows', () => {
  const asked = fc.record({
    zone: fc.constantFrom(...ZONES),
    unit: fc.constantFrom<Unit>('hour', 'day', 'week'),
    from: fc.integer({ min: MS.from, max: MS.to }),
    length: fc.integer({ min: 1, max: 40 * 86_400_000 }),
    part: fc.double({ min: 0, max: 0.999999, noNaN: true }),
  });
  fc.assert(
    fc.property(asked, ({ zone, unit, from, length, part }) => {
      const buckets = bucketsOf({ from: new Date(from), to: new Date(from + length) }, unit, zone, 2000)!;
      const at = from + Math.floor(length * part);
      const index = buckets.findLastIndex((bucket) => bucket.start.getTime() <= at);
      const bucket = buckets[index]!;
      const next = buckets[index + 1]?.start.getTime() ?? Infinity;
      expect(at).toBeLessThan(next);
      const local = new Date(at + offsetMs(at, zone));
      if (unit === 'hour')
        expect((bucket.start.getTime() + offsetMs(bucket.start.getTime(), zone)) % 1_800_000).toBe(0);
      if (unit === 'day') expect(bucket.name).toBe(local.toISOString().slice(0, 10));
      if (unit === 'week') {
        const days = (Date.parse(local.toISOString().slice(0, 10)) - Date.parse(bucket.name)) / 86_400_000;
        expect(new Date(bucket.name).getUTCDay()).toBe(1);
        expect(days).toBeGreaterThanOrEqual(0);
        expect(days).toBeLessThan(7);
      }
    }),
    { numRuns: 400 },
  );
});
