/** Endpoints that are no more, or have failed for days, get no more attempts, and the project is notified. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { Audit } from '../audit/audit.service.js';
import { Webhook } from './webhook.entity.js';
import type { LaneResult } from './relay.store.js';

const DISABLE_AFTER_MS = 5 * 86_400_000;

@Injectable()
export class EndpointHealth {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  /** @param gone webhooks whose receiver answered 410 */
  async evaluate(lanes: LaneResult[], gone: ReadonlySet<string>): Promise<void> {
    const limit = this.clock.nowMs() - DISABLE_AFTER_MS;
    for (const { webhook_id, failing_since } of lanes) {
      if (gone.has(webhook_id)) await this.disable(webhook_id, 'gone');
      else if (failing_since !== null && failing_since.getTime() <= limit) await this.disable(webhook_id, 'failing');
    }
  }

  private disable(webhookId: string, reason: 'failing' | 'gone'): Promise<void> {
    return this.database.systemTransaction('disable a webhook', async (tx) => {
      await tx.query('SELECT 1 FROM webhooks WHERE webhook_id = $1 FOR UPDATE', [webhookId]);
      const webhook = await tx.getRepository(Webhook).findOneBy({ webhookId });
      if (!webhook || webhook.deletedAt !== null || !webhook.enabled) return;
      const changes = {
        enabled: false,
        disabledReason: reason,
        version: webhook.version + 1,
        updatedAt: this.clock.now(),
      };
      await tx.update(Webhook, { webhookId }, changes);
      await this.publish(tx, webhook, reason);
    });
  }

  private async publish(tx: Tx, webhook: Webhook, reason: string): Promise<void> {
    const { organizationId, projectId, webhookId } = webhook;
    await this.outbox.append(tx, {
      organizationId,
      projectId,
      type: 'webhook.disabled',
      data: { webhook_id: webhookId, reason },
    });
    const relay = { kind: 'system' as const, name: 'webhook relay' };
    const deed = { organizationId, action: 'webhook.disabled', kind: 'webhook', id: webhookId, details: { reason } };
    await this.audit.record(tx, relay, deed);
  }
}
