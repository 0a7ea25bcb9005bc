/** Projects: the unit that owns devices, members and scans; every module asks here whether a caller reaches one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { EditableFields, etagOfState, requireMatch } from '#platform/http';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import type { KeyPrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import type { CreateProject, PatchProject, ProjectSettingsInput } from './projects.dto.js';
import { type AccessLevel, decideAccess, type ProjectAccess, projectAccess } from './project-access.policy.js';
import { requireOrganizationManager } from '../principal/organization-role.policy.js';
import { adminRequired, mfaRequired, ownerRequired, userRequired } from '../principal/principal.errors.js';
import { environmentFixed, lookupDisallowed, noEnvironment } from './tenancy.errors.js';
import { Environment, Project } from './tenancy.entity.js';

const MAX_PROJECTS = 10_000;

/** What may be edited, by the API's names: the input, the row and the ETag follow these lists. */
const EDITABLE = new EditableFields<PatchProject, Project>([
  ['name', 'name'],
  ['phone_number', 'phoneNumber'],
  ['website', 'website'],
  ['time_zone', 'timeZone'],
]);
const EDITABLE_SETTINGS = new EditableFields<ProjectSettingsInput, Project>([
  ['consent_required', 'consentRequired'],
  ['retention_days', 'retentionDays'],
  ['display_fields', 'displayFields'],
  ['extended_events', 'extendedEvents'],
  ['liveness', 'liveness'],
  ['liveness_source', 'livenessSource'],
  ['enroll_from', 'enrollFrom'],
  ['risk_weights', 'riskWeights'],
]);
/** Decided by a person, never by a key. */
const BY_USERS_ONLY: readonly (keyof ProjectSettingsInput)[] = [
  'liveness',
  'liveness_source',
  'enroll_from',
  'consent_required',
];

/** Changes with every edit. */
export const projectTag = (project: Project): string =>
  etagOfState([
    ...EDITABLE.state(project),
    ...EDITABLE_SETTINGS.state(project),
    project.environmentId,
    project.serverLookupRequested,
  ]);

type Manager = UserPrincipal | KeyPrincipal;

@Injectable()
export class ProjectsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * The project, if the caller reaches it.
   * @param child looks for what the path names inside the project; an insufficient role is answered only for what exists
   * @throws Problem `not_found` outside the caller's reach, `admin_required` when visible but the role is too weak
   */
  async authorize(
    tx: Tx,
    caller: Principal,
    projectId: string,
    act: AccessLevel,
    child?: () => Promise<unknown>,
  ): Promise<ProjectAccess> {
    const project = await tx.getRepository(Project).findOneBy({ projectId });
    if (!project) throw problem.notFound();
    const environment = await this.environmentOf(tx, project);
    const verdict = decideAccess(caller, { project, environment }, act);
    if (verdict === 'not_found') throw problem.notFound();
    if (verdict === 'mfa_missing') throw mfaRequired();
    if (verdict === 'insufficient_role') await child?.();
    if (verdict === 'insufficient_role') throw adminRequired();
    return projectAccess(project, environment);
  }

  /** Users see the projects of organizations where they are admin; keys what they can access. */
  async list(caller: Principal): Promise<ProjectAccess[]> {
    return this.database.readOnly(caller, async (tx) => {
      const projects = await tx
        .getRepository(Project)
        .find({ order: { createdAt: 'DESC', projectId: 'DESC' }, take: MAX_PROJECTS });
      const environments = new Map((await tx.getRepository(Environment).find()).map((e) => [e.environmentId, e]));
      return projects
        .map((project) => ({ project, environment: environments.get(project.environmentId ?? '') ?? null }))
        .filter((found) => decideAccess(caller, found, 'write') === 'granted')
        .map(({ project, environment }) => projectAccess(project, environment));
    });
  }

  get(caller: Principal, projectId: string): Promise<ProjectAccess> {
    return this.database.readOnly(caller, (tx) => this.authorize(tx, caller, projectId, 'read'));
  }

  create(
    caller: WithAnswer<Manager, ProjectAccess>,
    organizationId: string,
    input: CreateProject,
  ): Promise<ProjectAccess> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        requireOrganizationManager(caller, organizationId);
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
          livenessSource: 'reported',
          enrollFrom: 'hand',
          riskWeights: {},
          terminalConfig: {},
          terminalConfigVersion: 0,
          createdAt: this.clock.now(),
          deletedAt: null,
          ...changesOf({ settings: input.settings }),
        });
        await tx.insert(Project, project);
        await this.audit.record(tx, caller, {
          organizationId,
          action: 'project.created',
          kind: 'project',
          id: project.projectId,
        });
        return projectAccess(project, environment);
      },
      caller.answer,
    );
  }

  patch(
    caller: Manager,
    projectId: string,
    edit: { input: PatchProject; ifMatch: string | undefined },
  ): Promise<ProjectAccess> {
    const { input, ifMatch } = edit;
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM projects WHERE project_id = $1 FOR NO KEY UPDATE', [projectId]);
      const { project, environment } = await this.authorize(tx, caller, projectId, 'write');
      requireUserFor(caller, input);
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
      return projectAccess(project, next);
    });
  }

  remove(caller: UserPrincipal, projectId: string): Promise<ProjectAccess> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const found = await this.authorize(tx, caller, projectId, 'write');
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
  setServerLookup(caller: UserPrincipal, projectId: string, enabled: boolean): Promise<ProjectAccess> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project, environment } = await this.authorize(tx, caller, projectId, 'write');
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
      return projectAccess(project, environment);
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

const changesOf = ({ settings = {}, ...input }: PatchProject): Partial<Project> => ({
  ...EDITABLE.changes(input),
  ...EDITABLE_SETTINGS.changes(settings),
});

function requireUserFor(caller: Manager, { settings = {} }: PatchProject): void {
  if (caller.kind === 'key' && BY_USERS_ONLY.some((field) => settings[field] !== undefined)) throw userRequired();
}
