/** Pairing: a proto-terminal shows a code, somebody types it, the key pair becomes a device. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Janitor } from '#platform/janitor';
import { Notices } from '#platform/notices';
import { Outbox } from '#platform/outbox';
import { problem } from '#platform/problems';
import {
  deviceDecommissioned as refusedAsDecommissioned,
  deviceDisabled as refusedAsDisabled,
  invalidToken,
  sandboxRequired,
} from '../access/access.errors.js';
import { Audit } from '../audit/audit.service.js';
import { type KeyCaller, nameOf, organizationsOf, type ProofCaller, type UserCaller } from '../tenancy/caller.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { modeOf, type ReachedProject } from '../tenancy/reach.policy.js';
import { Device, Registration } from './device.entity.js';
import type { CompleteRegistration, StartRegistration } from './devices.dto.js';
import {
  codeExpired,
  codeNotFound,
  codeUsed,
  registrationExpired,
  slowDown,
  tooManyAttempts,
} from './devices.errors.js';
import { DevicesService } from './devices.service.js';
import { newRegistrationCode, readRegistrationCode, readSimulationCode } from './registration-code.js';

export const CODE_LIFETIME_S = 600;
const POLL_INTERVAL_S = 3;
const SLOW_DOWN_S = 5;
/** A registered terminal may ask for its device again for a day: answers get lost. */
const REMEMBERED_MS = 24 * 3_600_000;
const MISSES_PER_CALLER = { most: 5, windowMs: 600_000 };
const MISSES_PER_ORGANIZATION = { most: 100, windowMs: 3_600_000 };

type Completer = UserCaller | KeyCaller;

@Injectable()
export class RegistrationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly devices: DevicesService,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    janitor: Janitor,
  ) {
    janitor.takesAway({
      ...{ reason: 'registrations that nobody completed', table: 'terminal_registrations', key: 'registration_id' },
      ...{ where: 'expires_at < $1', keptMs: REMEMBERED_MS + 3_600_000 },
    });
    janitor.takesAway({
      ...{ reason: 'wrong codes', table: 'registration_misses', key: 'miss_id' },
      ...{ where: 'created_at < $1', keptMs: MISSES_PER_ORGANIZATION.windowMs },
    });
  }

  /** A new code for this key; codes of the same key that still wait are dropped. */
  async start(caller: ProofCaller, input: StartRegistration, address: string): Promise<Registration> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.database.asJob('start a registration', (tx) => this.insert(tx, caller, input, address));
      } catch (error) {
        if (!isUniqueViolation(error, 'terminal_registrations_code') || tries > 5) throw error; // two of 25 thousand million met
      }
    }
  }

  async poll(caller: ProofCaller, registrationId: string): Promise<Registration> {
    return this.database
      .asJob('poll a registration', async (tx) => {
        const row = await tx.getRepository(Registration).findOneBy({ registrationId });
        if (!row || row.keyThumbprint !== caller.keyThumbprint) throw problem.notFound();
        if (row.deviceId) {
          if (this.clock.nowMs() > row.completedAt!.getTime() + REMEMBERED_MS) throw registrationExpired();
          return row;
        }
        if (row.expiresAt.getTime() <= this.clock.nowMs()) throw registrationExpired();
        const early =
          row.lastPolledAt !== null &&
          this.clock.nowMs() < row.lastPolledAt.getTime() + row.intervalS * 1000 - EARLY_TOLERANCE_MS;
        row.lastPolledAt = this.clock.now();
        if (early) row.intervalS += SLOW_DOWN_S;
        await tx.update(Registration, { registrationId }, { lastPolledAt: row.lastPolledAt, intervalS: row.intervalS });
        return early ? { ...row, early: true } : row;
      })
      .then((row) => {
        if ('early' in row) throw slowDown(row.intervalS); // after the commit: the longer interval stays
        return row;
      });
  }

  /** Complete Android terminal registration. */
  async complete(caller: Completer, projectId: string, input: CompleteRegistration): Promise<Device> {
    const found = await this.database.within(organizationsOf(caller), async (tx) => {
      const reached = await this.projects.reach(tx, caller, projectId, 'manage');
      if (modeOf(reached.environment) !== 'sandbox' && reached.environment?.registrationPolicy !== 'code')
        throw sandboxRequired();
      await this.refuseGuessing(tx, caller, reached.project.organizationId);
      return reached;
    });
    const simulation = modeOf(found.environment) === 'sandbox' ? readSimulationCode(input.registration_code) : null;
    if (simulation) return this.simulate(caller, found, input, simulation);
    const code = readRegistrationCode(input.registration_code);
    try {
      if (code === null) throw codeNotFound();
      return await this.database.asJob('complete a registration', (tx) =>
        this.claim(tx, caller, found, { ...input, registration_code: code }),
      );
    } catch (error) {
      if ((error as { code?: string }).code === 'registration_code_not_found')
        await this.noteMiss(caller, found.project.organizationId);
      throw error;
    }
  }

  /** A device without hardware: no key will ever match it. */
  private simulate(
    caller: Completer,
    found: ReachedProject,
    input: CompleteRegistration,
    simulation: 'ok' | 'late' | 'fail' | 'slow',
  ): Promise<Device> {
    const serialNumber = newId(this.clock.nowMs());
    const about = {
      keyThumbprint: `simulated ${serialNumber}`,
      serialNumber,
      model: `Simulated (${simulation})`,
      appVersion: '0',
      osVersion: null,
    };
    const device = { ...this.deviceFrom(about, found, input), simulation };
    return this.database.within([device.organizationId], async (tx) => {
      await tx.insert(Device, device);
      const { organizationId, deviceId } = device;
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'device.registered',
        kind: 'device',
        id: deviceId,
        details: { simulation },
      });
      return device;
    });
  }

  /** The device behind a key, for a new access token. */
  async deviceOf(caller: ProofCaller): Promise<Device> {
    const device = await this.database.asJob('a device by its key', (tx) =>
      tx
        .getRepository(Device)
        .findOne({ where: { keyThumbprint: caller.keyThumbprint }, order: { createdAt: 'DESC' } }),
    );
    if (!device) throw invalidToken('This key belongs to no device.');
    if (device.decommissionedAt) throw refusedAsDecommissioned();
    if (!device.enabled) throw refusedAsDisabled();
    return device;
  }

  private async insert(tx: Tx, caller: ProofCaller, input: StartRegistration, address: string): Promise<Registration> {
    const now = this.clock.now();
    await tx.query('DELETE FROM terminal_registrations WHERE key_thumbprint = $1 AND device_id IS NULL', [
      caller.keyThumbprint,
    ]);
    const row = tx.create(Registration, {
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
    });
    await tx.insert(Registration, row);
    return row;
  }

  /** The update of the registration's row lets exactly one of many claimants through. */
  private async claim(tx: Tx, caller: Completer, found: ReachedProject, input: CompleteRegistration): Promise<Device> {
    const registration = await tx
      .createQueryBuilder(Registration, 'r')
      .setLock('pessimistic_write')
      .where('r.code = :code', { code: input.registration_code })
      .getOne();
    if (!registration) throw codeNotFound();
    if (registration.deviceId) throw codeUsed();
    if (registration.expiresAt.getTime() <= this.clock.nowMs()) throw codeExpired();
    const former = await tx.getRepository(Device).findBy({ keyThumbprint: registration.keyThumbprint });
    for (const device of former.filter((device) => !device.decommissionedAt)) await this.devices.retire(tx, device);
    const device = this.deviceFrom(registration, found, input);
    await tx.insert(Device, device);
    const { deviceId, projectId, organizationId } = device;
    await tx.update(
      Registration,
      { registrationId: registration.registrationId },
      { deviceId, projectId, completedAt: device.createdAt },
    );
    await Notices.tell(tx, 'registration', registration.registrationId);
    if (found.project.extendedEvents)
      await this.outbox.append(tx, {
        organizationId,
        projectId,
        type: 'device.registered',
        data: { device_id: deviceId },
      });
    await this.audit.record(tx, caller, { organizationId, action: 'device.registered', kind: 'device', id: deviceId });
    return device;
  }

  private deviceFrom(
    registration: Pick<Registration, 'keyThumbprint' | 'serialNumber' | 'model' | 'appVersion' | 'osVersion'>,
    { project }: ReachedProject,
    input: CompleteRegistration,
  ): Device {
    const now = this.clock.now();
    return {
      deviceId: newId(now.getTime()),
      organizationId: project.organizationId,
      projectId: project.projectId,
      name: input.name ?? `${registration.model} ${registration.serialNumber}`.slice(0, 200),
      enabled: true,
      mode: 'standard',
      keyThumbprint: registration.keyThumbprint,
      serialNumber: registration.serialNumber,
      model: registration.model,
      appVersion: registration.appVersion,
      osVersion: registration.osVersion,
      configVersion: 0,
      metadata: input.metadata ?? {},
      lastSeenAt: null,
      nextContactDueAt: null,
      contactSince: null,
      clockSkewS: 0,
      simulation: null,
      registeredAt: now,
      decommissionedAt: null,
      changedAt: now,
      createdAt: now,
    };
  }

  private async refuseGuessing(tx: Tx, caller: Completer, organizationId: string): Promise<void> {
    const now = this.clock.nowMs();
    const [row] = await tx.query<{ own: string; all: string }[]>(
      `SELECT count(*) FILTER (WHERE caller = $2 AND created_at > $3) AS own, count(*) AS all
       FROM registration_misses WHERE organization_id = $1 AND created_at > $4`,
      [
        organizationId,
        nameOf(caller),
        new Date(now - MISSES_PER_CALLER.windowMs),
        new Date(now - MISSES_PER_ORGANIZATION.windowMs),
      ],
    );
    if (Number(row!.own) >= MISSES_PER_CALLER.most) throw tooManyAttempts(MISSES_PER_CALLER.windowMs / 1000);
    if (Number(row!.all) >= MISSES_PER_ORGANIZATION.most)
      throw tooManyAttempts(MISSES_PER_ORGANIZATION.windowMs / 1000);
  }

  /** In a transaction of its own: the refused one is undone. */
  private async noteMiss(caller: Completer, organizationId: string): Promise<void> {
    const now = this.clock.now();
    await this.database.within([organizationId], (tx) =>
      tx.query(
        'INSERT INTO registration_misses (miss_id, organization_id, caller, created_at) VALUES ($1, $2, $3, $4)',
        [newId(now.getTime()), organizationId, nameOf(caller), now],
      ),
    );
  }
}

/** A timer that fires a moment early is not a fast poller. */
const EARLY_TOLERANCE_MS = 250;
