/** What was sent, and what became of it. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { type PageOf, Pager, rangeOf } from '#platform/http';
import { problem } from '#platform/problems';
import { type Principal } from '../principal/principal.js';
import { type WebhookPath, WebhooksService } from './webhooks.service.js';
import type { ListDeliveries } from './deliveries.dto.js';
import { Attempt, Delivery } from './delivery.entity.js';

export interface DeliveryPath extends WebhookPath {
  deliveryId: string;
}

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly pager: Pager,
  ) {}

  list(caller: Principal, path: WebhookPath, wanted: ListDeliveries): Promise<PageOf<Delivery>> {
    const { start, end } = rangeOf(wanted, this.clock.nowMs());
    return this.database.readOnly(caller, async (tx) => {
      const { webhook } = await this.webhooks.find(tx, caller, path, 'read');
      const rows = tx
        .createQueryBuilder(Delivery, 'd')
        .where('d.webhookId = :webhookId', { webhookId: webhook.webhookId })
        .andWhere('d.createdAt >= :start', { start });
      if (end !== null) rows.andWhere('d.createdAt < :end', { end });
      if (wanted.status !== undefined) rows.andWhere('d.status = :status', { status: wanted.status });
      return this.pager.page(rows, wanted, {
        list: `deliveries of ${webhook.webhookId}`,
        time: 'd.createdAt',
        id: 'd.deliveryId',
        positionOf: (delivery) => ({ time: delivery.createdAt, id: delivery.deliveryId }),
      });
    });
  }

  /** Oldest first. */
  attempts(caller: Principal, path: DeliveryPath): Promise<Attempt[]> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { deliveryId } = await this.find(tx, caller, path, 'read');
      return tx.getRepository(Attempt).find({ where: { deliveryId }, order: { number: 'ASC' } });
    });
  }

  /** @throws Problem `not_found` when the delivery is not one of the webhook */
  async find(tx: Tx, caller: Principal, path: DeliveryPath, act: 'read' | 'write'): Promise<Delivery> {
    await this.webhooks.find(tx, caller, path, act, () => this.existing(tx, path));
    return this.existing(tx, path);
  }

  private async existing(tx: Tx, { webhookId, deliveryId }: DeliveryPath): Promise<Delivery> {
    const delivery = await tx.getRepository(Delivery).findOneBy({ deliveryId, webhookId });
    if (!delivery) throw problem.notFound();
    return delivery;
  }
}
