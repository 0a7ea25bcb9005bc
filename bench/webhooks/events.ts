/** Events written straight into the outbox, as a module's transaction would. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export interface Tenant {
  organizationId: string;
  projectId: string;
  devices: string[];
}

/** Monotonic milliseconds, the same clock in every process of the machine. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** One event for one device in one committed statement. @returns its id, and when it was sent off */
export async function append(pool: pg.Pool, tenant: Tenant, number: number): Promise<[eventId: string, atMs: number]> {
  const eventId = randomUUID();
  const atMs = nowMs();
  await insert(pool, tenant, [bodyOf(tenant, eventId, number)]);
  return [eventId, atMs];
}

/** Many events in one committed statement. */
export function appendMany(pool: pg.Pool, tenant: Tenant, count: number): Promise<void> {
  return insert(
    pool,
    tenant,
    Array.from({ length: count }, (_, number) => bodyOf(tenant, randomUUID(), number)),
  );
}

export function bodyOf({ projectId, devices }: Tenant, eventId: string, number: number): string {
  const type = 'enrollment.completed';
  const data = {
    event_type: type,
    enrollment_id: randomUUID(),
    member_id: randomUUID(),
    device_id: devices[number % devices.length],
    hand: 'left',
  };
  return JSON.stringify({ event_id: eventId, type, timestamp: new Date().toISOString(), project_id: projectId, data });
}

async function insert(pool: pg.Pool, { organizationId, projectId }: Tenant, bodies: string[]): Promise<void> {
  await pool.query(
    `INSERT INTO outbox_events (event_id, organization_id, project_id, type, body, created_at)
     SELECT (b::jsonb ->> 'event_id')::uuid, $1, $2, 'enrollment.completed', b, clock_timestamp() FROM unnest($3::text[]) AS b`,
    [organizationId, projectId, bodies],
  );
}
