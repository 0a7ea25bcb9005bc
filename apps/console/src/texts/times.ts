/** Times as people read them: as the local clock of a zone shows them, or relative to now. */
import { serverNowMs } from '../api/server-clock.ts';
import { locale } from './language.ts';

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

export function ago(instant: string): string {
  const differenceMs = Date.parse(instant) - serverNowMs();
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(differenceMs) >= size) ?? UNITS.at(-1)!;
  return relative.format(Math.round(differenceMs / ms), unit);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once per kind: a list asks for it in every row. */
function formatOf(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${kind} ${options.timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;

/** Date and time to the second; the page says once in which zone. */
export const moment = (instant: string, timeZone: string): string =>
  formatOf('moment', { ...DATE, ...CLOCK, second: '2-digit', timeZone }).format(new Date(instant));

/** For where the page's zone is not in sight: a tooltip, a file. */
export const momentWithZone = (instant: string, timeZone: string): string =>
  `${moment(instant, timeZone)} (${timeZone})`;

export const day = (instant: string | number, timeZone: string): string =>
  formatOf('day', { dateStyle: 'medium', timeZone }).format(new Date(instant));

export const dayAndMonth = (instant: string | number, timeZone: string): string =>
  formatOf('day and month', { day: 'numeric', month: 'short', timeZone }).format(new Date(instant));

export const clock = (instant: string | number, timeZone: string): string =>
  formatOf('clock', { ...CLOCK, timeZone }).format(new Date(instant));

export const weekday = (instant: string | number, timeZone: string): string =>
  formatOf('weekday', { weekday: 'short', timeZone }).format(new Date(instant));

/** @param yearAndMonth `2026-11` */
export const month = (yearAndMonth: string): string =>
  formatOf('month', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(yearAndMonth));

/** `mm:ss`, never below zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the local clock of a zone shows at an instant, as if it were UTC. */
function localMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return Date.parse(`${parts.replace(' ', 'T')}Z`);
}

/** Value of a `datetime-local` input, read in that zone, as an instant. */
export function fromLocal(value: string, timeZone: string): string | undefined {
  if (!value) return undefined;
  const askedMs = Date.parse(`${value}Z`);
  // twice, because the zone's offset is first asked at an instant that is off by that offset
  const nearMs = askedMs - (localMs(askedMs, timeZone) - askedMs);
  return new Date(askedMs - (localMs(nearMs, timeZone) - nearMs)).toISOString();
}

/** The inverse, to the minute. */
export function toLocal(instant: string | undefined, timeZone: string): string {
  const ms = instant === undefined ? NaN : Date.parse(instant);
  return Number.isNaN(ms) ? '' : new Date(localMs(ms, timeZone)).toISOString().slice(0, 16);
}

/** When the day of an instant began in that zone. */
export function startOfDay(ms: number, timeZone: string): Date {
  const date = new Date(localMs(ms, timeZone)).toISOString().slice(0, 10);
  return new Date(fromLocal(`${date}T00:00`, timeZone)!);
}

/** The last second of a date (`2026-11-30`) in that zone. */
export function endOfDate(date: string, timeZone: string): string {
  return fromLocal(`${date}T23:59:59`, timeZone)!;
}
