/** Signing secrets: shown once, sealed at rest, replaced with an overlap in which both sign. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Keyring, seal, unseal } from '#platform/keys';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { mintSecret } from './signature.js';
import { type Webhook, WebhookSecret } from './webhook.entity.js';
import { type WebhookPath, WebhooksService } from './webhooks.service.js';
import type { RotatedSecret } from './webhooks.view.js';

const DEFAULT_GRACE_S = 86_400;
/** Who rotates again and again within the overlap does not grow the signature header without end. */
const MAX_IN_FORCE = 4;

@Injectable()
export class WebhookSecrets {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly audit: Audit,
    keyring: Keyring,
  ) {
    this.key = keyring.derive('webhook secrets');
  }

  /** A new secret for the webhook, or the tenant's own. @returns its plaintext, for the one answer that shows it */
  async issue(tx: Tx, webhook: Webhook, own?: string): Promise<string> {
    const secret = own ?? mintSecret();
    const { webhookId, organizationId } = webhook;
    const sealed = seal(this.key, Buffer.from(secret), webhookId);
    const createdAt = this.clock.now();
    const secretId = newId(createdAt.getTime());
    await tx.insert(WebhookSecret, { secretId, organizationId, webhookId, sealed, createdAt, retiresAt: null });
    return secret;
  }

  open(webhookId: string, sealed: Buffer): string {
    return unseal(this.key, sealed, webhookId).toString();
  }

  /** The old secret signs beside the new one for `graceS` more seconds. */
  rotate(caller: WithAnswer<UserPrincipal | KeyPrincipal, RotatedSecret>, path: WebhookPath, graceS = DEFAULT_GRACE_S) {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { webhook } = await this.webhooks.find(tx, caller, path, 'write');
        const { webhookId, organizationId } = webhook;
        const previousRetiresAt = this.clock.in(graceS * 1000);
        await tx.query('SELECT 1 FROM webhooks WHERE webhook_id = $1 FOR UPDATE', [webhookId]);
        await tx.query(`UPDATE webhook_secrets SET retires_at = least(retires_at, $2) WHERE webhook_id = $1`, [
          webhookId,
          previousRetiresAt,
        ]);
        await tx.query(
          `DELETE FROM webhook_secrets WHERE webhook_id = $1 AND (retires_at <= $2 OR secret_id NOT IN
           (SELECT secret_id FROM webhook_secrets WHERE webhook_id = $1 ORDER BY created_at DESC, secret_id DESC LIMIT $3))`,
          [webhookId, this.clock.now(), MAX_IN_FORCE - 1],
        );
        const secret = await this.issue(tx, webhook);
        const deed = {
          organizationId,
          action: 'webhook.secret_rotated',
          kind: 'webhook',
          id: webhookId,
          details: { grace_s: graceS },
        };
        await this.audit.record(tx, caller, deed);
        return { webhookId, secret, previousRetiresAt };
      },
      caller.answer,
    );
  }
}
