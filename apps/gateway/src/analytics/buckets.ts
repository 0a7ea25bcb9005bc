/** Hours, days and weeks as the clocks of a time zone show them: where each begins, and what it is called. */
import { LRUCache } from 'lru-cache';

export type Unit = 'hour' | 'day' | 'week';

export interface Bucket {
  /** The first moment of it. */
  start: Date;
  /** An hour by its first moment, a day by its date, a week by the date of its Monday. */
  name: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_ZONES = 100;

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: MAX_ZONES });

/**
 * Every bucket that has a moment of `[from, to)`, in order.
 * @returns null when there are more than `most`
 */
export function bucketsOf(span: { from: Date; to: Date }, unit: Unit, zone: string, most: number): Bucket[] | null {
  if (
    (span.to.getTime() - span.from.getTime()) / (unit === 'hour' ? HOUR_MS : DAY_MS) >
    most * (unit === 'week' ? 7 : 1) + 2
  )
    return null;
  const buckets = unit === 'hour' ? hoursOf(span, zone) : datesOf(span, zone, unit === 'week' ? 7 : 1);
  return buckets.length > most ? null : buckets;
}

function hoursOf({ from, to }: { from: Date; to: Date }, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  for (let at = hourAt(from.getTime(), zone); at < to.getTime();) {
    const steady = offsetMs(at, zone) === offsetMs(at + DAY_MS, zone);
    for (const end = Math.min(at + DAY_MS, to.getTime()); at < end;) {
      buckets.push({ start: new Date(at), name: new Date(at).toISOString() });
      at = steady ? at + HOUR_MS : nextHour(at, zone);
    }
  }
  return buckets;
}

/** The full hour of local time that contains `ms`. */
function hourAt(ms: number, zone: string): number {
  const offset = offsetMs(ms, zone);
  return Math.floor((ms + offset) / HOUR_MS) * HOUR_MS - offset;
}

/** The next moment when the local clock shows a full hour: clocks that are set by half of one make one of ninety minutes. */
function nextHour(ms: number, zone: string): number {
  for (let step = HOUR_MS / 4; ; step += HOUR_MS / 4) {
    const at = ms + step;
    if ((at + offsetMs(at, zone)) % HOUR_MS === 0) return at;
  }
}

function datesOf({ from, to }: { from: Date; to: Date }, zone: string, days: number): Bucket[] {
  const buckets: Bucket[] = [];
  const localMs = from.getTime() + offsetMs(from.getTime(), zone);
  const firstDay = Math.floor(localMs / DAY_MS);
  for (let day = days === 7 ? firstDay - ((firstDay + 3) % 7) : firstDay; ; day += days) {
    const start = midnight(day, zone); // day 0 was a Thursday
    if (start >= to.getTime()) return buckets;
    buckets.push({ start: new Date(start), name: new Date(day * DAY_MS).toISOString().slice(0, 10) });
  }
}

/** The first moment of a date; where clocks skip midnight, the moment when they do. @param day days since 1970-01-01 in local time */
function midnight(day: number, zone: string): number {
  const localMs = day * DAY_MS;
  const [before, after] = [offsetMs(localMs - DAY_MS, zone), offsetMs(localMs + DAY_MS, zone)];
  const candidates = [localMs - before, localMs - after].sort((a, b) => a - b);
  const found = candidates.find((at) => at + offsetMs(at, zone) === localMs);
  if (found !== undefined) return found;
  let [low, high] = candidates as [number, number]; // the gap lies between them
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Local time minus UTC. */
export function offsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) if (type !== 'literal') parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<
    'year' | 'month' | 'day' | 'hour' | 'minute' | 'second',
    number
  >;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const numeric = '2-digit';
    const fields = {
      year: 'numeric',
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    } as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      ...fields,
    });
    formats.set(zone, format);
  }
  return format;
}
