/** The fleet while it runs: a table that redraws itself on a screen, a line now and then elsewhere. */
import { isFinal } from '../wire.js';
import type { Fleet } from './fleet.js';
import { STATES } from './fleet-terminal.js';

export interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

const REDRAW_MS = 250;
const LINE_MS = 5_000;
const BAR_CHARS = 40;

/** Returns what ends it. */
export function showFleet(fleet: Fleet, screen: Screen): () => void {
  let drawn = 0;
  const draw = () => {
    const lines = tableOf(fleet);
    const back = drawn === 0 ? '' : `\u001b[${drawn}A`;
    screen.write(back + lines.map((line) => `\u001b[2K${line}\n`).join(''));
    drawn = lines.length;
  };
  const printLine = () => screen.write(`${lineOf(fleet)}\n`);
  const show = screen.isTTY === true ? draw : printLine;
  const timer = setInterval(show, screen.isTTY === true ? REDRAW_MS : LINE_MS);
  return () => {
    clearInterval(timer);
    show();
  };
}

export function tableOf(fleet: Fleet): string[] {
  const counts = fleet.countStates();
  const all = Math.max(1, fleet.terminals.length);
  const rows = STATES.map((state) => {
    const bar = '█'.repeat(Math.round((counts[state] / all) * BAR_CHARS));
    return `  ${state.padEnd(12)} ${String(counts[state]).padStart(6)}  ${bar}`;
  });
  return [`${fleet.phase}: ${progressOf(fleet)}`, ...rows];
}

function lineOf(fleet: Fleet): string {
  const counts = fleet.countStates();
  const states = STATES.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return `${fleet.phase}: ${progressOf(fleet)}; terminals: ${states.join(', ')}`;
}

function progressOf({ terminals, followed, planned }: Fleet): string {
  const paired = terminals.filter(({ deviceId }) => deviceId !== null).length;
  const ended = followed.filter(({ session }) => session !== null && isFinal(session)).length;
  return `${paired} of ${terminals.length} terminals paired, ${ended} of ${planned} sessions ended`;
}
