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

const clocks = new Map<string | undefined, Intl.DateTimeFormat>();

/** Made once a zone: a list asks for it in every row. */
function clockOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const [date, time] = [
    { day: 'numeric', month: 'short', year: 'numeric' },
    { hour: '2-digit', minute: '2-digit' },
  ] as const;
  const options = { ...date, ...time, second: '2-digit', hourCycle: 'h23', timeZoneName: 'short', timeZone } as const;
  const made = new Intl.DateTimeFormat('en-GB', options);
  clocks.set(timeZone, made);
  return made;
}

/** Date and time, and beside them the zone that they are shown in. */
export function momentIn(instant: string, timeZone?: string): { text: string; zone: string } {
  const parts = clockOf(timeZone).formatToParts(new Date(instant));
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const text = parts.map(({ type, value }) => (type === 'timeZoneName' ? '' : value)).join('');
  return { text: text.trim(), zone };
}

export function moment(instant: string, timeZone?: string): string {
  const { text, zone } = momentIn(instant, timeZone);
  return `${text} ${zone}`;
}

export const month = (yearAndMonth: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(yearAndMonth));

export function day(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(new Date(instant));
}

/** `mm:ss`, never below zero. */
export function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const BROWSERS_OWN = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** `When` → `When (Europe/Berlin)` */
export const inZone = (name: string, timeZone = BROWSERS_OWN): string => `${name} (${timeZone})`;

/** What the wall clock of a zone shows at a moment, as if it were UTC. */
function wallMs(ms: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return Date.parse(`${parts.replace(' ', 'T')}Z`);
}

/** Value of a `datetime-local` input, on the wall of that zone, as an instant. */
export function fromWall(value: string, timeZone?: string): string | undefined {
  if (!value) return undefined;
  const askedMs = Date.parse(`${value}Z`);
  // the second time, because the zone's offset was asked at a moment that is off by that offset
  const nearMs = askedMs - (wallMs(askedMs, timeZone) - askedMs);
  return new Date(askedMs - (wallMs(nearMs, timeZone) - nearMs)).toISOString();
}

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
