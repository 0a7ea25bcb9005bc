/** Mints keys, for people and for device-code grants alike; the plaintext is in the result and nowhere else. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { problem } from '#platform/problems';
import { ApiVersions } from '#platform/versions';
import { Audit } from '../audit/audit.service.js';
import type { KeyMode, UserPrincipal } from '../principal/principal.js';
import { modeOf } from '../tenancy/project-access.policy.js';
import { Environment, Organization, Project } from '../tenancy/tenancy.entity.js';
import { ApiKey } from './api-key.entity.js';
import { mintApiKey } from './api-key-token.js';
import { emptyScope, modeMismatch, unknownProject } from './api-keys.errors.js';
import { ApiKeyVerifier, PEPPER_VERSION } from './api-key-verifier.service.js';
import { DEFAULT_SCOPES, isManagementScope, type Scope } from './scopes.js';

export interface ApiKeyRequest {
  organizationId: string;
  name: string;
  mode: KeyMode;
  /** null: all projects. */
  projectIds: string[] | null;
  /** Default: the default scopes. */
  scopes?: readonly Scope[];
  /** null: any address. */
  allowedIps?: string[] | null;
  expiresAt?: Date | null;
  /** The line that it continues; default a new one. */
  lineId?: string;
}

export interface IssuedApiKey {
  row: ApiKey;
  token: string;
}

@Injectable()
export class ApiKeyIssuer {
  constructor(
    private readonly clock: Clock,
    private readonly keys: ApiKeyVerifier,
    private readonly audit: Audit,
    private readonly versions: ApiVersions,
  ) {}

  /** @throws Problem when a project is not the organization's, or of the other mode */
  async checkProjects(tx: Tx, organizationId: string, mode: KeyMode, projectIds: string[]): Promise<void> {
    if (projectIds.length === 0)
      throw emptyScope('project_ids', 'project_ids is null for all projects, or names at least one.');
    const found = await tx
      .createQueryBuilder(Project, 'p')
      .leftJoinAndMapOne('p.environment', Environment, 'e', 'e.environmentId = p.environmentId')
      .where('p.organizationId = :organizationId AND p.projectId IN (:...projectIds) AND p.deletedAt IS NULL', {
        organizationId,
        projectIds,
      })
      .getMany();
    if (found.length !== projectIds.length) throw unknownProject();
    const fits = (project: Project & { environment?: Environment | null }) =>
      keyModeOf(project.environment ?? null) === mode;
    if (!found.every(fits)) throw modeMismatch();
  }

  async mint(tx: Tx, caller: UserPrincipal, wanted: ApiKeyRequest): Promise<IssuedApiKey> {
    const now = this.clock.now();
    if (wanted.scopes?.length === 0) throw emptyScope('scopes', 'scopes is left out for all, or names at least one.');
    if (wanted.expiresAt && wanted.expiresAt <= now)
      throw problem.invalid('expires_at', 'expires_at must be in the future.');
    checkManagement(wanted);
    const organization = await tx
      .getRepository(Organization)
      .findOneByOrFail({ organizationId: wanted.organizationId });
    const minted = mintApiKey(wanted.mode);
    const keyId = newId(now.getTime());
    const row = tx.create(ApiKey, {
      keyId,
      organizationId: wanted.organizationId,
      publicId: minted.publicId,
      prefix: minted.prefix,
      secretMac: this.keys.macOf(minted),
      pepperVersion: PEPPER_VERSION,
      name: wanted.name,
      mode: wanted.mode,
      projectIds: wanted.projectIds,
      scopes: [...(wanted.scopes ?? DEFAULT_SCOPES)],
      allowedIps: wanted.allowedIps ?? null,
      apiVersion: this.versions.latest(),
      lineId: wanted.lineId ?? keyId,
      createdBy: caller.userId,
      createdAt: now,
      lastUsedAt: null,
      expiresAt: wanted.expiresAt ?? null,
      rotationDueAt: dueAfter(now, organization.keyMaxAgeDays),
      revokedAt: null,
      exposedAt: null,
    });
    await tx.insert(ApiKey, row);
    await this.audit.record(tx, caller, {
      organizationId: wanted.organizationId,
      action: 'api_key.created',
      kind: 'api_key',
      id: keyId,
      details: { prefix: row.prefix, project_ids: wanted.projectIds, scopes: row.scopes },
    });
    return { row, token: minted.token };
  }
}

/** The mode of keys that reach the project of such an environment. */
export function keyModeOf(environment: Environment | null): KeyMode {
  return modeOf(environment) === 'sandbox' ? 'test' : 'live';
}

/** Management is for keys that reach all of the organization's production. */
function checkManagement({ scopes, projectIds, mode }: ApiKeyRequest): void {
  if (!scopes?.some(isManagementScope) || (projectIds === null && mode === 'live')) return;
  throw problem.invalid('scopes', 'Management scopes are for live keys of all projects.');
}

const DAY_MS = 86_400_000;

export function dueAfter(createdAt: Date, maxAgeDays: number | null): Date | null {
  return maxAgeDays === null ? null : new Date(createdAt.getTime() + maxAgeDays * DAY_MS);
}
