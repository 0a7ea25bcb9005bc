/** What a fleet's run comes to: how the sessions ended, whether both sides agree, what weather it was. */
import type { Report } from '../report.js';
import { isFinal } from '../wire.js';
import type { Fleet } from './fleet.js';
import { calm, type Weather } from './faulty-line.js';

export interface Summary {
  terminals: number;
  planned: number;
  sessions: number;
  /** By status, a failed one with its code. */
  ended: Record<string, number>;
  stuck: number;
  /** Terminals that were told another end than the tenant. */
  disagreements: number;
  /** Sessions that the tenant could not even follow. */
  errors: number;
  first_error: string | null;
  /** Null when its members and devices are gone again. */
  left_behind: string | null;
  reboots: number;
  weather: Weather;
  session_ms: { p50: number; p99: number };
}

export function summarize(fleet: Fleet): Summary {
  const told = new Map(fleet.terminals.flatMap((terminal) => [...terminal.told]));
  const ended: Record<string, number> = {};
  let disagreements = 0;
  const sessions = fleet.followed.flatMap(({ session }) => session ?? []);
  for (const session of sessions.filter(isFinal)) {
    const how = session.failure_code === null ? session.status : `${session.status}: ${session.failure_code}`;
    ended[how] = (ended[how] ?? 0) + 1;
    const heard = told.get(session.session_id);
    if (heard && heard.status !== session.status) disagreements++;
  }
  return {
    terminals: fleet.terminals.filter(({ deviceId }) => deviceId !== null).length,
    planned: fleet.planned,
    sessions: fleet.followed.length,
    ended,
    stuck: sessions.filter((session) => !isFinal(session)).length,
    disagreements,
    errors: fleet.followed.filter(({ error }) => error !== undefined).length,
    first_error: fleet.followed.find(({ error }) => error !== undefined)?.error ?? null,
    left_behind: fleet.leftBehind,
    reboots: sum(fleet.terminals.map(({ reboots }) => reboots)),
    weather: addUp(fleet.terminals.map(({ weather }) => weather)),
    session_ms: quantiles(fleet.followed.map(({ tookMs }) => tookMs)),
  };
}

/** Every session completed, and nobody was told otherwise. */
export function isFlawless({ planned, ended, stuck, disagreements, errors }: Summary): boolean {
  return stuck + disagreements + errors === 0 && ended.completed === planned;
}

export function tellSummary(report: Report, summary: Summary): void {
  const { bold, good, bad } = report.style;
  const { weather, session_ms } = summary;
  const endings = Object.entries(summary.ended).map(([how, count]) => `${count} ${how}`);
  report.say(bold(`${summary.terminals} terminals, ${summary.sessions} of ${summary.planned} sessions`));
  report.say(`  ended           ${endings.join(', ') || 'none'}`);
  report.say(`  a session took  ${session_ms.p50} ms (median), ${session_ms.p99} ms (99 of 100)`);
  report.say(`  lost            ${weather.requests_dropped} questions, ${weather.answers_dropped} answers`);
  report.say(`  sent twice      ${weather.duplicates} questions`);
  report.say(`  late            ${weather.slow_acks} acknowledgements`);
  report.say(`  reboots         ${summary.reboots}`);
  if (summary.first_error !== null) report.say(bad(`  ${summary.first_error}`));
  if (summary.left_behind !== null) report.say(bad(`  not cleared up: ${summary.left_behind}`));
  const verdict = `${summary.stuck} stuck, ${summary.disagreements} disagreements, ${summary.errors} errors`;
  report.say(isFlawless(summary) ? good(`  ${verdict}`) : bad(`  ${verdict}`));
}

function addUp(all: Weather[]): Weather {
  const total = calm();
  for (const name of Object.keys(total) as (keyof Weather)[]) total[name] = sum(all.map((one) => one[name]));
  return total;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function quantiles(numbers: number[]): { p50: number; p99: number } {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}
