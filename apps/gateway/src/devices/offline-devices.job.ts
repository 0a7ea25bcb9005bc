/** Notices devices whose promised contact did not come: the stretch of contact ends on the timeline, and the tenant hears of it once. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import type { Logger } from '#platform/logging';
import { Outbox } from '#platform/outbox';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { CONTACT_GRACE_MS } from './presence.policy.js';
import { TimelineEntry } from './timeline.entity.js';

const INTERVAL_MS = 10_000;
const MAX_AT_ONCE = 500;

interface GoneDevice {
  deviceId: string;
  organizationId: string;
  projectId: string;
  contactSince: Date;
  lastSeenAt: Date;
  offlineSince: Date;
  extendedEvents: boolean;
}

/** One that is being noted as there at this moment is left alone. `contact_since` is empty from here until the next contact. */
const NOTE = `
WITH gone AS (
  SELECT d.device_id, d.contact_since, d.last_seen_at, d.next_contact_due_at FROM devices d
  WHERE d.contact_since IS NOT NULL AND d.last_seen_at IS NOT NULL AND d.next_contact_due_at < $1
    AND d.enabled AND d.decommissioned_at IS NULL AND d.simulation IS NULL
  ORDER BY d.device_id LIMIT ${MAX_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE devices d SET contact_since = NULL FROM gone, projects p
WHERE d.device_id = gone.device_id AND p.project_id = d.project_id
RETURNING d.device_id AS "deviceId", d.organization_id AS "organizationId", d.project_id AS "projectId",
  gone.contact_since AS "contactSince", gone.last_seen_at AS "lastSeenAt", gone.next_contact_due_at AS "offlineSince",
  p.extended_events AND p.deleted_at IS NULL AS "extendedEvents"`;

@Injectable()
export class OfflineDevices extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'note devices that went offline', intervalMs: INTERVAL_MS, logger });
  }

  protected override async run(): Promise<void> {
    while (!this.isStopping && (await this.noteSome()) === MAX_AT_ONCE);
  }

  private noteSome(): Promise<number> {
    return this.database.systemTransaction('note devices that went offline', async (tx) => {
      const [gone] = await tx.query<[GoneDevice[]]>(NOTE, [this.clock.in(-CONTACT_GRACE_MS)]);
      for (const device of gone) await this.report(tx, device);
      return gone.length;
    });
  }

  private async report(tx: Tx, device: GoneDevice): Promise<void> {
    const { organizationId, projectId, deviceId, contactSince, lastSeenAt } = device;
    await tx.insert(TimelineEntry, {
      entryId: newId(this.clock.nowMs()),
      ...{ organizationId, deviceId, kind: 'contact', startedAt: contactSince, endedAt: lastSeenAt, details: {} },
    });
    if (!device.extendedEvents) return;
    const since = new Date(device.offlineSince.getTime() + CONTACT_GRACE_MS);
    const data = { device_id: deviceId, last_seen_at: lastSeenAt.toISOString(), offline_since: since.toISOString() };
    await this.outbox.append(tx, { organizationId, projectId, type: 'device.offline', data, requestId: null });
  }
}
