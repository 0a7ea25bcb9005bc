/** Whether a caller reaches a project, and what it may do there. */
import type { Caller } from './caller.js';
import type { Environment, Project } from './tenancy.entity.js';

/** `see`: any role, any key. `manage`: owner or admin, any key (its scope was checked at the door). */
export type Act = 'see' | 'manage';

export interface ReachedProject {
  project: Project;
  environment: Environment | null;
  tenantManaged: boolean;
  serverLookup: boolean;
}

/** A project without an environment counts as production. */
export function modeOf(environment: Environment | null): 'sandbox' | 'production' {
  return environment?.mode ?? 'production';
}

/** @returns `outside`: as if it did not exist; `weak`: visible, but the act needs more than the caller's role */
export function judgeReach(
  caller: Caller,
  found: { project: Project; environment: Environment | null },
  act: Act,
): 'within' | 'outside' | 'weak' {
  const { project, environment } = found;
  if (project.deletedAt !== null) return 'outside';
  if (caller.kind === 'terminal') return caller.projectId === project.projectId ? 'within' : 'outside';
  if (caller.kind === 'user') {
    const role = caller.roles.get(project.organizationId);
    if (!role) return 'outside';
    return role === 'viewer' && act === 'manage' ? 'weak' : 'within';
  }
  const fits = (caller.mode === 'live') === (modeOf(environment) === 'production');
  const listed = caller.projectIds === null || caller.projectIds.includes(project.projectId);
  return caller.organizationId === project.organizationId && fits && listed ? 'within' : 'outside';
}

export function reached(project: Project, environment: Environment | null): ReachedProject {
  return {
    project,
    environment,
    tenantManaged: environment !== null && environment.organizationId === project.organizationId,
    serverLookup: project.serverLookupRequested && environment?.allowsServerLookup === true,
  };
}
