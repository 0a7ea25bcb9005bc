/**
 * Pairing, the terminal's side: a code to show, what became of it, the device behind a key. After a power cut thousands ask
 * in the same second; what comes together goes to the database together and waits its turn instead of being refused.
 */
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Batch } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Retention } from '#platform/retention';
import { type Problem, problem } from '#platform/problems';
import {
  deviceDecommissioned as refusedAsDecommissioned,
  deviceDisabled as refusedAsDisabled,
  invalidToken,
} from '../access/access.errors.js';
import type { ProofPrincipal } from '../principal/principal.js';
import { Device, Registration } from './device.entity.js';
import type { StartRegistration } from './devices.dto.js';
import { registrationExpired, slowDown } from './devices.errors.js';
import { newRegistrationCode } from './registration-code.js';

export const CODE_LIFETIME_S = 600;
const POLL_INTERVAL_S = 3;
const SLOW_DOWN_S = 5;
/** A timer that fires a moment early is not a fast poller. */
const EARLY_TOLERANCE_MS = 250;
/** A registered terminal may ask for its device again for a day: answers get lost. */
const REMEMBERED_MS = 24 * 3_600_000;
const MAX_TRIES = 5;

interface RegistrationRequest {
  caller: ProofPrincipal;
  input: StartRegistration;
  address: string;
}
interface Question {
  caller: ProofPrincipal;
  registrationId: string;
  /** When it came: waiting for its turn here makes no poll late, and none early. */
  atMs: number;
}
type KeyHolder = Pick<Device, 'deviceId' | 'projectId' | 'keyThumbprint' | 'enabled' | 'decommissionedAt'>;

@Injectable()
export class ProtoTerminals {
  private readonly starts = new Batch<RegistrationRequest, Registration>({
    ...{ most: 100, atOnce: 1 },
    ask: (wishes) => this.startAll(wishes),
  });
  private readonly polls = new Batch<Question, Registration>({
    ...{ most: 100, atOnce: 1 },
    ask: (questions) => this.pollAll(questions),
  });
  private readonly holders = new Batch<string, KeyHolder | null>({
    ...{ most: 100, atOnce: 2 },
    ask: (thumbprints) => this.holdersOf(thumbprints),
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    retention: Retention,
  ) {
    retention.register({
      ...{ reason: 'registrations that nobody completed', table: 'terminal_registrations', key: 'registration_id' },
      ...{ where: 'expires_at < $1', retentionMs: REMEMBERED_MS + 3_600_000 },
    });
  }

  /** A new code for this key; codes of the same key that still wait are dropped. */
  start(caller: ProofPrincipal, input: StartRegistration, address: string): Promise<Registration> {
    return this.starts.ask({ caller, input, address });
  }

  /** @throws Problem `not_found`, `expired`, `slow_down` */
  poll(caller: ProofPrincipal, registrationId: string): Promise<Registration> {
    return this.polls.ask({ caller, registrationId, atMs: this.clock.nowMs() });
  }

  /** The device behind a key, for a new access token. @throws Problem `invalid_token`, `device_decommissioned`, `device_disabled` */
  async deviceOf(caller: ProofPrincipal): Promise<KeyHolder> {
    const device = await this.holders.ask(caller.keyThumbprint);
    if (!device) throw invalidToken('This key belongs to no device.');
    if (device.decommissionedAt) throw refusedAsDecommissioned();
    if (!device.enabled) throw refusedAsDisabled();
    return device;
  }

  private async startAll(wishes: RegistrationRequest[]): Promise<Registration[]> {
    for (let tries = 0; ; tries++) {
      const rows = wishes.map((wish) => this.rowFor(wish));
      try {
        await this.database.systemTransaction('start a registration', (tx) => insertLatest(tx, rows));
        return rows;
      } catch (error) {
        if (!isUniqueViolation(error, 'terminal_registrations_code') || tries > MAX_TRIES) throw error; // two of 25 thousand million met
      }
    }
  }

  private rowFor({ caller, input, address }: RegistrationRequest): Registration {
    const now = this.clock.now();
    return {
      registrationId: newId(now.getTime()),
      keyThumbprint: caller.keyThumbprint,
      code: newRegistrationCode(),
      serialNumber: input.serial_number,
      model: input.model,
      appVersion: input.app_version,
      osVersion: input.os_version ?? null,
      address,
      deviceId: null,
      projectId: null,
      intervalS: POLL_INTERVAL_S,
      lastPolledAt: null,
      createdAt: now,
      expiresAt: this.clock.in(CODE_LIFETIME_S * 1000),
      completedAt: null,
    };
  }

  /** Committed before anyone is notified: the longer interval of a hasty terminal stays. */
  private pollAll(questions: Question[]): Promise<(Registration | Problem)[]> {
    return this.database.systemTransaction('poll a registration', async (tx) => {
      const rows = await tx
        .getRepository(Registration)
        .findBy({ registrationId: In(questions.map(({ registrationId }) => registrationId)) });
      const known = new Map(rows.map((row) => [row.registrationId, row]));
      const polled = new Set<Registration>();
      const answers = questions.map((question) => {
        const row = known.get(question.registrationId);
        if (!row || row.keyThumbprint !== question.caller.keyThumbprint) return problem.notFound();
        return this.answer(row, question, polled);
      });
      await writePolls(tx, [...polled]);
      return answers;
    });
  }

  /** Marks what the poll changes in `row` and remembers it in `polled`. */
  private answer(row: Registration, { atMs }: Question, polled: Set<Registration>): Registration | Problem {
    if (row.deviceId)
      return this.clock.nowMs() > row.completedAt!.getTime() + REMEMBERED_MS ? registrationExpired() : { ...row };
    if (row.expiresAt.getTime() <= this.clock.nowMs()) return registrationExpired();
    const dueMs = (row.lastPolledAt?.getTime() ?? -Infinity) + row.intervalS * 1000;
    const early = atMs < dueMs - EARLY_TOLERANCE_MS;
    row.lastPolledAt = new Date(atMs);
    if (early) row.intervalS += SLOW_DOWN_S;
    polled.add(row);
    return early ? slowDown(row.intervalS) : { ...row };
  }

  /** The newest device of each key: former ones are decommissioned. */
  private async holdersOf(thumbprints: string[]): Promise<(KeyHolder | null)[]> {
    const rows = await this.database.systemQuery<KeyHolder>(
      'a device by its key',
      `SELECT DISTINCT ON (key_thumbprint) device_id AS "deviceId", project_id AS "projectId", enabled,
              key_thumbprint AS "keyThumbprint", decommissioned_at AS "decommissionedAt"
       FROM devices WHERE key_thumbprint = ANY ($1::text[]) ORDER BY key_thumbprint, created_at DESC`,
      [[...new Set(thumbprints)]],
    );
    const known = new Map(rows.map((row) => [row.keyThumbprint, row]));
    return thumbprints.map((thumbprint) => known.get(thumbprint) ?? null);
  }
}

/** Of several codes of one key the last one counts, as if they had come one after the other. */
async function insertLatest(tx: Tx, rows: Registration[]): Promise<void> {
  const latest = new Map(rows.map((row) => [row.keyThumbprint, row]));
  await tx.delete(Registration, { keyThumbprint: In([...latest.keys()]), deviceId: IsNull() });
  await tx.insert(Registration, [...latest.values()]);
}

/** One that is locked is being completed: when it was polled does not matter any more, and nobody waits for it here. */
async function writePolls(tx: Tx, rows: Registration[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE terminal_registrations r SET last_polled_at = polled.at, interval_s = polled.interval_s FROM (
       SELECT seen.* FROM terminal_registrations r
       JOIN unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS seen(registration_id, at, interval_s) USING (registration_id)
       FOR NO KEY UPDATE OF r SKIP LOCKED
     ) AS polled WHERE r.registration_id = polled.registration_id`,
    [
      rows.map(({ registrationId }) => registrationId),
      rows.map(({ lastPolledAt }) => lastPolledAt),
      rows.map(({ intervalS }) => intervalS),
    ],
  );
}
