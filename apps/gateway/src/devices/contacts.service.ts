/** A device's contacts: the last one and the promised next, and what a contact reports that is new. */
import { Injectable } from '@nestjs/common';
import { Batch } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import { Retention } from '#platform/retention';
import type { TerminalPrincipal } from '../principal/principal.js';
import { Project } from '../tenancy/tenancy.entity.js';
import { CONTACT_GRACE_MS } from './presence.policy.js';
import { TimelineEntry, type TimelineKind } from './timeline.entity.js';

/** What a terminal says of itself with a contact. */
export interface Contact {
  appVersion?: string | null;
  configVersion?: number | null;
  /** Promised until then. */
  dueInS: number;
}

/** A contact as it is written down. */
interface Note extends Contact {
  caller: TerminalPrincipal;
  skewS: number;
  at: Date;
  due: Date;
}

interface PreviousContact {
  deviceId: string;
  appVersion: string;
  configVersion: number;
  lastSeenAt: Date | null;
  nextContactDueAt: Date | null;
  contactSince: Date | null;
  clockSkewS: number;
}

/** Smaller differences are the network's. */
const SKEW_NOTED_S = 30;
const REFUSALS_NOTED_EVERY_MS = 60_000;
/** Contacts are news, not a condition: they leave the database to those who wait for it. */
const NOTES_APART_MS = 25;
const KEPT_MS = 90 * 86_400_000;

@Injectable()
export class ContactsService {
  private readonly refusedAtMs = new Map<string, number>();
  private readonly notes = new Batch<Note, void>({
    ...{ most: 100, atOnce: 1, apartMs: NOTES_APART_MS },
    ask: (notes) => this.noteAll(notes),
  });

  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly outbox: Outbox,
    retention: Retention,
  ) {
    retention.register({
      reason: 'old device timelines',
      table: 'device_timeline',
      key: 'entry_id',
      where: 'ended_at < $1',
      retentionMs: KEPT_MS,
    });
  }

  /** Contacts that come together are written together; a timeline entry only when something is new. */
  note(caller: TerminalPrincipal, contact: Contact): Promise<void> {
    const skewS = Math.round((caller.clockSkewMs ?? 0) / 1000);
    return this.notes.ask({
      ...contact,
      caller,
      skewS,
      at: this.clock.now(),
      due: this.clock.in(contact.dueInS * 1000),
    });
  }

  private async noteAll(notes: Note[]): Promise<void[]> {
    const latest = new Map<string, Note>();
    for (const note of notes) {
      const earlier = latest.get(note.caller.deviceId);
      const reported = {
        appVersion: note.appVersion ?? earlier?.appVersion,
        configVersion: note.configVersion ?? earlier?.configVersion,
      };
      latest.set(note.caller.deviceId, { ...note, ...reported });
    }
    await this.database.systemTransaction('note contacts of terminals', async (tx) => {
      for (const before of await this.write(tx, [...latest.values()]))
        await this.publishChanges(tx, before, latest.get(before.deviceId)!);
    });
    return notes.map(() => undefined);
  }

  /** @returns what was known before. Locked in one order, so that two gateways do not wait for each other. */
  private async write(tx: Tx, notes: Note[]): Promise<PreviousContact[]> {
    const [before] = await tx.query<[PreviousContact[]]>(
      `WITH reported AS (
         SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::int[], $6::int[])
           AS reported(device_id, seen_at, due_at, app_version, config_version, clock_skew_s)
       ), before AS (
         SELECT d.device_id, d.app_version, d.config_version, d.last_seen_at, d.next_contact_due_at, d.contact_since, d.clock_skew_s
         FROM devices d WHERE d.device_id = ANY ($1::uuid[]) ORDER BY d.device_id FOR NO KEY UPDATE
       )
       UPDATE devices d SET last_seen_at = reported.seen_at, next_contact_due_at = reported.due_at, clock_skew_s = reported.clock_skew_s,
              app_version = coalesce(reported.app_version, d.app_version), config_version = coalesce(reported.config_version, d.config_version),
              contact_since = CASE WHEN before.contact_since IS NULL OR before.next_contact_due_at < $7
                                   THEN reported.seen_at ELSE before.contact_since END
       FROM before JOIN reported USING (device_id) WHERE d.device_id = before.device_id
       RETURNING before.device_id AS "deviceId", before.app_version AS "appVersion", before.config_version AS "configVersion",
                 before.last_seen_at AS "lastSeenAt", before.next_contact_due_at AS "nextContactDueAt",
                 before.contact_since AS "contactSince", before.clock_skew_s AS "clockSkewS"`,
      [
        notes.map(({ caller }) => caller.deviceId),
        notes.map(({ at }) => at),
        notes.map(({ due }) => due),
        notes.map(({ appVersion }) => appVersion ?? null),
        notes.map(({ configVersion }) => configVersion ?? null),
        notes.map(({ skewS }) => skewS),
        this.clock.in(-CONTACT_GRACE_MS),
      ],
    );
    return before;
  }

  /** A refused terminal has no transaction of its own; at most one entry a minute and reason. */
  async noteRefusal(terminal: { deviceId: string; organizationId: string }, code: string): Promise<void> {
    const key = `${terminal.deviceId} ${code}`;
    const nowMs = this.clock.nowMs();
    if (nowMs - (this.refusedAtMs.get(key) ?? 0) < REFUSALS_NOTED_EVERY_MS) return;
    if (this.refusedAtMs.size > 10_000) this.refusedAtMs.clear();
    this.refusedAtMs.set(key, nowMs);
    const now = this.clock.now();
    await this.database.systemTransaction('note a refused terminal', (tx) =>
      this.add(tx, terminal, 'refused', { from: now, until: now, details: { code } }),
    );
  }

  private async publishChanges(tx: Tx, before: PreviousContact, { caller, at: now, ...reported }: Note): Promise<void> {
    const at = (details: object) => ({ from: now, until: now, details });
    const late =
      before.nextContactDueAt !== null && before.nextContactDueAt.getTime() + CONTACT_GRACE_MS < now.getTime();
    if (late && before.lastSeenAt) {
      const { contactSince: since, lastSeenAt: until } = before;
      if (since) await this.add(tx, caller, 'contact', { from: since, until, details: {} }); // else noted when it went
      const seconds = Math.round((now.getTime() - before.lastSeenAt.getTime()) / 1000);
      if (!since) await this.announceOnline(tx, caller, { lastSeenAt: until, now });
      await this.add(tx, caller, 'gap', { from: before.lastSeenAt, until: now, details: { seconds } });
    }
    if (reported.appVersion && reported.appVersion !== before.appVersion)
      await this.add(tx, caller, 'version', at({ from: before.appVersion, to: reported.appVersion }));
    if (reported.configVersion != null && reported.configVersion !== before.configVersion)
      await this.add(tx, caller, 'config', at({ from: before.configVersion, to: reported.configVersion }));
    if (Math.abs(reported.skewS - before.clockSkewS) > SKEW_NOTED_S)
      await this.add(tx, caller, 'clock_skew', at({ seconds: reported.skewS }));
  }

  /** It was reported offline, or would have been in a project that wants such events. */
  private async announceOnline(
    tx: Tx,
    { organizationId, projectId, deviceId }: TerminalPrincipal,
    { lastSeenAt, now }: { lastSeenAt: Date; now: Date },
  ): Promise<void> {
    const { extendedEvents } = await tx.getRepository(Project).findOneByOrFail({ projectId });
    if (!extendedEvents) return;
    const data = { device_id: deviceId, last_seen_at: lastSeenAt.toISOString(), online_since: now.toISOString() };
    await this.outbox.append(tx, { organizationId, projectId, type: 'device.online', data, requestId: null });
  }

  private async add(
    tx: Tx,
    device: { deviceId: string; organizationId: string },
    kind: TimelineKind,
    { from, until, details }: { from: Date; until: Date; details: object },
  ): Promise<void> {
    const { deviceId, organizationId } = device;
    await tx.insert(TimelineEntry, {
      entryId: newId(this.clock.nowMs()),
      organizationId,
      deviceId,
      kind,
      startedAt: from,
      endedAt: until,
      details,
    });
  }
}
