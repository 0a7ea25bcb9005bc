/** Deliveries that a person asks for: a test event, or an event once more. They go to a disabled webhook too. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { GuardedHttp } from '#platform/guarded-http';
import { newId } from '#platform/ids';
import { Notifications } from '#platform/notifications';
import { Outbox } from '#platform/outbox';
import type { WithAnswer } from '#platform/idempotency';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { TEST_EVENT } from './event-types.js';
import type { Webhook } from './webhook.entity.js';
import { resolveUrl } from './webhook-url.js';
import { type WebhookPath, WebhooksService } from './webhooks.service.js';
import { DeliveriesService, type DeliveryPath } from './deliveries.service.js';
import { Delivery } from './delivery.entity.js';

/** Deliveries that one recovery may make. */
const MAX_RECOVERED = 10_000;

const RECOVER = `
INSERT INTO webhook_deliveries (delivery_id, organization_id, webhook_id, event_id, event_type, kind, replayed_from,
  next_attempt_at, due_at, created_at)
SELECT uuid_of_time($3), organization_id, webhook_id, event_id, event_type, 'replay', delivery_id, $3, $3, $3
FROM (
  SELECT DISTINCT ON (d.event_id) d.* FROM webhook_deliveries d
  WHERE d.webhook_id = $1 AND d.status = 'failed' AND d.created_at >= $2 AND d.kind <> 'test'
    AND NOT EXISTS (SELECT 1 FROM webhook_deliveries o
      WHERE o.webhook_id = d.webhook_id AND o.event_id = d.event_id AND o.status <> 'failed')
  ORDER BY d.event_id, d.created_at DESC
) AS failed
ORDER BY created_at LIMIT $4
RETURNING delivery_id`;

@Injectable()
export class Replays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveriesService,
    private readonly outbox: Outbox,
    private readonly guard: GuardedHttp,
  ) {}

  /** Signed and repeated like the rest; says nothing about the endpoint's health. */
  async test(
    caller: WithAnswer<UserPrincipal | KeyPrincipal, { testId: string; delivery: Delivery }>,
    path: WebhookPath,
  ): Promise<{ testId: string; delivery: Delivery }> {
    const find = (tx: Tx) => this.webhooks.find(tx, caller, path, 'write');
    const { webhook: known } = await this.database.tenantTransaction(caller, find);
    await resolveUrl(this.guard, known.url);
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { webhook } = await find(tx);
        const { organizationId, projectId, webhookId } = webhook;
        const testId = newId(this.clock.nowMs());
        const data = { test_id: testId, webhook_id: webhookId };
        const eventId = await this.outbox.append(tx, { organizationId, projectId, type: TEST_EVENT, data });
        const what = { eventId, eventType: TEST_EVENT, kind: 'test' as const, replayedFrom: null };
        return { testId, delivery: await this.send(tx, webhook, what) };
      },
      caller.answer,
    );
  }

  /** The same event once more, as a delivery of its own. */
  replay(caller: WithAnswer<UserPrincipal | KeyPrincipal, Delivery>, path: DeliveryPath): Promise<Delivery> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { eventId, eventType, deliveryId } = await this.deliveries.find(tx, caller, path, 'write');
        const { webhook } = await this.webhooks.find(tx, caller, path, 'write');
        return this.send(tx, webhook, { eventId, eventType, kind: 'replay', replayedFrom: deliveryId });
      },
      caller.answer,
    );
  }

  /**
   * Every event whose deliveries of that time all failed, each once more; the oldest first.
   * @returns how many are on their way
   */
  recover(caller: WithAnswer<UserPrincipal | KeyPrincipal, number>, path: WebhookPath, since: Date): Promise<number> {
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { webhook } = await this.webhooks.find(tx, caller, path, 'write');
        const { webhookId } = webhook;
        const now = this.clock.now();
        await tx.query('SELECT 1 FROM webhooks WHERE webhook_id = $1 FOR UPDATE', [webhookId]); // one recovery at a time
        const rows = await tx.query<unknown[]>(RECOVER, [webhookId, since, now, MAX_RECOVERED]);
        if (rows.length === 0) return 0;
        await tx.query('UPDATE webhook_lanes SET wake_at = least(wake_at, $2) WHERE webhook_id = $1', [webhookId, now]);
        await Notifications.publish(tx, 'outbox', webhookId);
        return rows.length;
      },
      caller.answer,
    );
  }

  private async send(
    tx: Tx,
    { organizationId, webhookId }: Webhook,
    what: Pick<Delivery, 'eventId' | 'eventType' | 'kind' | 'replayedFrom'>,
  ): Promise<Delivery> {
    const now = this.clock.now();
    const deliveryId = newId(now.getTime());
    const begun = { status: 'pending' as const, attemptCount: 0, nextAttemptAt: now, dueAt: now, createdAt: now };
    const unknown = { lastStatusCode: null, lastError: null, completedAt: null };
    const delivery = { deliveryId, organizationId, webhookId, ...what, ...begun, ...unknown };
    await tx.insert(Delivery, delivery);
    await tx.query('UPDATE webhook_lanes SET wake_at = least(wake_at, $2) WHERE webhook_id = $1', [webhookId, now]);
    await Notifications.publish(tx, 'outbox', webhookId);
    return delivery;
  }
}
