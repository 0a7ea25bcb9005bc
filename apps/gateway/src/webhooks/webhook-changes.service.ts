/** Changing and removing webhooks; a new URL meets the same guard as a first one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { GuardedHttp } from '#platform/guarded-http';
import { etagOf, requireMatch } from '#platform/http';
import { Notifications } from '#platform/notifications';
import { Audit } from '../audit/audit.service.js';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { filtersOf, Webhook } from './webhook.entity.js';
import { checkTypes, readUrl, resolveUrl } from './webhook-url.js';
import type { PatchWebhook } from './webhooks.dto.js';
import { type WebhookPath, WebhooksService } from './webhooks.service.js';
import type { WebhookStatistics } from './webhooks.view.js';

type Editor = UserPrincipal | KeyPrincipal;

@Injectable()
export class WebhookChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly audit: Audit,
    private readonly guard: GuardedHttp,
  ) {}

  /** @param edit `ifMatch`: the tag of what the client read */
  async patch(
    caller: Editor,
    path: WebhookPath,
    edit: { input: PatchWebhook; ifMatch?: string },
  ): Promise<WebhookStatistics> {
    const { input } = edit;
    if (input.url !== undefined) {
      readUrl(this.guard, input.url);
      await this.database.tenantTransaction(caller, (tx) => this.webhooks.find(tx, caller, path, 'write'));
      await resolveUrl(this.guard, input.url);
    }
    return this.database.tenantTransaction(caller, async (tx) => {
      await tx.query('SELECT 1 FROM webhooks WHERE webhook_id = $1 FOR UPDATE', [path.webhookId]);
      const { project, webhook } = await this.webhooks.find(tx, caller, path, 'write');
      requireMatch(edit.ifMatch, etagOf(webhook.version));
      if (input.event_types !== undefined) checkTypes(project, input.event_types);
      await this.write(tx, webhook, input);
      await this.audit.record(tx, caller, {
        organizationId: webhook.organizationId,
        action: 'webhook.updated',
        kind: 'webhook',
        id: webhook.webhookId,
        details: { fields: Object.keys(input) },
      });
      const [watched] = await this.webhooks.watch(tx, [webhook]);
      return watched;
    });
  }

  /** Its secrets go at once, and nothing that is pending is sent any more; the rows are swept up later. */
  remove(caller: Editor, path: WebhookPath): Promise<Webhook> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { webhook } = await this.webhooks.find(tx, caller, path, 'write');
      const { organizationId, webhookId } = webhook;
      await tx.update(Webhook, { webhookId }, { deletedAt: this.clock.now(), enabled: false });
      await tx.query('DELETE FROM webhook_secrets WHERE webhook_id = $1', [webhookId]);
      await tx.query('DELETE FROM webhook_lanes WHERE webhook_id = $1', [webhookId]);
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'webhook.deleted',
        kind: 'webhook',
        id: webhookId,
      });
      return webhook;
    });
  }

  private async write(tx: Tx, webhook: Webhook, input: PatchWebhook): Promise<void> {
    const resumed = input.enabled === true && !webhook.enabled;
    const moved = input.url !== undefined && input.url !== webhook.url;
    const { webhookId } = webhook;
    const changes = { ...changesOf(input), version: webhook.version + 1, updatedAt: this.clock.now() };
    Object.assign(webhook, changes);
    await tx.update(Webhook, { webhookId }, changes);
    if (!resumed && !moved) return;
    // what it failed at before says nothing about it now, and what was held back may go
    await tx.query('UPDATE webhook_lanes SET failing_since = NULL, wake_at = $2 WHERE webhook_id = $1', [
      webhookId,
      this.clock.now(),
    ]);
    await Notifications.publish(tx, 'outbox', webhookId);
  }
}

function changesOf(input: PatchWebhook): Partial<Webhook> {
  const changes: Partial<Webhook> = {};
  if (input.url !== undefined) changes.url = input.url;
  if (input.event_types !== undefined) changes.eventTypes = input.event_types;
  if (input.enabled !== undefined) Object.assign(changes, { enabled: input.enabled, disabledReason: null });
  if (input.filters !== undefined) Object.assign(changes, filtersOf(input.filters));
  if (input.description !== undefined) changes.description = input.description;
  return changes;
}
