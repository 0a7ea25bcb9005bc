/** Reading webhooks, and finding the one that a path names. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { type PageOf, Pager } from '#platform/http';
import { problem } from '#platform/problems';
import { type Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { AccessLevel, ProjectAccess } from '../tenancy/project-access.policy.js';
import { Webhook } from './webhook.entity.js';
import type { ListWebhooks } from './webhooks.dto.js';
import type { WebhookStatistics } from './webhooks.view.js';

export interface WebhookPath {
  projectId: string;
  webhookId: string;
}

export interface WebhookAccess extends ProjectAccess {
  webhook: Webhook;
}

const DAY_MS = 86_400_000;
const MAX_RATED_ATTEMPTS = 10_000;

@Injectable()
export class WebhooksService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly pager: Pager,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListWebhooks): Promise<PageOf<WebhookStatistics>> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const rows = tx
        .createQueryBuilder(Webhook, 'w')
        .where('w.projectId = :projectId AND w.deletedAt IS NULL', { projectId });
      if (wanted.enabled !== undefined) rows.andWhere('w.enabled = :enabled', { enabled: wanted.enabled });
      const page = await this.pager.page(rows, wanted, {
        list: `webhooks of ${projectId}`,
        time: 'w.createdAt',
        id: 'w.webhookId',
        positionOf: (webhook) => ({ time: webhook.createdAt, id: webhook.webhookId }),
        unpaged: true,
      });
      return { ...page, data: await this.watch(tx, page.data) };
    });
  }

  get(caller: Principal, path: WebhookPath): Promise<WebhookStatistics> {
    return this.database.readOnly(caller, async (tx) => {
      const { webhook } = await this.find(tx, caller, path, 'read');
      const [watched] = await this.watch(tx, [webhook]);
      return watched;
    });
  }

  /** @throws Problem `not_found` when the caller does not reach the project, or the webhook is not one of it */
  async find(
    tx: Tx,
    caller: Principal,
    path: WebhookPath,
    act: AccessLevel,
    child?: () => Promise<unknown>,
  ): Promise<WebhookAccess> {
    const { projectId } = path;
    const reached = await this.projects.authorize(tx, caller, projectId, act, async () => {
      await this.existing(tx, path);
      await child?.();
    });
    return { ...reached, webhook: await this.existing(tx, path) };
  }

  private async existing(tx: Tx, { projectId, webhookId }: WebhookPath): Promise<Webhook> {
    const webhook = await tx.getRepository(Webhook).findOneBy({ webhookId, projectId });
    if (!webhook || webhook.deletedAt !== null) throw problem.notFound();
    return webhook;
  }

  /** The webhooks with what their endpoints did lately. */
  async watch(tx: Tx, webhooks: Webhook[]): Promise<WebhookStatistics[]> {
    const rows = await tx.query<{ webhook_id: string; last_delivery_at: Date | null; rate: string | null }[]>(
      `SELECT l.webhook_id, l.last_delivery_at,
              (SELECT round(avg(recent.succeeded::int), 4) FROM
                 (SELECT a.succeeded FROM webhook_attempts a WHERE a.webhook_id = l.webhook_id AND a.started_at > $2
                  ORDER BY a.started_at DESC LIMIT ${MAX_RATED_ATTEMPTS}) recent) AS rate
       FROM webhook_lanes l WHERE l.webhook_id = ANY($1)`,
      [webhooks.map((webhook) => webhook.webhookId), this.clock.in(-DAY_MS)],
    );
    const seen = new Map(rows.map((row) => [row.webhook_id, row]));
    return webhooks.map((webhook) => {
      const lane = seen.get(webhook.webhookId);
      const rate = lane?.rate ?? null;
      return {
        webhook,
        lastDeliveryAt: lane?.last_delivery_at ?? null,
        successRate24h: rate === null ? null : Number(rate),
      };
    });
  }
}
