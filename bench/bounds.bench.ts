/**
 * How long a change at one gateway takes to reach a terminal at another: a session offered or cancelled, a device disabled
 * or decommissioned; on a socket and on a parked poll; by notice (LISTEN/NOTIFY), beside a Redis, and with every notice lost.
 *   npm run bench:bounds -- [--rounds 20] [--json] [--keep]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { HAS_REDIS, OwnRedis } from '../test/support/own-redis.js';
import { freePort } from './terminals/free-port.js';
import { CHANGES, measureChanges, type Seed } from './terminals/changes.js';
import { MeasuredProcess } from './webhooks/measured-process.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '20' },
  },
});
const rounds = Number(values.rounds);
if (!(rounds >= 2 && rounds <= 1_000)) throw new Error('--rounds 2..1000');

const BOUND_MS = 1_000;
const KEPT = join(process.cwd(), 'bench/results/bounds.json');
type Figures = Record<string, { p50_ms: number; max_ms: number }>;

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
  ends.push(() => postgres.stop());
  const pool = new pg.Pool({ connectionString: postgres.url, max: 3, application_name: 'bench' });
  ends.push(() => pool.end());
  const by_notice = await measure(pool, postgres.url, {});
  const without_notices = await measure(pool, postgres.url, { deaf: true });
  const redis = HAS_REDIS ? await OwnRedis.open() : null;
  ends.push(() => redis?.end());
  const beside_redis = redis && (await measure(pool, postgres.url, { redis: redis.url }));
  report({ by_notice, without_notices, beside_redis });
} finally {
  for (const end of ends.reverse()) await end();
}

async function measure(
  pool: pg.Pool,
  databaseUrl: string,
  { deaf = false, redis }: { deaf?: boolean; redis?: string },
): Promise<Figures> {
  const ports = [await freePort(), await freePort()];
  const gateways = await Promise.all(
    ports.map((port) =>
      MeasuredProcess.start('../terminals/gateway', {
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        THENAR_KEYS_DIR: join(folder, 'keys'),
        THENAR_DATA_DIR: folder,
        THENAR_LOG_LEVEL: 'error',
        THENAR_RATE_LIMITS: 'off',
        THENAR_WORKERS: '1',
        ...(redis ? { REDIS_URL: redis } : {}),
      }),
    ),
  );
  try {
    const [one, other] = gateways;
    const seed = await one!.ask<Seed>('seed');
    if (deaf) await other!.ask('deafen');
    const [changedAt, heardAt] = ports.map((port) => `http://127.0.0.1:${port}`);
    const heard = await measureChanges({ pool, seed, rounds, changedAt: changedAt!, heardAt: heardAt! });
    return Object.fromEntries(CHANGES.map((name) => [name, figuresOf(heard[name])]));
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
  }
}

function figuresOf(ms: number[]): { p50_ms: number; max_ms: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  return { p50_ms: Math.round(sorted[sorted.length >> 1]!), max_ms: Math.round(sorted.at(-1)!) };
}

function report(measured: Record<string, Figures | null>): void {
  const all = Object.values(measured).flatMap((figures) => Object.values(figures ?? {}));
  const held = all.every(({ max_ms }) => max_ms <= BOUND_MS);
  const figures = { rounds, bound_ms: BOUND_MS, ...measured, held };
  const load = loadavg().map((one) => Number(one.toFixed(1)));
  const machine = { cpu: cpus()[0]!.model, cpus: cpus().length, node: process.version, load };
  const date = new Date().toISOString().slice(0, 10);
  if (values.keep) writeFileSync(KEPT, `${JSON.stringify({ date, machine, ...figures }, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(figures, null, values.json ? 0 : 2)}\n`);
  process.exitCode = held ? 0 : 1;
}
