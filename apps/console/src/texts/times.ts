/** Times as people read them: in the project's time zone, or as a distance from now. */
import { serverNowMs } from '../api/server-clock.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function ago(instant: string): string {
  const distanceMs = Date.parse(instant) - serverNowMs();
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(distanceMs) >= size) ?? UNITS.at(-1)!;
  return relative.format(Math.round(distanceMs / ms), unit);
}

export function moment(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(instant),
  );
}

export function day(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(new Date(instant));
}

/** `mm:ss`, never below zero. */
export function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Value of a `datetime-local` input ↔ instant, in the browser's zone. */
export const fromLocalInput = (value: string): string | undefined =>
  value ? new Date(value).toISOString() : undefined;

/** When the day began on the project's wall. */
export function startOfDay(nowMs: number, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(nowMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const sinceMidnightMs = ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000;
  return new Date(Math.floor((nowMs - sinceMidnightMs) / 1000) * 1000);
}
