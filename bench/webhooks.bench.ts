/**
 * Webhook deliveries from commit to receiver, over TLS to 25 receivers on loopback: how many a second, how late the first
 * attempt is at 100 events a second, and what one costs beside the same POST with nothing around it, in the same run.
 *   npm run bench:webhooks -- [--burst 6000] [--seconds 15] [--rounds 3] [--json]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { makeCertificate } from '../test/support/certificate.js';
import { progress } from './progress.js';
import { append, appendMany, bodyOf, nowMs, type Tenant } from './webhooks/events.js';
import { MeasuredProcess } from './webhooks/measured-process.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    burst: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '3' },
  },
});
const [burst, seconds, rounds] = [Number(values.burst), Number(values.seconds), Number(values.rounds)];
if (!(burst >= 100 && burst <= 50_000 && seconds >= 3 && seconds <= 120 && rounds >= 1 && rounds <= 20))
  throw new Error('--burst 100..50000, --seconds 3..120, --rounds 1..20');

interface EmbeddedPostgresModule {
  startEmbeddedPostgres: (wanted: {
    folder: string;
    log: () => void;
  }) => Promise<{ url: string; stop(): Promise<void> }>;
}

const RATE = 100;
const LIMITS = { deliveries_per_s: 300, first_attempt_p99_ms: 1_000 };
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
const quantile = (sorted: number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;
const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
try {
  await run();
} finally {
  for (const end of ends.reverse()) await end();
}

async function run(): Promise<void> {
  const { receivers, gateway, bare, pool } = await open();
  const { ports } = receivers.ready;
  const tenant = await gateway.ask<Tenant>('subscribe', ports);
  await drain(gateway, receivers, () => appendMany(pool, tenant, 500), 500); // warm
  const bursts: { perS: number; cpuUs: number; queries: number }[] = [];
  const bar = progress('bursts', rounds * 3);
  const bareUs: Record<string, number[]> = { https: [], undici: [] };
  const body = bodyOf(tenant, '00000000-0000-7000-8000-000000000000', 0);
  for (let i = 0; i < rounds; i++) {
    bursts.push(await drain(gateway, receivers, () => appendMany(pool, tenant, burst), burst));
    bar.step();
    for (const how of ['https', 'undici']) {
      const before = await bare.ask<number>('cpu');
      await bare.ask(how, { ports, requests: burst, body });
      bareUs[how]!.push(((await bare.ask<number>('cpu')) - before) / burst);
      bar.step();
    }
  }
  bar.end();
  const late = await steady(receivers, pool, tenant);
  const cost = median(bursts.map((one) => one.cpuUs));
  const figures = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    endpoints: ports.length,
    deliveries_per_s: rounded(median(bursts.map((one) => one.perS)), 0),
    first_attempt: {
      events_per_s: RATE,
      events: late.length,
      p50_ms: rounded(quantile(late, 0.5)),
      p99_ms: rounded(quantile(late, 0.99)),
    },
    cpu_us_per_delivery: {
      gateway: rounded(cost, 0),
      bare_https: rounded(median(bareUs.https!), 0),
      bare_undici: rounded(median(bareUs.undici!), 0),
      gateway_to_https: rounded(cost / median(bareUs.https!), 2),
      gateway_to_undici: rounded(cost / median(bareUs.undici!), 2),
    },
    queries_per_delivery: rounded(median(bursts.map((one) => one.queries)), 3),
    limits: LIMITS,
  };
  const held =
    figures.deliveries_per_s >= LIMITS.deliveries_per_s && figures.first_attempt.p99_ms < LIMITS.first_attempt_p99_ms;
  process.stdout.write(`${JSON.stringify({ ...figures, held }, null, values.json ? 0 : 2)}\n`);
  process.exitCode = held ? 0 : 1;
}

const machine = () => ({
  cpu: cpus()[0]!.model,
  cpus: cpus().length,
  node: process.version,
  load: loadavg().map((one) => rounded(one)),
});

async function open() {
  const { key, cert } = makeCertificate({ names: ['localhost'] });
  const files = { BENCH_KEY: join(folder, 'key.pem'), BENCH_CERT: join(folder, 'cert.pem') };
  writeFileSync(files.BENCH_KEY, key);
  writeFileSync(files.BENCH_CERT, cert);
  const built = new URL('../libs/platform/src/embedded-postgres/index.js', import.meta.url).href;
  const { startEmbeddedPostgres } = (await import(built)) as EmbeddedPostgresModule;
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
  ends.push(() => postgres.stop());
  const trust = { NODE_EXTRA_CA_CERTS: files.BENCH_CERT };
  const receivers = await MeasuredProcess.start<{ ports: number[] }>('receivers', files);
  ends.push(() => receivers.stop());
  const gateway = await MeasuredProcess.start('gateway', {
    ...trust,
    PORT: '0',
    DATABASE_URL: postgres.url,
    THENAR_KEYS_DIR: join(folder, 'keys'),
    THENAR_LOG_LEVEL: 'warn',
    THENAR_RATE_LIMITS: 'off',
    THENAR_WORKERS: '1',
    WEBHOOK_ALLOW_LOCALHOST: 'on',
  });
  ends.push(() => gateway.stop());
  const bare = await MeasuredProcess.start('bare', trust);
  ends.push(() => bare.stop());
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  ends.push(() => pool.end());
  return { receivers, gateway, bare, pool };
}

/** All at once; from the commit until the last one came, and what the gateway spent on it. */
async function drain(
  gateway: MeasuredProcess<unknown>,
  receivers: MeasuredProcess<unknown>,
  write: () => Promise<void>,
  count: number,
): Promise<{ perS: number; cpuUs: number; queries: number }> {
  await receivers.ask('forget');
  const [cpu, queries] = [await gateway.ask<number>('cpu'), await gateway.ask<number>('queries')];
  const began = nowMs();
  await write();
  const ended = await receivers.ask<number>('until', count);
  await sleep(200); // the last results are written down
  return {
    perS: count / ((ended - began) / 1000),
    cpuUs: ((await gateway.ask<number>('cpu')) - cpu) / count,
    queries: ((await gateway.ask<number>('queries')) - queries) / count,
  };
}

/** @returns milliseconds from writing an event to its arrival, sorted */
async function steady(receivers: MeasuredProcess<unknown>, pool: pg.Pool, tenant: Tenant): Promise<number[]> {
  await receivers.ask('forget');
  const sent: Promise<[string, number]>[] = [];
  const bar = progress('steady', RATE * seconds);
  const began = nowMs();
  for (let i = 0; i < RATE * seconds; i++) {
    const wait = began + (i * 1000) / RATE - nowMs();
    if (wait > 0) await sleep(wait);
    sent.push(append(pool, tenant, i));
    bar.step();
  }
  bar.end();
  const at = new Map(await Promise.all(sent));
  await receivers.ask('until', sent.length);
  const arrivals = await receivers.ask<[string, number][]>('arrivals');
  return arrivals.map(([eventId, cameMs]) => cameMs - at.get(eventId)!).sort((a, b) => a - b);
}
