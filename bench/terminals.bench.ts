/**
 * Terminals by the thousand at one gateway, half on sockets and half on long polls, in a process of their own: how soon a
 * session reaches its terminal, what a parked terminal and a poll cost, and how soon all are back after a kill -9. Bare
 * socket.io beside it in the same run.
 *   npm run bench:terminals -- [--terminals 2000] [--seconds 35] [--json] [--keep]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { freePort } from './terminals/free-port.js';
import { measureBare } from './terminals/bare.js';
import { Connections, insertDevices, untilAllAreBack } from './terminals/database.js';
import { MeasuredProcess } from './webhooks/measured-process.js';
import { nowMs } from './webhooks/events.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    terminals: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '35' },
  },
});
const [terminals, seconds] = [Number(values.terminals), Number(values.seconds)];
if (!(terminals >= 20 && terminals <= 20_000 && seconds >= 2 && seconds <= 120))
  throw new Error('--terminals 20..20000, --seconds 2..120');

/** For longer than a poll waits, so that everybody has come back once meanwhile. */
const STARTS_PER_S = 20;
const SPIN = { seconds: 5, atOnce: 64 };
/** Of the gateway: tenants' pool, jobs' pool, notices. */
const POOL = 32 + 8 + 1;
const TARGETS = { dispatch_p99_ms: 100, kb_per_terminal: 60, reconnect_s: 8, connections: POOL };
const KEPT = join(process.cwd(), 'bench/results/terminals.json');

export interface Memory {
  rss: number;
  heap: number;
}
interface Seed {
  organization_id: string;
  project_id: string;
  member_id: string;
  key: string;
}
type Process = MeasuredProcess<unknown>;

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));
const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;
const say = (line: string) => values.json || process.stderr.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  await run();
} finally {
  for (const end of ends.reverse()) await end();
}

async function run(): Promise<void> {
  const { pool, url, startGateway } = await open();
  let gateway = await startGateway();
  ends.push(() => gateway.stop());
  const seed = await gateway.ask<Seed>('seed');
  const fleet = await MeasuredProcess.start('../terminals/fleet', {});
  ends.push(() => fleet.stop());
  const thumbprints = await fleet.ask<string[]>('makeKeys', { count: terminals, gateway: url });
  const devices = await insertDevices(pool, seed, thumbprints);
  await fleet.ask('open');
  const connections = new Connections(pool);
  ends.push(() => connections.stop());
  await fleet.ask('spin', { seconds: 3, atOnce: 64 }); // warm
  const before = await gateway.ask<Memory>('memory');
  const parkedAt = new Date();
  await fleet.ask('park');
  const firstParkS = await untilAllAreBack(pool, { since: parkedAt, devices: terminals });
  say(`${terminals} parked after ${firstParkS.toFixed(1)} s`);
  await sleep(2_000);
  const after = await gateway.ask<Memory>('memory');
  const dispatch = await measureDispatch(url, seed, { devices, fleet });
  say(`dispatched ${dispatch.length} sessions`);
  const polls = await measurePolls(gateway, fleet);
  say(`${polls.perS.toFixed(0)} polls a second`);
  const killedAt = new Date();
  await gateway.kill();
  await sleep(3_000); // everybody has noticed and backs off
  gateway = await startGateway();
  await untilHealthy(url);
  const healthyMs = nowMs();
  await untilAllAreBack(pool, { since: killedAt, devices: terminals });
  const reconnectS = (nowMs() - healthyMs) / 1000;
  say(`all back after ${reconnectS.toFixed(1)} s`);
  await connections.stop();
  await Promise.all([gateway.stop(), fleet.stop()]);
  const bare = await measureBare(terminals);
  report({ dispatch, memory: [before, after], polls, reconnectS, connections: connections.most, bare });
}

async function open() {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
  ends.push(() => postgres.stop());
  const pool = new pg.Pool({ connectionString: postgres.url, max: 3, application_name: 'bench' });
  ends.push(() => pool.end());
  const port = await freePort();
  const startGateway = (): Promise<Process> =>
    MeasuredProcess.start('../terminals/gateway', {
      PORT: String(port),
      DATABASE_URL: postgres.url,
      THENAR_KEYS_DIR: join(folder, 'keys'),
      THENAR_DATA_DIR: folder,
      THENAR_LOG_LEVEL: 'error',
      THENAR_RATE_LIMITS: 'off',
      THENAR_WORKERS: '1',
    });
  return { pool, url: `http://127.0.0.1:${port}`, startGateway };
}

/** @returns milliseconds from asking for a session to its arrival at the terminal, sorted */
async function measureDispatch(url: string, seed: Seed, at: { devices: string[]; fleet: Process }): Promise<number[]> {
  const { devices, fleet } = at;
  await fleet.ask('arrivals');
  const headers = { 'X-API-Key': seed.key, 'Content-Type': 'application/json' };
  const sent = new Map<string, number>();
  const one = async (deviceId: string) => {
    const path = `${url}/v1/devices/${deviceId}/enrollment`;
    const atMs = nowMs();
    const body = JSON.stringify({ member_id: seed.member_id });
    const response = await fetch(path, { method: 'POST', headers, body });
    if (response.status !== 201) throw new Error(`a start answered ${response.status}`);
    const { session_id } = (await response.json()) as { session_id: string };
    sent.set(session_id, atMs);
  };
  const starts: Promise<void>[] = [];
  const beganMs = nowMs();
  for (let i = 0; i < Math.min(STARTS_PER_S * seconds, devices.length); i++) {
    const waitMs = beganMs + (i * 1000) / STARTS_PER_S - nowMs();
    if (waitMs > 0) await sleep(waitMs);
    starts.push(one(devices[(i * 7919) % devices.length]!)); // sockets and polls in turn
  }
  await Promise.all(starts);
  await sleep(1_500);
  const arrived = new Map(await fleet.ask<[string, number][]>('arrivals'));
  return [...sent].map(([sessionId, atMs]) => (arrived.get(sessionId) ?? Infinity) - atMs).sort((a, b) => a - b);
}

async function measurePolls(gateway: Process, fleet: Process): Promise<{ perS: number; cpuMsPer1000: number }> {
  const cpu = await gateway.ask<number>('cpu');
  const beganMs = nowMs();
  const polls = await fleet.ask<number>('spin', SPIN);
  const perS = polls / ((nowMs() - beganMs) / 1000);
  return { perS, cpuMsPer1000: ((await gateway.ask<number>('cpu')) - cpu) / polls }; // microseconds each = milliseconds a thousand
}

async function untilHealthy(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/health`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await sleep(20);
  }
}

interface Measured {
  dispatch: number[];
  memory: [Memory, Memory];
  polls: { perS: number; cpuMsPer1000: number };
  reconnectS: number;
  connections: number;
  bare: { kbPerSocket: number; dispatchMs: number[] };
}

function report({ dispatch, memory: [before, after], polls, reconnectS, connections, bare }: Measured): void {
  const figures = {
    terminals,
    dispatch_ms: { p50: rounded(quantile(dispatch, 0.5)), p99: rounded(quantile(dispatch, 0.99)) },
    kb_per_terminal: rounded((after.rss - before.rss) / terminals),
    polls_per_s: rounded(polls.perS, 0),
    cpu_ms_per_1000_polls: rounded(polls.cpuMsPer1000, 0),
    reconnect_s: rounded(reconnectS),
    bare: { kb_per_socket: rounded(bare.kbPerSocket), dispatch_ms: rounded(quantile(bare.dispatchMs, 0.99)) },
    heap_kb_per_terminal: rounded((after.heap - before.heap) / terminals),
    database_connections: connections,
    targets: TARGETS,
  };
  const held =
    figures.dispatch_ms.p99 <= TARGETS.dispatch_p99_ms &&
    figures.kb_per_terminal <= TARGETS.kb_per_terminal &&
    figures.reconnect_s <= TARGETS.reconnect_s &&
    connections <= POOL;
  const machine = {
    cpu: cpus()[0]!.model,
    cpus: cpus().length,
    node: process.version,
    load: loadavg().map((one) => rounded(one)),
  };
  if (values.keep) {
    mkdirSync(join(KEPT, '..'), { recursive: true });
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(KEPT, `${JSON.stringify({ date, machine, ...figures, held }, null, 2)}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ...figures, held }, null, values.json ? 0 : 2)}\n`);
  process.exitCode = held ? 0 : 1;
}
