import { Body, Controller, Delete, Get, Headers, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { etagOf, IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { WebhookChanges } from './webhook-changes.service.js';
import { WebhookCreation } from './webhook-creation.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { CreateWebhook, ListWebhooks, PatchWebhook, RotateSecret } from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';
import {
  CreatedWebhookView,
  DeletedWebhookView,
  RotatedSecretView,
  type WebhookStatistics,
  WebhookList,
  WebhookView,
} from './webhooks.view.js';

const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: '`ETag` of the GET; 412 when the webhook was edited since.',
};

@ApiTags('Webhooks')
@Controller('v1/projects/:project_id/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly creation: WebhookCreation,
    private readonly changes: WebhookChanges,
    private readonly secrets: WebhookSecrets,
  ) {}

  /** List Webhook Subscriptions: all of the project, never with their secrets. */
  @Get()
  @Access('user-or-key', { scope: 'webhooks:read', rate: 'management' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListWebhooks,
  ): Promise<WebhookList> {
    const page = await this.webhooks.list(caller, projectId, wanted);
    return { ...page, data: page.data.map(WebhookView.of) };
  }

  /**
   * Create Webhook Subscription. The URL must be https:// on the public internet; redirects are not followed. Deliveries
   * are signed by Standard Webhooks and repeated for up to 14 days: use `event_id` to recognise a repetition. `secret` is
   * shown once.
   */
  @Post()
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management', secrets: ['secret'] })
  async create(
    @CallerOf(CreatedWebhookView.created) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @Body() input: CreateWebhook,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedWebhookView> {
    const created = await this.creation.create(caller, projectId, input);
    void reply.header('ETag', etagOf(created.watched.webhook.version));
    return CreatedWebhookView.created(created);
  }

  /** Get Webhook Subscription */
  @Get(':webhook_id')
  @Access('user-or-key', { scope: 'webhooks:read', rate: 'management' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookView> {
    return tagged(await this.webhooks.get(caller, { projectId, webhookId }), reply);
  }

  /** Update Webhook Subscription: URL, event types, filters, description; `enabled: true` lets held-back deliveries go on. */
  @Patch(':webhook_id')
  @ApiHeader(IF_MATCH)
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management' })
  async patch(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @Body() input: PatchWebhook,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookView> {
    return tagged(await this.changes.patch(caller, { projectId, webhookId }, { input, ifMatch }), reply);
  }

  /** Delete Webhook Subscription: for good; pending deliveries are cancelled. */
  @Delete(':webhook_id')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management' })
  async remove(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
  ): Promise<DeletedWebhookView> {
    return DeletedWebhookView.of(await this.changes.remove(caller, { projectId, webhookId }));
  }

  /** Rotate the signing secret: for `grace_s` seconds deliveries carry a signature by each. */
  @Post(':webhook_id/rotate-secret')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management', status: 200, secrets: ['secret'] })
  async rotateSecret(
    @CallerOf(RotatedSecretView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @Body() input: RotateSecret,
  ): Promise<RotatedSecretView> {
    return RotatedSecretView.of(await this.secrets.rotate(caller, { projectId, webhookId }, input.grace_s));
  }
}

function tagged(watched: WebhookStatistics, reply: FastifyReply): WebhookView {
  void reply.header('ETag', etagOf(watched.webhook.version));
  return WebhookView.of(watched);
}
