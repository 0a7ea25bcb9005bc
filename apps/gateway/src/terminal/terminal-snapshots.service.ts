/**
 * One glance at what concerns a terminal. A thousand parked terminals that wake together (a new configuration, a restarted
 * gateway) are a few statements, not a thousand transactions: their polls never compete with tenants for connections.
 */
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Batch } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { EnrollmentSession } from '../enrollment/session.entity.js';
import { SILENCE_MS } from '../enrollment/session.machine.js';
import { SessionStore } from '../enrollment/session-store.js';
import { type TerminalPrincipal } from '../principal/principal.js';

/** What the terminal asks about: itself, and the session that it names. */
export interface SnapshotRequest {
  caller: TerminalPrincipal;
  sessionId: string | null;
}

export interface TerminalSnapshot {
  enabled: boolean;
  decommissioned: boolean;
  configVersion: number;
  /** The one under way, else the one that was named. */
  session: EnrollmentSession | null;
}

export interface Configuration {
  version: number;
  config: object;
}

type DeviceSnapshotRow = Omit<TerminalSnapshot, 'session'> & { deviceId: string; sessionId: string | null };

@Injectable()
export class TerminalSnapshots {
  private readonly glances = new Batch<SnapshotRequest, TerminalSnapshot>({
    most: 100,
    atOnce: 2,
    ask: (some) => this.lookAll(some),
  });
  private readonly settling = new Batch<SnapshotRequest, EnrollmentSession | null>({
    ...{ most: 1, atOnce: 4 },
    ask: async ([asked]) => [await this.settle(asked!)],
  });
  private readonly configurations = new Batch<string, Configuration>({
    ...{ most: 1_000, atOnce: 1 },
    ask: (projectIds) => this.configurationsOf(projectIds),
  });
  private readonly touches = new Batch<SnapshotRequest, void>({
    most: 100,
    atOnce: 1,
    ask: (some) => this.touchAll(some),
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: SessionStore,
  ) {}

  /** What is true now; a session whose time is over is ended first. */
  async look(asked: SnapshotRequest): Promise<TerminalSnapshot> {
    const glance = await this.glances.ask(asked);
    if (!glance.session || !this.store.overdue(glance.session)) return glance;
    return { ...glance, session: await this.settling.ask({ ...asked, sessionId: glance.session.sessionId }) };
  }

  configurationOf({ projectId }: TerminalPrincipal): Promise<Configuration> {
    return this.configurations.ask(projectId);
  }

  /** The terminal is at work on this session; one that fell silent stays so. */
  touch(asked: SnapshotRequest): Promise<void> {
    return this.touches.ask(asked);
  }

  private async lookAll(some: SnapshotRequest[]): Promise<TerminalSnapshot[]> {
    const rows = await this.database.systemQuery<DeviceSnapshotRow>(
      'look for news of terminals',
      `SELECT d.device_id AS "deviceId", d.enabled, d.decommissioned_at IS NOT NULL AS decommissioned,
              p.terminal_config_version AS "configVersion", coalesce(now.session_id, named.session_id) AS "sessionId"
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked(device_id, session_id, place)
       JOIN devices d ON d.device_id = asked.device_id
       JOIN projects p ON p.project_id = d.project_id
       LEFT JOIN enrollment_sessions now ON now.device_id = d.device_id AND now.status IN ('pending', 'active', 'processing')
       LEFT JOIN enrollment_sessions named ON named.session_id = asked.session_id AND named.device_id = d.device_id
       ORDER BY asked.place`,
      [some.map(({ caller }) => caller.deviceId), some.map(({ sessionId }) => sessionId)],
    );
    const sessions = await this.sessionsOf(rows.flatMap(({ sessionId }) => sessionId ?? []));
    return rows.map(({ sessionId, ...standing }) => ({ ...standing, session: sessions.get(sessionId ?? '') ?? null }));
  }

  private async sessionsOf(sessionIds: string[]): Promise<Map<string, EnrollmentSession>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.database.systemTransaction('look for news of terminals', (tx) =>
      tx.getRepository(EnrollmentSession).findBy({ sessionId: In(sessionIds) }),
    );
    return new Map(rows.map((row) => [row.sessionId, row]));
  }

  private settle({ caller, sessionId }: SnapshotRequest): Promise<EnrollmentSession | null> {
    return this.database.tenantTransaction(caller, (tx) => this.store.lock(tx, { sessionId: sessionId! }));
  }

  private async configurationsOf(projectIds: string[]): Promise<Configuration[]> {
    const rows = await this.database.systemQuery<Configuration & { projectId: string }>(
      'configurations of terminals',
      `SELECT project_id AS "projectId", terminal_config_version AS version, terminal_config AS config
       FROM projects WHERE project_id = ANY ($1::uuid[])`,
      [[...new Set(projectIds)]],
    );
    const known = new Map(rows.map(({ projectId, version, config }) => [projectId, { version, config }]));
    return projectIds.map((projectId) => known.get(projectId)!);
  }

  /** A session that is locked is being worked on: it needs no mark of life, and nobody waits for it here. */
  private async touchAll(some: SnapshotRequest[]): Promise<void[]> {
    await this.database.systemQuery(
      'note contacts of sessions',
      `UPDATE enrollment_sessions s SET last_contact_at = $3 FROM (
         SELECT s.session_id FROM enrollment_sessions s
         JOIN unnest($1::uuid[], $2::uuid[]) AS changed(session_id, device_id) USING (session_id, device_id)
         WHERE s.status IN ('active', 'processing') AND s.last_contact_at > $4 FOR NO KEY UPDATE OF s SKIP LOCKED
       ) AS touched WHERE s.session_id = touched.session_id`,
      [
        some.map(({ sessionId }) => sessionId),
        some.map(({ caller }) => caller.deviceId),
        this.clock.now(),
        this.clock.in(-SILENCE_MS),
      ],
    );
    return some.map(() => undefined);
  }
}
