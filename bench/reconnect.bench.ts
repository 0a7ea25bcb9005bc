/**
 * Ten thousand sockets that drop at the same moment and come back: how long until all stand again, and what a tenant who
 * asks meanwhile notices.
 *   npm run bench:reconnect -- [--sockets 10000] [--json] [--keep]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { insertDevices } from './terminals/database.js';
import { freePort } from './terminals/free-port.js';
import { nowMs } from './webhooks/events.js';
import { MeasuredProcess } from './webhooks/measured-process.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    sockets: { type: 'string', default: '10000' },
  },
});
const sockets = Number(values.sockets);
if (!(sockets >= 20 && sockets <= 18_000)) throw new Error('--sockets 20..18000');

/** They dial for the first time so many together: each needs a token first, on a connection of its own. */
const DIAL_TOGETHER = 200;
const STAND_MS = 2_000;
const LOOK_MS = 50;
const GIVE_UP_MS = 180_000;
const ASK_EVERY_MS = 40;
const TARGETS = { back_s: 30, http_p99_ms: 500 };
const KEPT = join(process.cwd(), 'bench/results/reconnect.json');

interface Seed {
  organization_id: string;
  project_id: string;
  key: string;
}
type Process = MeasuredProcess<unknown>;

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  await run();
} finally {
  for (const end of ends.reverse()) await end();
}

async function run(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
  ends.push(() => postgres.stop());
  const url = `http://127.0.0.1:${await freePort()}`;
  const gateway = await MeasuredProcess.start('../terminals/gateway', {
    PORT: new URL(url).port,
    DATABASE_URL: postgres.url,
    THENAR_KEYS_DIR: join(folder, 'keys'),
    THENAR_DATA_DIR: folder,
    THENAR_LOG_LEVEL: 'error',
    THENAR_RATE_LIMITS: 'off',
    THENAR_WORKERS: '1',
  });
  ends.push(() => gateway.stop());
  const seed = await gateway.ask<Seed>('seed');
  const fleet = await MeasuredProcess.start('../terminals/fleet', {});
  ends.push(() => fleet.stop());
  const thumbprints = await fleet.ask<string[]>('makeKeys', { count: sockets, gateway: url });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1, application_name: 'bench' });
  await insertDevices(pool, seed, thumbprints);
  await pool.end();
  await fleet.ask('open', { all: true });
  for (let from = 0; from < sockets; from += DIAL_TOGETHER) {
    const to = Math.min(from + DIAL_TOGETHER, sockets);
    await fleet.ask('park', { from, to });
    await untilNoneIsMissing(fleet);
  }
  await sleep(STAND_MS);
  const tenant = askMeanwhile(url, seed);
  await fleet.ask('drop');
  const backS = await untilNoneIsMissing(fleet);
  report(backS, await tenant.stop());
}

/** @returns seconds */
async function untilNoneIsMissing(fleet: Process): Promise<number> {
  const beganMs = nowMs();
  for (;;) {
    const missing = await fleet.ask<number>('missing');
    const tookMs = nowMs() - beganMs;
    if (missing === 0) return tookMs / 1000;
    if (tookMs > GIVE_UP_MS) throw new Error(`${missing} of ${sockets} sockets are missing`);
    await sleep(LOOK_MS);
  }
}

/** A tenant's backend that reads its project again and again. */
function askMeanwhile(url: string, { project_id, key }: Seed) {
  const asked: Promise<number>[] = [];
  const one = async () => {
    const beganMs = nowMs();
    const answer = await fetch(`${url}/v1/projects/${project_id}`, { headers: { 'X-API-Key': key } });
    await answer.arrayBuffer();
    return answer.ok ? nowMs() - beganMs : Infinity;
  };
  const timer = setInterval(() => asked.push(one().catch(() => Infinity)), ASK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      return (await Promise.all(asked)).sort((a, b) => a - b);
    },
  };
}

function report(backS: number, tookMs: number[]): void {
  const at = (share: number) => Math.round(tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))]!);
  const refused = tookMs.filter((ms) => !Number.isFinite(ms)).length;
  const http_ms = { asked: tookMs.length, refused, p50: at(0.5), p99: at(0.99) };
  const held = backS <= TARGETS.back_s && http_ms.p99 < TARGETS.http_p99_ms && refused === 0;
  const figures = { sockets, back_s: Number(backS.toFixed(1)), http_ms, targets: TARGETS, held };
  const load = loadavg().map((one) => Number(one.toFixed(1)));
  const machine = { cpu: cpus()[0]!.model, cpus: cpus().length, node: process.version, load };
  const date = new Date().toISOString().slice(0, 10);
  if (values.keep) writeFileSync(KEPT, `${JSON.stringify({ date, machine, ...figures }, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`);
  process.exitCode = held ? 0 : 1;
}
