/** Deliveries that a person asks for: a test event, or an event once more. They go to a disabled webhook too. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { GuardedHttp } from '#platform/guarded-http';
import { newId } from '#platform/ids';
import { Notices } from '#platform/notices';
import { Outbox } from '#platform/outbox';
import { type KeyCaller, organizationsOf, type UserCaller } from '../tenancy/caller.js';
import { TEST_EVENT } from '../webhooks/event-types.js';
import type { Webhook } from '../webhooks/webhook.entity.js';
import { resolveUrl } from '../webhooks/webhook-url.js';
import { type WebhookPath, WebhooksService } from '../webhooks/webhooks.service.js';
import { DeliveriesService, type DeliveryPath } from './deliveries.service.js';
import { Delivery } from './delivery.entity.js';

@Injectable()
export class Requests {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveriesService,
    private readonly outbox: Outbox,
    private readonly guard: GuardedHttp,
  ) {}

  /** Signed and repeated like the rest; says nothing about the endpoint's health. */
  async test(caller: UserCaller | KeyCaller, path: WebhookPath): Promise<{ testId: string; delivery: Delivery }> {
    const find = (tx: Tx) => this.webhooks.find(tx, caller, path, 'manage');
    const { webhook: known } = await this.database.beforehand(organizationsOf(caller), find);
    await resolveUrl(this.guard, known.url);
    return this.database.within(organizationsOf(caller), async (tx) => {
      const { webhook } = await find(tx);
      const { organizationId, projectId, webhookId } = webhook;
      const testId = newId(this.clock.nowMs());
      const data = { test_id: testId, webhook_id: webhookId };
      const eventId = await this.outbox.append(tx, { organizationId, projectId, type: TEST_EVENT, data });
      const what = { eventId, eventType: TEST_EVENT, kind: 'test' as const, replayedFrom: null };
      return { testId, delivery: await this.send(tx, webhook, what) };
    });
  }

  /** The same event once more, as a delivery of its own. */
  replay(caller: UserCaller | KeyCaller, path: DeliveryPath): Promise<Delivery> {
    return this.database.within(organizationsOf(caller), async (tx) => {
      const { eventId, eventType, deliveryId } = await this.deliveries.find(tx, caller, path, 'manage');
      const { webhook } = await this.webhooks.find(tx, caller, path, 'manage');
      return this.send(tx, webhook, { eventId, eventType, kind: 'replay', replayedFrom: deliveryId });
    });
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
    await Notices.tell(tx, 'outbox', webhookId);
    return delivery;
  }
}
