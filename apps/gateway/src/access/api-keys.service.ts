/** Making, listing and revoking API keys; the plaintext leaves once, in the answer to its creation. */
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { instantOf, Pager, type PageOf, type PageQuery } from '#platform/http';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import type { Answering } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type UserPrincipal } from '../principal/principal.js';
import { requireOrganizationAdmin, requireOrganizationUser } from '../principal/organization-role.policy.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { ApiKey } from './api-key.entity.js';
import type { CreateApiKey, CreateProjectApiKey } from './api-keys.dto.js';
import { ApiKeyIssuer, keyModeOf, type IssuedApiKey } from './api-key-issuer.service.js';
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
    caller: Answering<UserPrincipal, IssuedApiKey>,
    organizationId: string,
    input: CreateApiKey,
  ): Promise<IssuedApiKey> {
    const mode = input.mode ?? 'live';
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        requireOrganizationAdmin(caller, organizationId);
        if (input.project_ids !== null)
          await this.apiKeyIssuer.checkProjects(tx, organizationId, mode, input.project_ids);
        return this.apiKeyIssuer.mint(tx, caller, {
          organizationId,
          mode,
          name: input.name,
          scopes: input.scopes,
          projectIds: input.project_ids,
          expiresAt: expiryOf(input),
        });
      },
      caller.answer,
    );
  }

  createForProject(
    caller: Answering<UserPrincipal, IssuedApiKey>,
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
