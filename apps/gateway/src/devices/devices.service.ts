/** Devices: listed, named, enabled and disabled, retired for good. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Batch } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { EditableFields, etagOfState, requireMatch } from '#platform/http';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { type TerminalRecord, TerminalDirectory, type TerminalLookup } from '../access/terminal-directory.js';
import { Audit } from '../audit/audit.service.js';
import { type Principal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { type AccessLevel, modeOf, type ProjectAccess } from '../tenancy/project-access.policy.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { ContactsService } from './contacts.service.js';
import { Device } from './device.entity.js';
import type { PatchDevice } from './devices.dto.js';
import { decommissioned, demoNeedsSandbox } from './devices.errors.js';
import { deviceDecommissioned, deviceDisabled } from './devices.events.js';
import { SitesService } from './sites.service.js';

/** As JSON of a scan; `time_zone` is for rules and not shown. */
export interface DeviceSnapshot {
  device: { name: string; model: string; app_version: string; integrity: string } | null;
  site: {
    site_id: string;
    name: string;
    country: string | null;
    latitude: number | null;
    longitude: number | null;
    time_zone: string | null;
  } | null;
  siteId: string | null;
}

/** Beside the spending of the proof, which takes as long. */
const LOOKUPS_APART_MS = 5;

/** What may be edited: the update and the ETag follow this list. */
const EDITABLE = new EditableFields<PatchDevice, Device>([
  ['name', 'name'],
  ['enabled', 'enabled'],
  ['mode', 'mode'],
  ['metadata', 'metadata'],
  ['site_id', 'siteId'],
  ['tags', 'tags'],
]);

/** Changes with every edit, not with contacts. */
export const deviceTag = (device: Device): string => etagOfState([...EDITABLE.state(device), device.decommissionedAt]);

@Injectable()
export class DevicesService implements OnModuleInit, TerminalLookup {
  private readonly lookups = new Batch<string, TerminalRecord | null>({
    ...{ most: 100, atOnce: 2, apartMs: LOOKUPS_APART_MS },
    ask: (deviceIds) => this.byIds(deviceIds),
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly sites: SitesService,
    private readonly domainEvents: DomainEvents,
    private readonly audit: Audit,
    private readonly directory: TerminalDirectory,
    private readonly contacts: ContactsService,
  ) {}

  onModuleInit(): void {
    this.directory.answerWith(this);
  }

  /** For authentication, before the tenant is known. */
  byId(deviceId: string): Promise<TerminalRecord | null> {
    return this.lookups.ask(deviceId);
  }

  noteRefusal(terminal: TerminalRecord, code: string): Promise<void> {
    return this.contacts.noteRefusal(terminal, code);
  }

  /**
   * The device with its project, if the caller reaches it.
   * @throws Problem `not_found`, `admin_required`
   */
  async reach(
    tx: Tx,
    caller: Principal,
    deviceId: string,
    act: AccessLevel,
  ): Promise<ProjectAccess & { device: Device }> {
    const device = await tx.getRepository(Device).findOneBy({ deviceId });
    if (!device) throw problem.notFound();
    return { device, ...(await this.projects.authorize(tx, caller, device.projectId, act)) };
  }

  get(caller: Principal, deviceId: string): Promise<Device> {
    return this.database.readOnly(caller, async (tx) => (await this.reach(tx, caller, deviceId, 'read')).device);
  }

  patch(
    caller: Principal,
    deviceId: string,
    edit: { input: PatchDevice; ifMatch: string | undefined },
  ): Promise<Device> {
    const { input, ifMatch } = edit;
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM devices WHERE device_id = $1 FOR NO KEY UPDATE', [deviceId]);
      const { device, environment } = await this.reach(tx, caller, deviceId, 'write');
      requireMatch(ifMatch, deviceTag(device));
      if (device.decommissionedAt) throw decommissioned();
      if (input.mode === 'demo' && modeOf(environment) !== 'sandbox') throw demoNeedsSandbox();
      const disables = input.enabled === false && device.enabled;
      if (input.site_id) await this.sites.requireSite(tx, device.projectId, input.site_id);
      const changes = { ...EDITABLE.changes(input), ...(input.tags ? { tags: [...new Set(input.tags)] } : {}) };
      Object.assign(device, changes);
      await tx.update(Device, { deviceId }, { ...changes, changedAt: this.clock.now() } as object);
      if (disables) await this.domainEvents.publish(tx, deviceDisabled, idsOf(device));
      await Notifications.publish(tx, 'device', deviceId);
      await this.audit.record(tx, caller, {
        organizationId: device.organizationId,
        action: disables ? 'device.disabled' : 'device.updated',
        kind: 'device',
        id: deviceId,
        details: { fields: Object.keys(input) },
      });
      return device;
    });
  }

  /** Final: the credential is dead. Again is fine. */
  decommission(caller: WithAnswer<UserPrincipal, Device>, deviceId: string): Promise<Device> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { device } = await this.reach(tx, caller, deviceId, 'write');
        if (!device.decommissionedAt) await this.retire(tx, device);
        await this.audit.record(tx, caller, {
          organizationId: device.organizationId,
          action: 'device.decommissioned',
          kind: 'device',
          id: deviceId,
        });
        return device;
      },
      caller.answer,
    );
  }

  /** A new configuration for every terminal of the project; each says with its next poll which version it runs. */
  configure(caller: Principal, projectId: string, config: object): Promise<Project> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
      project.terminalConfig = config;
      const [[row]] = await tx.query<[[{ version: number }]]>(
        `UPDATE projects SET terminal_config = $2, terminal_config_version = terminal_config_version + 1 WHERE project_id = $1
         RETURNING terminal_config_version AS version`,
        [projectId, config],
      );
      project.terminalConfigVersion = row.version;
      await tx.query('UPDATE devices SET changed_at = $2 WHERE project_id = $1 AND decommissioned_at IS NULL', [
        projectId,
        this.clock.now(),
      ]);
      await Notifications.publish(tx, 'devices-of', projectId);
      const { organizationId } = project;
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'terminal_config.set',
        kind: 'project',
        id: projectId,
      });
      return project;
    });
  }

  /** What a scan keeps of its device and of the place where it stands. */
  async snapshotOf(tx: Tx, deviceId: string): Promise<DeviceSnapshot> {
    const [row] = await tx.query<DeviceSnapshot[]>(
      `SELECT jsonb_build_object('name', d.name, 'model', d.model, 'app_version', d.app_version, 'integrity', d.integrity) AS device,
              s.site_id AS "siteId",
              CASE WHEN s.site_id IS NOT NULL THEN jsonb_build_object('site_id', s.site_id, 'name', s.name, 'country', s.country,
                'latitude', s.latitude, 'longitude', s.longitude, 'time_zone', s.time_zone) END AS site
       FROM devices d LEFT JOIN sites s ON s.site_id = d.site_id WHERE d.device_id = $1`,
      [deviceId],
    );
    return row ?? { device: null, site: null, siteId: null };
  }

  /** Joins a transaction in which the device ends, also when its key pairs anew. */
  async retire(tx: Tx, device: Device): Promise<void> {
    device.decommissionedAt = this.clock.now();
    await tx.update(
      Device,
      { deviceId: device.deviceId },
      { decommissionedAt: device.decommissionedAt, changedAt: device.decommissionedAt },
    );
    await this.domainEvents.publish(tx, deviceDecommissioned, idsOf(device));
    await Notifications.publish(tx, 'device', device.deviceId);
  }

  private async byIds(deviceIds: string[]): Promise<(TerminalRecord | null)[]> {
    const rows = await this.database.systemQuery<TerminalRecord>(
      'a terminal before its tenant is known',
      `SELECT d.device_id AS "deviceId", d.organization_id AS "organizationId", d.project_id AS "projectId",
              d.key_thumbprint AS "keyThumbprint", d.registered_at AS "registeredAt", d.enabled, d.decommissioned_at IS NOT NULL AS decommissioned,
              p.deleted_at IS NULL AS "projectAlive"
       FROM devices d JOIN projects p ON p.project_id = d.project_id WHERE d.device_id = ANY ($1::uuid[])`,
      [deviceIds],
    );
    const known = new Map(rows.map((row) => [row.deviceId, row]));
    return deviceIds.map((deviceId) => known.get(deviceId) ?? null);
  }
}

const idsOf = ({ organizationId, projectId, deviceId }: Device) => ({ organizationId, projectId, deviceId });
