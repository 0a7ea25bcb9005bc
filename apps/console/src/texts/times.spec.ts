import { day, endOfDate, fromLocal, moment, momentWithZone, startOfDay, toLocal } from './times.ts';

describe('times', () => {
  it('are shown as the local clock of the zone', () => {
    expect(moment('2026-11-28T20:43:16.000Z', 'UTC')).toBe('28 Nov 2026, 20:43:16');
    expect(moment('2026-07-01T20:43:16.000Z', 'Asia/Tokyo')).toBe('2 Jul 2026, 05:43:16');
    expect(momentWithZone('2026-07-01T20:43:16.000Z', 'Asia/Tokyo')).toBe('2 Jul 2026, 05:43:16 (Asia/Tokyo)');
    expect(day('2026-07-01T20:43:16.000Z', 'Asia/Tokyo')).toBe('2 Jul 2026');
  });

  it.each([
    ['2026-11-28T09:00', 'UTC', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T09:00', 'Europe/Berlin', '2026-11-28T08:00:00.000Z'],
    ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'], // one hour after one o'clock
    ['2026-11-28T00:30', 'Pacific/Auckland', '2026-11-27T11:30:00.000Z'],
  ])('%s on the local clock of %s is the instant %s, and back', (local, zone, instant) => {
    expect(fromLocal(local, zone)).toBe(instant);
    expect(toLocal(instant, zone)).toBe(local);
  });

  it('has no instant for an empty field', () => {
    expect(fromLocal('', 'UTC')).toBeUndefined();
    expect(toLocal(undefined, 'UTC')).toBe('');
    expect(toLocal('nonsense', 'UTC')).toBe('');
  });

  it('begins and ends a day where the zone does, on days of 23 and 25 hours too', () => {
    const at = (instant: string) => startOfDay(Date.parse(instant), 'Europe/Berlin').toISOString();
    expect(at('2026-11-28T23:30:00Z')).toBe('2026-11-28T23:00:00.000Z');
    expect(at('2026-03-29T10:00:00Z')).toBe('2026-03-28T23:00:00.000Z');
    expect(at('2026-10-25T10:00:00Z')).toBe('2026-10-24T22:00:00.000Z');
    expect(endOfDate('2026-11-30', 'Europe/Berlin')).toBe('2026-11-30T22:59:59.000Z');
  });
});
