import { fromWall, inZone, moment } from './times.ts';

describe('times', () => {
  it('are shown with their zone', () => {
    expect(moment('2026-11-28T20:43:16.000Z', 'UTC')).toBe('28 Nov 2026, 20:43:16 UTC');
    expect(moment('2026-07-01T20:43:16.000Z', 'Asia/Tokyo')).toMatch(/^2 Jul 2026, 05:43:16 \S+$/);
    expect(inZone('When', 'Asia/Tokyo')).toBe('When (Asia/Tokyo)');
  });

  it.each([
    ['2026-11-28T09:00', 'UTC', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T09:00', 'Europe/Berlin', '2026-11-28T08:00:00.000Z'],
    ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'], // an hour after it was one o'clock
    ['2026-11-28T00:30', 'Pacific/Auckland', '2026-11-27T11:30:00.000Z'],
  ])('%s on the wall in %s is %s', (typed, zone, instant) => {
    expect(fromWall(typed, zone)).toBe(instant);
  });

  it('nothing typed is no time', () => expect(fromWall('', 'UTC')).toBeUndefined());
});
