/** A person's yes or no to a program: yes mints a key for one project and seals it for the program alone. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import type { WithAnswer } from '#platform/idempotency';
import { instantOf } from '#platform/http';
import { problem } from '#platform/problems';
import { modeMismatch } from './api-keys.errors.js';
import { ApiKeyIssuer, keyModeOf } from './api-key-issuer.service.js';
import { Audit } from '../audit/audit.service.js';
import { type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { CliGrant } from './cli-grant.entity.js';
import type { ApproveGrant } from './cli-grants.dto.js';
import { grantDecided, grantExpired } from './cli-grants.errors.js';
import { readUserCode, sealFor } from './device-codes.js';

const DEFAULT_LIFETIME_MS = 90 * 86_400_000;

@Injectable()
export class Consent {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly apiKeyIssuer: ApiKeyIssuer,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not_found`, `admin_required`, `mode_mismatch`, `grant_decided`, `expired` */
  approve(caller: WithAnswer<UserPrincipal, CliGrant>, userCode: string, choice: ApproveGrant): Promise<CliGrant> {
    return this.deciding(caller, userCode, async (tx, grant) => {
      const { project, environment } = await this.projects.authorize(tx, caller, choice.project_id, 'write');
      this.checkOpen(grant);
      const mode = keyModeOf(environment);
      if (choice.mode !== undefined && choice.mode !== mode) throw modeMismatch();
      const { organizationId, projectId } = project;
      const keyExpiresAt = this.keyEnd(choice);
      const { row, token } = await this.apiKeyIssuer.mint(tx, caller, {
        organizationId,
        name: `${grant.clientName} (CLI)`,
        mode,
        projectIds: [projectId],
        scopes: choice.scopes,
        expiresAt: grant.expiresAt,
      });
      const sealedKey = sealFor(grant.sealingKey, token, grant.grantId);
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'cli_grant.approved',
        kind: 'cli_grant',
        id: grant.grantId,
        details: { key_id: row.keyId, project_id: projectId, client_name: grant.clientName, asked_from: grant.address },
      });
      return {
        status: 'approved',
        organizationId,
        projectId,
        keyId: row.keyId,
        decidedBy: caller.userId,
        sealedKey,
        keyExpiresAt,
      };
    });
  }

  deny(caller: WithAnswer<UserPrincipal, CliGrant>, userCode: string): Promise<CliGrant> {
    return this.deciding(caller, userCode, async (_tx, grant) => {
      this.checkOpen(grant);
      return { status: 'denied', decidedBy: caller.userId };
    });
  }

  private async deciding(
    caller: WithAnswer<UserPrincipal, CliGrant>,
    userCode: string,
    decide: (tx: Tx, grant: CliGrant) => Promise<Partial<CliGrant>>,
  ): Promise<CliGrant> {
    const code = readUserCode(userCode);
    if (!code) throw problem.notFound();
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        // the grant belongs to no organization yet: its code lets this transaction see it, and no other
        await tx.query(`SELECT set_config('app.user_code', $1, true)`, [code]);
        const grant = await tx
          .getRepository(CliGrant)
          .findOne({ where: { userCode: code }, lock: { mode: 'pessimistic_write' } });
        if (!grant) throw problem.notFound();
        const decided = await decide(tx, grant);
        await tx.update(CliGrant, { grantId: grant.grantId }, decided);
        return Object.assign(grant, decided);
      },
      caller.answer,
    );
  }

  private keyEnd({ expires_at: wanted }: ApproveGrant): Date | null {
    const end = wanted === undefined ? this.clock.in(DEFAULT_LIFETIME_MS) : wanted === null ? null : instantOf(wanted)!;
    if (end !== null && end <= this.clock.now())
      throw problem.invalid('expires_at', 'expires_at must be in the future.');
    return end;
  }

  private checkOpen(grant: CliGrant): void {
    if (grant.status !== 'pending') throw grantDecided();
    if (grant.expiresAt <= this.clock.now()) throw grantExpired();
  }
}
