/** A storm: load on a gateway that is killed again and again while its PostgreSQL is stopped now and then; then the reckoning. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';
import { GatewayProcess } from './gateway-process.js';
import { Load } from './load.js';
import { Receiver } from './receiver.js';
import { reckon, type Reckoning } from './reckoning.js';
import { TenantLine } from './tenant-line.js';
import { Till } from './till.js';

export interface StormOptions {
  kills: number;
  pgStops: number;
  tills?: number;
  /** At the tenant's server, who may be on their way at once. */
  people?: number;
  /** How long a gateway may work between a start and the next kill. */
  aliveMs?: [from: number, to: number];
  /** Ends the leases of the last killed gateway at once, instead of waiting them out. */
  hurry?: boolean;
  onKill?: (kill: number, load: Load, arrived: number) => void;
}

export interface Storm {
  load: Load;
  receiver: Receiver;
  /** Seconds from each start to the first good answer. */
  restarts: number[];
  found: Reckoning;
}

const EVENTS = ['enrollment.completed', 'scan.identified', 'scan.rejected'];
/** Longest that a dead gateway's leases hold anything back, and time to catch up. */
const SETTLE_WITHIN_MS = 150_000;

interface Scene {
  postgres: EmbeddedPostgres;
  gateway: GatewayProcess;
  receiver: Receiver;
  pool: pg.Pool;
}

export async function weather(options: StormOptions): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-chaos-'));
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
    ends.push(() => postgres.stop());
    const receiver = await Receiver.open();
    ends.push(() => receiver.close());
    const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
    pool.on('error', () => undefined); // PostgreSQL is stopped on purpose
    ends.push(() => pool.end());
    const gateway = await GatewayProcess.prepare(join(folder, 'gateway'), postgres.url);
    ends.push(() => gateway.kill());
    return await blow({ postgres, gateway, receiver, pool }, options);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function blow(scene: Scene, options: StormOptions): Promise<Storm> {
  const { gateway, receiver, pool } = scene;
  await gateway.start();
  const load = await begin(scene, options);
  const restarts = await kill(scene, load, options);
  if (options.hurry) await endLeases(pool);
  restarts.push(await gateway.start());
  await load.finish();
  await settle(pool);
  return { load, receiver, restarts, found: await reckon(pool, load, receiver) };
}

async function begin({ gateway, receiver }: Scene, { tills = 4, people }: StormOptions): Promise<Load> {
  const dev = await gateway.devFile();
  const asAdmin = { Authorization: `Bearer ${dev.admin_token}`, 'Content-Type': 'application/json' };
  const set = async (method: string, path: string, body: object) => {
    const url = `${gateway.url}/v1/projects/${dev.project_id}${path}`;
    const response = await fetch(url, { method, headers: asAdmin, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  await set('PATCH', '', { settings: { extended_events: true } });
  await set('POST', '/webhooks', { url: receiver.url, event_types: EVENTS });
  const complete = async (registration_code: string) =>
    (await set('POST', '/devices', { registration_code })).device_id!;
  const opened: Till[] = [];
  for (let n = 1; n <= tills; n++) opened.push(await Till.open(gateway.url, `till-${n}`, complete));
  return new Load(new TenantLine(gateway.url, dev.project_id, dev.api_key), opened, people);
}

async function kill(scene: Scene, load: Load, options: StormOptions): Promise<number[]> {
  const { kills, pgStops, aliveMs = [300, 4_000] } = options;
  const { gateway, receiver } = scene;
  const seconds: number[] = [];
  for (let i = 1; i <= kills; i++) {
    await sleep(randomInt(...aliveMs));
    if (Math.floor((i * pgStops) / kills) > Math.floor(((i - 1) * pgStops) / kills)) await stopPostgres(scene);
    await gateway.kill();
    if (i < kills) seconds.push(await gateway.start());
    options.onKill?.(i, load, receiver.arrivals.size);
  }
  return seconds;
}

/** Immediate mode: no checkpoint, recovery from the log at the next start, which the supervisor makes. */
async function stopPostgres({ postgres }: Scene): Promise<void> {
  const { pid, restarts } = postgres.state();
  if (pid === null) return;
  process.kill(pid, 'SIGQUIT');
  await sleep(randomInt(0, 1_000)); // the gateway meets it, before it is killed as well
  for (const end = performance.now() + 60_000; postgres.state().restarts === restarts; await sleep(50))
    if (performance.now() > end) throw new Error('PostgreSQL does not come back');
}

/** As if a minute had passed since the last gateway died. */
async function endLeases(pool: pg.Pool): Promise<void> {
  await pool.query(`UPDATE idempotency_keys SET leased_until = clock_timestamp() WHERE status IS NULL`);
  await pool.query(
    `UPDATE webhook_deliveries SET leased_until = clock_timestamp(), due_at = clock_timestamp() WHERE leased_until IS NOT NULL`,
  );
  await pool.query('UPDATE webhook_lanes SET wake_at = clock_timestamp()');
}

/** Everything that waits gets its turn: leases end, retries fall due. */
async function settle(pool: pg.Pool): Promise<void> {
  for (const end = performance.now() + SETTLE_WITHIN_MS; performance.now() < end; await sleep(250)) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT (SELECT count(*) FROM outbox_events WHERE relayed_at IS NULL)::int
            + (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending')::int AS waiting`,
    );
    if (rows[0]!.waiting === 0) return;
  }
}
