/** Whether a caller reaches a project, and what it may do there. */
import type { Principal } from '../principal/principal.js';
import type { Environment, Project } from './tenancy.entity.js';

/** `read`: any role, any key. `write`: owner or admin, any key (its scope was checked by the guard). */
export type AccessLevel = 'read' | 'write';

export interface ProjectAccess {
  project: Project;
  environment: Environment | null;
  tenantManaged: boolean;
  serverLookup: boolean;
}

/** A project without an environment counts as production. */
export function modeOf(environment: Environment | null): 'sandbox' | 'production' {
  return environment?.mode ?? 'production';
}

/** @returns `not_found`: as if it did not exist; `insufficient_role`: visible, but the act needs more than the caller's role */
export function decideAccess(
  caller: Principal,
  found: { project: Project; environment: Environment | null },
  level: AccessLevel,
): 'granted' | 'not_found' | 'insufficient_role' | 'mfa_missing' {
  const { project, environment } = found;
  if (project.deletedAt !== null) return 'not_found';
  if (caller.kind === 'terminal') return caller.projectId === project.projectId ? 'granted' : 'not_found';
  if (caller.kind === 'user') {
    const role = caller.roles.get(project.organizationId);
    if (!role) return 'not_found';
    if (caller.mfaMissing.has(project.organizationId)) return 'mfa_missing';
    return role === 'viewer' && level === 'write' ? 'insufficient_role' : 'granted';
  }
  const fits = (caller.mode === 'live') === (modeOf(environment) === 'production');
  const listed = caller.projectIds === null || caller.projectIds.includes(project.projectId);
  return caller.organizationId === project.organizationId && fits && listed ? 'granted' : 'not_found';
}

export function projectAccess(project: Project, environment: Environment | null): ProjectAccess {
  return {
    project,
    environment,
    tenantManaged: environment !== null && environment.organizationId === project.organizationId,
    serverLookup: project.serverLookupRequested && environment?.allowsServerLookup === true,
  };
}
