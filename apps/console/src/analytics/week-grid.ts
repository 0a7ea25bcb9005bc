/** Counts of hours laid out as a week: seven days from Monday, 24 hours each, in one time zone. */

export interface HourCount {
  /** When the hour began. */
  instant: string;
  count: number;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function weekGrid(hours: readonly HourCount[], timeZone: string): number[][] {
  const grid = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
  for (const { instant, count } of hours) {
    const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
    const day = WEEKDAYS.indexOf(parts.get('weekday') ?? '');
    const hour = Number(parts.get('hour'));
    if (grid[day]?.[hour] !== undefined) grid[day][hour] += count;
  }
  return grid;
}
