/** Projects: the unit that owns devices, members and scans; every room asks here whether a caller reaches one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { etagOfState, requireMatch } from '#platform/http';
import { problem } from '#platform/problems';
import { Audit } from '../audit/audit.service.js';
import { type Caller, organizationsOf, type UserCaller } from './caller.js';
import type { CreateProject, PatchProject } from './projects.dto.js';
import { type Act, judgeReach, type ReachedProject, reached } from './reach.policy.js';
import { adminRequired, environmentFixed, lookupDisallowed, noEnvironment, ownerRequired } from './tenancy.errors.js';
import { Environment, Project } from './tenancy.entity.js';

const MOST_PROJECTS = 10_000;

/** Changes with every edit. */
export const projectTag = (project: Project): string =>
  etagOfState([
    ...[project.name, project.phoneNumber, project.website, project.timeZone, project.environmentId],
    ...[project.serverLookupRequested, project.consentRequired, project.retentionDays, project.displayFields],
    ...[project.extendedEvents, project.liveness],
  ]);

@Injectable()
export class ProjectsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * The project, if the caller reaches it.
   * @param child looks for what the path names inside the project; a caller too weak is told so only of what is there
   * @throws Problem `not_found` outside the caller's reach, `admin_required` when visible but the role is too weak
   */
  async reach(
    tx: Tx,
    caller: Caller,
    projectId: string,
    act: Act,
    child?: () => Promise<unknown>,
  ): Promise<ReachedProject> {
    const project = await tx.getRepository(Project).findOneBy({ projectId });
    if (!project) throw problem.notFound();
    const environment = await this.environmentOf(tx, project);
    const verdict = judgeReach(caller, { project, environment }, act);
    if (verdict === 'outside') throw problem.notFound();
    if (verdict === 'weak') await child?.();
    if (verdict === 'weak') throw adminRequired();
    return reached(project, environment);
  }

  /** Users see the projects of organizations where they are admin; keys what they can access. */
  async list(caller: Caller): Promise<ReachedProject[]> {
    return this.database.within(organizationsOf(caller), async (tx) => {
      const projects = await tx
        .getRepository(Project)
        .find({ order: { createdAt: 'DESC', projectId: 'DESC' }, take: MOST_PROJECTS });
      const environments = new Map((await tx.getRepository(Environment).find()).map((e) => [e.environmentId, e]));
      return projects
        .map((project) => ({ project, environment: environments.get(project.environmentId ?? '') ?? null }))
        .filter((found) => judgeReach(caller, found, 'manage') === 'within')
        .map(({ project, environment }) => reached(project, environment));
    });
  }

  get(caller: Caller, projectId: string): Promise<ReachedProject> {
    return this.database.within(organizationsOf(caller), (tx) => this.reach(tx, caller, projectId, 'see'));
  }

  create(caller: UserCaller, organizationId: string, input: CreateProject): Promise<ReachedProject> {
    return this.database.within(organizationsOf(caller), async (tx) => {
      requireManager(caller, organizationId);
      const environment = input.environment_id
        ? await this.usableEnvironment(tx, organizationId, input.environment_id)
        : null;
      const project = tx.create(Project, {
        projectId: newId(this.clock.nowMs()),
        organizationId,
        environmentId: environment?.environmentId ?? null,
        name: input.name,
        phoneNumber: input.phone_number ?? null,
        website: input.website ?? null,
        timeZone: input.time_zone ?? 'UTC',
        serverLookupRequested: false,
        consentRequired: false,
        retentionDays: null,
        displayFields: [],
        extendedEvents: false,
        liveness: 'off',
        terminalConfig: {},
        terminalConfigVersion: 0,
        createdAt: this.clock.now(),
        deletedAt: null,
      });
      await tx.insert(Project, project);
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'project.created',
        kind: 'project',
        id: project.projectId,
      });
      return reached(project, environment);
    });
  }

  patch(
    caller: UserCaller,
    projectId: string,
    edit: { input: PatchProject; ifMatch: string | undefined },
  ): Promise<ReachedProject> {
    const { input, ifMatch } = edit;
    return this.database.within(organizationsOf(caller), async (tx) => {
      await tx.query('SELECT 1 FROM projects WHERE project_id = $1 FOR NO KEY UPDATE', [projectId]);
      const { project, environment } = await this.reach(tx, caller, projectId, 'manage');
      requireMatch(ifMatch, projectTag(project));
      let next = environment;
      const { environment_id: wanted } = input;
      if (wanted !== undefined && wanted !== project.environmentId) {
        if (project.environmentId !== null || wanted === null) throw environmentFixed();
        next = await this.usableEnvironment(tx, project.organizationId, wanted);
      }
      Object.assign(project, changesOf(input), { environmentId: next?.environmentId ?? null });
      await tx.save(Project, project);
      await this.audit.record(tx, caller, {
        organizationId: project.organizationId,
        action: 'project.updated',
        kind: 'project',
        id: projectId,
        details: { fields: Object.keys(input) },
      });
      return reached(project, next);
    });
  }

  remove(caller: UserCaller, projectId: string): Promise<ReachedProject> {
    return this.database.within(organizationsOf(caller), async (tx) => {
      const found = await this.reach(tx, caller, projectId, 'manage');
      const { project } = found;
      if (caller.roles.get(project.organizationId) !== 'owner') throw ownerRequired();
      project.deletedAt = this.clock.now();
      await tx.update(Project, { projectId }, { deletedAt: project.deletedAt });
      await this.audit.record(tx, caller, {
        organizationId: project.organizationId,
        action: 'project.deleted',
        kind: 'project',
        id: projectId,
      });
      return found;
    });
  }

  /** Enabling needs an environment that allows it; disabling always works. */
  setServerLookup(caller: UserCaller, projectId: string, enabled: boolean): Promise<ReachedProject> {
    return this.database.within(organizationsOf(caller), async (tx) => {
      const { project, environment } = await this.reach(tx, caller, projectId, 'manage');
      if (enabled && !environment) throw noEnvironment();
      if (enabled && !environment!.allowsServerLookup) throw lookupDisallowed();
      project.serverLookupRequested = enabled;
      await tx.update(Project, { projectId }, { serverLookupRequested: enabled });
      await this.audit.record(tx, caller, {
        organizationId: project.organizationId,
        action: enabled ? 'project.server_lookup_enabled' : 'project.server_lookup_disabled',
        kind: 'project',
        id: projectId,
      });
      return reached(project, environment);
    });
  }

  private environmentOf(tx: Tx, project: Project): Promise<Environment | null> {
    if (project.environmentId === null) return Promise.resolve(null);
    return tx.getRepository(Environment).findOneBy({ environmentId: project.environmentId });
  }

  /** Only a shared environment may be used by another organization's project. */
  private async usableEnvironment(tx: Tx, organizationId: string, environmentId: string): Promise<Environment> {
    const environment = await tx.getRepository(Environment).findOneBy({ environmentId });
    const usable = environment && (environment.organizationId === organizationId || environment.shared);
    if (!usable)
      throw problem.invalid('environment_id', 'environment_id names no environment that this organization may use.');
    return environment;
  }
}

/** @throws Problem when the caller does not belong to the organization */
export function requireColleague(caller: UserCaller, organizationId: string): void {
  if (!caller.roles.has(organizationId)) throw problem.notFound();
}

/** @throws Problem when the caller is not owner or admin of the organization */
export function requireManager(caller: UserCaller, organizationId: string): void {
  requireColleague(caller, organizationId);
  const role = caller.roles.get(organizationId);
  if (role === 'viewer') throw adminRequired();
}

function changesOf(input: PatchProject): Partial<Project> {
  const changes: Partial<Project> = {};
  if (input.name !== undefined) changes.name = input.name;
  if (input.phone_number !== undefined) changes.phoneNumber = input.phone_number;
  if (input.website !== undefined) changes.website = input.website;
  if (input.time_zone !== undefined) changes.timeZone = input.time_zone;
  const { settings } = input;
  if (settings?.consent_required !== undefined) changes.consentRequired = settings.consent_required;
  if (settings?.retention_days !== undefined) changes.retentionDays = settings.retention_days;
  if (settings?.display_fields !== undefined) changes.displayFields = settings.display_fields;
  if (settings?.extended_events !== undefined) changes.extendedEvents = settings.extended_events;
  if (settings?.liveness !== undefined) changes.liveness = settings.liveness;
  return changes;
}
