/** The result of a fleet's run: how the sessions ended, whether both sides agree, which faults there were. */
import type { Report } from '../report.js';
import { isFinal } from '../wire.js';
import type { Fleet } from './fleet.js';
import { noFaultsYet, type FaultCounts } from './faulty-transport.js';

export interface Summary {
  terminals: number;
  planned: number;
  sessions: number;
  /** By status, a failed one with its code. */
  ended: Record<string, number>;
  stuck: number;
  /** Sessions whose end differs between terminal and tenant. */
  disagreements: number;
  /** Sessions that the tenant could not even follow. */
  errors: number;
  first_error: string | null;
  /** Null when its members and devices are gone again. */
  left_behind: string | null;
  reboots: number;
  fault_counts: FaultCounts;
  session_ms: { p50: number; p99: number };
}

export function summarize(fleet: Fleet): Summary {
  const reportedEnds = new Map(fleet.terminals.flatMap((terminal) => [...terminal.reportedEnds]));
  const ended: Record<string, number> = {};
  let disagreements = 0;
  const sessions = fleet.followed.flatMap(({ session }) => session ?? []);
  for (const session of sessions.filter(isFinal)) {
    const how = session.failure_code === null ? session.status : `${session.status}: ${session.failure_code}`;
    ended[how] = (ended[how] ?? 0) + 1;
    const reported = reportedEnds.get(session.session_id);
    if (reported && reported.status !== session.status) disagreements++;
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
    fault_counts: addUp(fleet.terminals.map(({ faultCounts }) => faultCounts)),
    session_ms: quantiles(fleet.followed.map(({ tookMs }) => tookMs)),
  };
}

/** Every session completed, and both sides agree. */
export function isSuccess({ planned, ended, stuck, disagreements, errors }: Summary): boolean {
  return stuck + disagreements + errors === 0 && ended.completed === planned;
}

export function reportSummary(report: Report, summary: Summary): void {
  const { bold, good, bad } = report.style;
  const { fault_counts: faultCounts, session_ms } = summary;
  const endings = Object.entries(summary.ended).map(([how, count]) => `${count} ${how}`);
  report.say(bold(`${summary.terminals} terminals, ${summary.sessions} of ${summary.planned} sessions`));
  report.say(`  ended           ${endings.join(', ') || 'none'}`);
  report.say(`  a session took  ${session_ms.p50} ms (median), ${session_ms.p99} ms (99 of 100)`);
  report.say(`  lost            ${faultCounts.requests_dropped} requests, ${faultCounts.answers_dropped} answers`);
  report.say(`  sent twice      ${faultCounts.duplicates} requests`);
  report.say(`  late            ${faultCounts.slow_acks} acknowledgements`);
  report.say(`  reboots         ${summary.reboots}`);
  if (summary.first_error !== null) report.say(bad(`  ${summary.first_error}`));
  if (summary.left_behind !== null) report.say(bad(`  not cleared up: ${summary.left_behind}`));
  const verdict = `${summary.stuck} stuck, ${summary.disagreements} disagreements, ${summary.errors} errors`;
  report.say(isSuccess(summary) ? good(`  ${verdict}`) : bad(`  ${verdict}`));
}

function addUp(all: FaultCounts[]): FaultCounts {
  const total = noFaultsYet();
  for (const name of Object.keys(total) as (keyof FaultCounts)[]) total[name] = sum(all.map((one) => one[name]));
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
