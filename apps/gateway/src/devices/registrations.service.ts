/** Pairing, the tenant's side: someone types the code that a terminal shows, and its key pair becomes a device. */
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import type { WithAnswer } from '#platform/idempotency';
import { newId } from '#platform/ids';
import { Retention } from '#platform/retention';
import { Problem } from '#platform/problems';
import { Notifications } from '#platform/notifications';
import { Outbox } from '#platform/outbox';
import { sandboxRequired } from '../access/access.errors.js';
import { Audit } from '../audit/audit.service.js';
import { type KeyPrincipal, nameOf, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { modeOf, type ProjectAccess } from '../tenancy/project-access.policy.js';
import { Device, Registration } from './device.entity.js';
import type { CompleteRegistration } from './devices.dto.js';
import { codeExpired, codeNotFound, codeUsed, registeredElsewhere, tooManyAttempts } from './devices.errors.js';
import { DevicesService } from './devices.service.js';
import { SitesService } from './sites.service.js';
import { readRegistrationCode, readSimulationCode } from './registration-code.js';

const MISSES_PER_CALLER = { most: 5, windowMs: 600_000 };
const MISSES_PER_ORGANIZATION = { most: 100, windowMs: 3_600_000 };

type CompletingPrincipal = UserPrincipal | KeyPrincipal;

@Injectable()
export class RegistrationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly devices: DevicesService,
    private readonly sites: SitesService,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    retention: Retention,
  ) {
    retention.register({
      ...{ reason: 'wrong codes', table: 'registration_misses', key: 'miss_id' },
      ...{ where: 'created_at < $1', retentionMs: MISSES_PER_ORGANIZATION.windowMs },
    });
  }

  /** Complete Android terminal registration. */
  async complete(
    caller: WithAnswer<CompletingPrincipal, Device>,
    projectId: string,
    input: CompleteRegistration,
  ): Promise<Device> {
    const found = await this.database.tenantTransaction(caller, async (tx) => {
      const reached = await this.projects.authorize(tx, caller, projectId, 'write');
      if (modeOf(reached.environment) !== 'sandbox' && reached.environment?.registrationPolicy !== 'code')
        throw sandboxRequired();
      await this.refuseGuessing(tx, caller, reached.project.organizationId);
      return reached;
    });
    const simulation = modeOf(found.environment) === 'sandbox' ? readSimulationCode(input.registration_code) : null;
    if (simulation) return this.simulate(caller, found, input, simulation);
    const outcome = await this.database.systemTransaction('complete a registration', async (tx) => {
      const device = await this.claim(tx, caller, found, input);
      if (!(device instanceof Problem)) await caller.answer?.(tx, device);
      return device;
    });
    if (outcome instanceof Problem) throw outcome; // its record is committed
    return outcome;
  }

  /** A device without hardware: no key will ever match it. */
  private simulate(
    caller: WithAnswer<CompletingPrincipal, Device>,
    found: ProjectAccess,
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
    return this.database.tenantTransaction(
      device,
      async (tx) => {
        if (device.siteId) await this.sites.requireSite(tx, device.projectId, device.siteId);
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
      },
      caller.answer,
    );
  }

  /** The lock of the registration's row lets exactly one of many claimants through. */
  private async claim(
    tx: Tx,
    caller: CompletingPrincipal,
    found: ProjectAccess,
    input: CompleteRegistration,
  ): Promise<Device | Problem> {
    const registration = await this.lookUp(tx, caller, found.project.organizationId, input.registration_code);
    if (registration instanceof Problem) return registration;
    const former = await tx
      .getRepository(Device)
      .findBy({ keyThumbprint: registration.keyThumbprint, decommissionedAt: IsNull() });
    for (const device of former)
      if (!(await this.mayWrite(tx, caller, device.projectId)))
        return this.refuseAsElsewhere(tx, caller, found, device);
    for (const device of former) await this.devices.retire(tx, device);
    if (input.site_id) await this.sites.requireSite(tx, found.project.projectId, input.site_id);
    const device = this.deviceFrom(registration, found, input);
    await tx.insert(Device, device);
    const { deviceId, projectId, organizationId } = device;
    await tx.update(
      Registration,
      { registrationId: registration.registrationId },
      { deviceId, projectId, completedAt: device.createdAt },
    );
    await Notifications.publish(tx, 'registration', registration.registrationId);
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
    { project }: ProjectAccess,
    input: CompleteRegistration,
  ): Device {
    const now = this.clock.now();
    return {
      deviceId: newId(now.getTime()),
      organizationId: project.organizationId,
      projectId: project.projectId,
      siteId: input.site_id ?? null,
      tags: [...new Set(input.tags)],
      integrity: 'unverified',
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

  /** One guess of an organization at a time, counted before the code is looked up: as many at once find no more. */
  private async lookUp(
    tx: Tx,
    caller: CompletingPrincipal,
    organizationId: string,
    typed: string,
  ): Promise<Registration | Problem> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('registration codes of ' || $1, 0))`, [
      organizationId,
    ]);
    await this.refuseGuessing(tx, caller, organizationId);
    const code = readRegistrationCode(typed);
    const registration =
      code === null
        ? null
        : await tx
            .createQueryBuilder(Registration, 'r')
            .setLock('pessimistic_write')
            .where('r.code = :code', { code })
            .getOne();
    if (!registration) {
      await this.noteMiss(tx, caller, organizationId);
      return codeNotFound();
    }
    if (registration.deviceId) throw codeUsed();
    if (registration.expiresAt.getTime() <= this.clock.nowMs()) throw codeExpired();
    return registration;
  }

  private async mayWrite(tx: Tx, caller: CompletingPrincipal, projectId: string): Promise<boolean> {
    try {
      await this.projects.authorize(tx, caller, projectId, 'write');
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** Both sides have it on record; neither reads there who the other is. */
  private async refuseAsElsewhere(
    tx: Tx,
    caller: CompletingPrincipal,
    found: ProjectAccess,
    device: Device,
  ): Promise<Problem> {
    const action = 'device.registered_elsewhere';
    const { projectId, organizationId } = found.project;
    const sides = [
      {
        organizationId: device.organizationId,
        record: () =>
          this.audit.record(
            tx,
            { kind: 'system', name: 'registration' },
            {
              ...{ organizationId: device.organizationId, action, kind: 'device', id: device.deviceId },
            },
          ),
      },
      {
        organizationId,
        record: () => this.audit.record(tx, caller, { organizationId, action, kind: 'project', id: projectId }),
      },
    ];
    sides.sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1)); // both heads are locked: always in one order
    for (const { record } of sides) await record();
    return registeredElsewhere();
  }

  private async refuseGuessing(tx: Tx, caller: CompletingPrincipal, organizationId: string): Promise<void> {
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

  /** Committed with the refusal that is returned. */
  private async noteMiss(tx: Tx, caller: CompletingPrincipal, organizationId: string): Promise<void> {
    const now = this.clock.now();
    await tx.query(
      'INSERT INTO registration_misses (miss_id, organization_id, caller, created_at) VALUES ($1, $2, $3, $4)',
      [newId(now.getTime()), organizationId, nameOf(caller), now],
    );
  }
}
