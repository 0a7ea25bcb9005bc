/** Making, listing and revoking API keys; the plaintext leaves once, in the answer to its creation. */
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { instantOf, Pager, type PageOf, type PageQuery } from '#platform/http';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type UserPrincipal } from '../principal/principal.js';
import {
  requireOrganizationAdmin,
  requireOrganizationUser,
  requireRecentSignIn,
} from '../principal/organization-role.policy.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { ApiKey } from './api-key.entity.js';
import type { CreateApiKey, CreateProjectApiKey, PatchApiKey } from './api-keys.dto.js';
import { keyNotInForce } from './api-keys.errors.js';
import { ApiKeyIssuer, keyModeOf, type IssuedApiKey } from './api-key-issuer.service.js';
import { isManagementScope } from './scopes.js';
import { ApiKeyVerifier } from './api-key-verifier.service.js';

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly keys: ApiKeyVerifier,
    private readonly apiKeyIssuer: ApiKeyIssuer,
    private readonly pager: Pager,
    private readonly audit: Audit,
  ) {}

  /** Org-wide and project-scoped keys, revoked ones too. */
  listOfOrganization(caller: UserPrincipal, organizationId: string, page: PageQuery): Promise<PageOf<ApiKey>> {
    return this.database.readOnly(caller, async (tx) => {
      requireOrganizationAdmin(caller, organizationId);
      const rows = tx.createQueryBuilder(ApiKey, 'k').where('k.organizationId = :organizationId', { organizationId });
      return this.pageOf(rows, page, `keys of ${organizationId}`);
    });
  }

  /** Every key that can access the project and works today, org-wide ones included. */
  listOfProject(caller: UserPrincipal, projectId: string, page: PageQuery): Promise<PageOf<ApiKey>> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { project, environment } = await this.projects.authorize(tx, caller, projectId, 'write');
      const rows = tx
        .createQueryBuilder(ApiKey, 'k')
        .where('k.organizationId = :organizationId', { organizationId: project.organizationId })
        .andWhere('k.mode = :mode', { mode: keyModeOf(environment) })
        .andWhere('(k.projectIds IS NULL OR k.projectIds @> ARRAY[:projectId]::uuid[])', { projectId })
        .andWhere('k.revokedAt IS NULL AND (k.expiresAt IS NULL OR k.expiresAt > :now)', { now: this.clock.now() });
      return this.pageOf(rows, page, `keys of ${projectId}`);
    });
  }

  createForOrganization(
    caller: WithAnswer<UserPrincipal, IssuedApiKey>,
    organizationId: string,
    input: CreateApiKey,
  ): Promise<IssuedApiKey> {
    const mode = input.mode ?? 'live';
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        requireOrganizationAdmin(caller, organizationId);
        if (input.scopes?.some(isManagementScope)) requireRecentSignIn(caller, this.clock.nowMs());
        if (input.project_ids !== null)
          await this.apiKeyIssuer.checkProjects(tx, organizationId, mode, input.project_ids);
        return this.apiKeyIssuer.mint(tx, caller, {
          organizationId,
          mode,
          name: input.name,
          scopes: input.scopes,
          projectIds: input.project_ids,
          expiresAt: expiryOf(input),
          allowedIps: input.allowed_ips,
        });
      },
      caller.answer,
    );
  }

  createForProject(
    caller: WithAnswer<UserPrincipal, IssuedApiKey>,
    projectId: string,
    input: CreateProjectApiKey,
  ): Promise<IssuedApiKey> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project, environment } = await this.projects.authorize(tx, caller, projectId, 'write');
        return this.apiKeyIssuer.mint(tx, caller, {
          organizationId: project.organizationId,
          name: input.name,
          scopes: input.scopes,
          mode: keyModeOf(environment),
          projectIds: [projectId],
          expiresAt: expiryOf(input),
          allowedIps: input.allowed_ips,
        });
      },
      caller.answer,
    );
  }

  /** Soft, at once here and within a second everywhere; again is fine, back is not. */
  revoke(caller: UserPrincipal, organizationId: string, keyId: string): Promise<ApiKey> {
    return this.database
      .tenantTransaction(caller, async (tx) => {
        requireOrganizationUser(caller, organizationId);
        const row = await tx.getRepository(ApiKey).findOneBy({ keyId, organizationId });
        if (!row) throw problem.notFound();
        requireOrganizationAdmin(caller, organizationId);
        if (row.revokedAt !== null) return row;
        row.revokedAt = this.clock.now();
        await tx.update(ApiKey, { keyId }, { revokedAt: row.revokedAt });
        await Notifications.publish(tx, 'api-key', keyId);
        await this.audit.record(tx, caller, { organizationId, action: 'api_key.revoked', kind: 'api_key', id: keyId });
        return row;
      })
      .finally(() => this.keys.forget());
  }

  /** Name, addresses, or an earlier end; in force at once here and within a second everywhere. */
  patch(caller: UserPrincipal, organizationId: string, edit: { keyId: string; input: PatchApiKey }): Promise<ApiKey> {
    const { keyId, input } = edit;
    return this.database
      .tenantTransaction(caller, async (tx) => {
        requireOrganizationUser(caller, organizationId);
        const row = await tx.getRepository(ApiKey).findOneBy({ keyId, organizationId });
        if (!row) throw problem.notFound();
        requireOrganizationAdmin(caller, organizationId);
        if (row.revokedAt !== null) throw keyNotInForce();
        const changes = this.changesOf(row, input);
        if (Object.keys(changes).length > 0) await tx.update(ApiKey, { keyId }, changes);
        await Notifications.publish(tx, 'api-key', keyId);
        const details = { fields: Object.keys(input) };
        const entry = { organizationId, action: 'api_key.updated', kind: 'api_key', id: keyId, details };
        await this.audit.record(tx, caller, entry);
        return Object.assign(row, changes);
      })
      .finally(() => this.keys.forget());
  }

  private changesOf(row: ApiKey, input: PatchApiKey): Partial<ApiKey> {
    const expiresAt = input.expires_at === undefined ? undefined : instantOf(input.expires_at)!;
    if (expiresAt && (expiresAt <= this.clock.now() || (row.expiresAt !== null && expiresAt > row.expiresAt)))
      throw problem.invalid('expires_at', 'expires_at must be in the future, and not later than it is now.');
    return {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.allowed_ips === undefined ? {} : { allowedIps: input.allowed_ips }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
  }

  private pageOf(rows: SelectQueryBuilder<ApiKey>, page: PageQuery, list: string): Promise<PageOf<ApiKey>> {
    return this.pager.page(rows, page, {
      list,
      time: 'k.createdAt',
      id: 'k.keyId',
      positionOf: (key) => ({ time: key.createdAt, id: key.keyId }),
      unpaged: true,
    });
  }
}

function expiryOf(input: CreateProjectApiKey): Date | null {
  return input.expires_at == null ? null : instantOf(input.expires_at);
}
