/**
 * Load on a gateway that is killed with -9 again and again while its PostgreSQL is stopped in immediate mode now and then;
 * afterwards every acknowledged write must be there once and every event must have arrived.
 *   npm run chaos -- --kills 50 [--pg-stops 10] [--json]
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { progress } from '../../bench/progress.js';
import { type Storm, weather } from './storm.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    'pg-stops': { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const pgStops = Number(values['pg-stops']);
if (!(kills >= 1 && kills <= 1_000 && pgStops >= 0 && pgStops <= kills))
  throw new Error('--kills 1..1000, --pg-stops 0..kills');
const say = (line: string) => values.json || process.stderr.isTTY || process.stdout.write(`${line}\n`);

const began = performance.now();
const bar = progress('kills', kills);
const storm = await weather({
  kills,
  pgStops,
  onKill: (n, load, arrived) => {
    bar.step();
    say(`kill ${n} of ${kills}: ${load.count} acknowledged, ${arrived} events came`);
  },
});
bar.end();
report(storm);

function report({ load, receiver, restarts, found }: Storm): void {
  const sorted = [...restarts].sort((a, b) => a - b);
  const { lost_writes, duplicate_rows, half_done, lost_events, phantom_events, repeat_deliveries } = found;
  const figures = {
    kills,
    pg_stops: pgStops,
    acknowledged: load.count,
    lost_writes,
    duplicate_rows,
    lost_events,
    phantom_events,
    repeat_deliveries,
    restart_p50_s: Number(sorted[sorted.length >> 1]!.toFixed(2)),
    seconds: Math.round((performance.now() - began) / 1000),
    half_done,
    terminal_sessions: load.sessions,
    events: receiver.arrivals.size,
    refused: load.refused.length,
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0]!.model,
      cpus: cpus().length,
      node: process.version,
      load: loadavg().map((one) => Number(one.toFixed(1))),
    },
  };
  if (load.refused.length > 0) process.stderr.write(`refused: ${[...new Set(load.refused)].join(', ')}\n`);
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`);
  process.exitCode = lost_writes + duplicate_rows + lost_events + phantom_events + half_done === 0 ? 0 : 1;
}
