import { weekGrid } from './week-grid.ts';

describe('the hours of a week', () => {
  it('are those of the local clock in the zone, Monday first', () => {
    const grid = weekGrid(
      [
        { instant: '2026-11-23T09:00:00.000Z', count: 3 }, // a Monday
        { instant: '2026-11-30T09:00:00.000Z', count: 4 }, // the next one
        { instant: '2026-11-29T23:00:00.000Z', count: 5 }, // Sunday in UTC, Monday in Berlin
      ],
      'Europe/Berlin',
    );
    expect(grid[0]![10]).toBe(7);
    expect(grid[0]![0]).toBe(5);
    expect(grid.flat().reduce((sum, count) => sum + count, 0)).toBe(12);
  });

  it('lose nothing when a clock is turned back: the hour that comes twice counts twice', () => {
    const grid = weekGrid(
      [
        { instant: '2026-10-25T00:00:00.000Z', count: 1 },
        { instant: '2026-10-25T01:00:00.000Z', count: 1 },
      ],
      'Europe/Berlin',
    );
    expect(grid[6]![2]).toBe(2);
  });
});
