/** What the bench writes into and reads out of the gateway's database by itself. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_MS = 50;
const GIVE_UP_MS = 120_000;

/** Devices as registration would make them. @returns their ids */
export async function insertDevices(
  pool: pg.Pool,
  { organization_id, project_id }: { organization_id: string; project_id: string },
  thumbprints: string[],
): Promise<string[]> {
  const ids = thumbprints.map(() => randomUUID());
  await pool.query(
    `INSERT INTO devices (device_id, organization_id, project_id, name, enabled, mode, key_thumbprint, serial_number, model,
       app_version, config_version, metadata, clock_skew_s, registered_at, changed_at, created_at)
     SELECT device_id, $3, $4, 'bench', true, 'standard', thumbprint, 'BENCH', 'bench', '1', 0, '{}', 0, now(), now(), now()
     FROM unnest($1::uuid[], $2::text[]) AS made(device_id, thumbprint)`,
    [ids, thumbprints, organization_id, project_id],
  );
  return ids;
}

/** @returns seconds until every device has been in contact */
export async function untilAllAreBack(
  pool: pg.Pool,
  { since, devices }: { since: Date; devices: number },
): Promise<number> {
  const beganMs = performance.now();
  for (;;) {
    const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM devices WHERE last_seen_at > $1', [
      since,
    ]);
    const tookS = (performance.now() - beganMs) / 1000;
    if (Number(rows[0]!.count) >= devices) return tookS;
    if (tookS * 1000 > GIVE_UP_MS) throw new Error(`only ${rows[0]!.count} of ${devices} terminals are there`);
    await sleep(LOOK_MS);
  }
}

/** The most connections that a gateway held at one time. */
export class Connections {
  most = 0;
  private stopped = false;
  private readonly watching: Promise<void>;

  constructor(pool: pg.Pool) {
    this.watching = this.watch(pool).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.watching;
  }

  private async watch(pool: pg.Pool): Promise<void> {
    while (!this.stopped) {
      const { rows } = await pool.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'thenar%'`,
      );
      this.most = Math.max(this.most, Number(rows[0]!.count));
      await sleep(LOOK_MS);
    }
  }
}
