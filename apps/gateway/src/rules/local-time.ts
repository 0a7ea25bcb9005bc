/** The local time in the project's time zone. */
import { LRUCache } from 'lru-cache';

export interface LocalTime {
  /** 0 to 23. */
  hour: number;
  /** Monday is 1, Sunday is 7. */
  weekday: number;
}

const MAX_ZONES = 500;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: MAX_ZONES });

/** @throws RangeError for a zone that this runtime does not know */
export function localTime(at: Date, zone: string): LocalTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const text = format.format(at); // "Sun, 07"
  return { hour: Number(text.slice(-2)), weekday: DAYS.indexOf(text.slice(0, 3)) + 1 };
}
