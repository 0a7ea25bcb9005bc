/** A new key in the place of one that works; both work during the overlap, and never three of a line. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Notifications } from '#platform/notifications';
import { problem } from '#platform/problems';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type UserPrincipal } from '../principal/principal.js';
import { requireOrganizationAdmin, requireOrganizationUser } from '../principal/organization-role.policy.js';
import { ApiKey } from './api-key.entity.js';
import { keyNotInForce, keySuperseded } from './api-keys.errors.js';
import { ApiKeyIssuer, type IssuedApiKey } from './api-key-issuer.service.js';
import { ApiKeyVerifier } from './api-key-verifier.service.js';
import type { Scope } from './scopes.js';

@Injectable()
export class KeyReroll {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly apiKeyIssuer: ApiKeyIssuer,
    private readonly keys: ApiKeyVerifier,
    private readonly audit: Audit,
  ) {}

  /** The old key ends after the overlap, whatever came before it in its line ends now. */
  reroll(
    caller: WithAnswer<UserPrincipal, IssuedApiKey>,
    organizationId: string,
    which: { keyId: string; overlapS: number },
  ): Promise<IssuedApiKey> {
    const { keyId, overlapS } = which;
    return this.database
      .tenantTransaction(
        caller,
        async (tx) => {
          requireOrganizationUser(caller, organizationId);
          const old = await tx.getRepository(ApiKey).findOneBy({ keyId, organizationId });
          if (!old) throw problem.notFound();
          requireOrganizationAdmin(caller, organizationId);
          await this.supersede(tx, old, overlapS);
          const lifetimeMs = old.expiresAt === null ? null : old.expiresAt.getTime() - old.createdAt.getTime();
          const minted = await this.apiKeyIssuer.mint(tx, caller, {
            organizationId,
            name: old.name,
            mode: old.mode,
            projectIds: old.projectIds,
            scopes: old.scopes as Scope[],
            allowedIps: old.allowedIps,
            expiresAt: lifetimeMs === null ? null : this.clock.in(lifetimeMs),
            lineId: old.lineId,
          });
          await Notifications.publish(tx, 'api-key', keyId);
          const details = { successor: minted.row.keyId, overlap_s: overlapS };
          await this.audit.record(tx, caller, {
            organizationId,
            action: 'api_key.rerolled',
            kind: 'api_key',
            id: keyId,
            details,
          });
          return minted;
        },
        caller.answer,
      )
      .finally(() => this.keys.forget());
  }

  /** The old key ends after the overlap, every other working key of its line at once. */
  private async supersede(tx: Tx, { keyId, lineId, organizationId }: ApiKey, overlapS: number): Promise<void> {
    // one reroll of a line at a time: a lock on the rows read here would not hold back a successor that is being inserted
    await tx.query('SELECT 1 FROM api_keys WHERE key_id = $1 FOR UPDATE', [lineId]);
    const line = await tx.getRepository(ApiKey).findBy({ lineId, organizationId });
    const now = this.clock.now();
    const working = line.filter((key) => key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now));
    if (!working.some((key) => key.keyId === keyId)) throw keyNotInForce();
    if (line.some((key) => key.keyId > keyId)) throw keySuperseded(); // ids rise with time
    for (const key of working) {
      const end = key.keyId === keyId ? this.clock.in(overlapS * 1000) : now;
      if (key.expiresAt === null || key.expiresAt > end)
        await tx.update(ApiKey, { keyId: key.keyId }, { expiresAt: end });
    }
  }
}
