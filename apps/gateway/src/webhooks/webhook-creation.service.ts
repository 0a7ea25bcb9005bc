/** New webhooks: a URL that is read, resolved and checked, a place among the project's 25, a secret that is shown once. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { GuardedHttp } from '#platform/guarded-http';
import { newId } from '#platform/ids';
import type { WithAnswer } from '#platform/idempotency';
import { Audit } from '../audit/audit.service.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { eventTypesOf } from './event-types.js';
import { filtersOf, Webhook, WebhookLane } from './webhook.entity.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { checkTypes, readUrl, resolveUrl } from './webhook-url.js';
import type { CreateWebhook } from './webhooks.dto.js';
import { MAX_WEBHOOKS, webhookLimitReached } from './webhooks.errors.js';
import type { CreatedWebhook } from './webhooks.view.js';

@Injectable()
export class WebhookCreation {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly secrets: WebhookSecrets,
    private readonly audit: Audit,
    private readonly guard: GuardedHttp,
  ) {}

  async create(
    caller: WithAnswer<UserPrincipal | KeyPrincipal, CreatedWebhook>,
    projectId: string,
    input: CreateWebhook,
  ): Promise<CreatedWebhook> {
    readUrl(this.guard, input.url);
    // callers without access learn nothing of the project, and cannot make the gateway resolve names
    await this.database.tenantTransaction(caller, async (tx) => {
      const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
      checkTypes(project, input.event_types ?? []);
    });
    await resolveUrl(this.guard, input.url);
    return this.database.tenantTransaction(
      caller,
      async (tx) => {
        const { project } = await this.projects.authorize(tx, caller, projectId, 'write');
        checkTypes(project, input.event_types ?? []);
        await checkLimit(tx, projectId);
        const webhook = this.rowOf(project, input);
        const { webhookId, organizationId } = webhook;
        await tx.insert(Webhook, webhook);
        await tx.insert(WebhookLane, {
          webhookId,
          organizationId,
          wakeAt: null,
          failingSince: null,
          lastDeliveryAt: null,
        });
        const secret = await this.secrets.issue(tx, webhook, input.secret);
        await this.audit.record(tx, caller, {
          organizationId,
          action: 'webhook.created',
          kind: 'webhook',
          id: webhookId,
        });
        return { watched: { webhook, lastDeliveryAt: null, successRate24h: null }, secret };
      },
      caller.answer,
    );
  }

  private rowOf({ organizationId, projectId, extendedEvents }: Project, input: CreateWebhook): Webhook {
    const now = this.clock.now();
    return {
      webhookId: newId(now.getTime()),
      organizationId,
      projectId,
      url: input.url,
      eventTypes: input.event_types ?? eventTypesOf(extendedEvents),
      enabled: input.enabled ?? true,
      disabledReason: null,
      ...filtersOf(input.filters),
      description: input.description ?? null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
  }
}

/** Creations in one project go one after the other from here to their commit. */
async function checkLimit(tx: Tx, projectId: string): Promise<void> {
  await tx.query('SELECT 1 FROM projects WHERE project_id = $1 FOR NO KEY UPDATE', [projectId]);
  const [row] = await tx.query<{ n: string }[]>(
    'SELECT count(*) AS n FROM webhooks WHERE project_id = $1 AND deleted_at IS NULL',
    [projectId],
  );
  if (Number(row.n) >= MAX_WEBHOOKS) throw webhookLimitReached();
}
