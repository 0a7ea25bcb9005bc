import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam, instantOf, Pager, pageQuery } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { ListDeliveries } from './deliveries.dto.js';
import { DeliveriesService } from './deliveries.service.js';
import { AttemptList, AttemptView, DeliveryList, DeliveryView, RecoveryView, TestSentView } from './deliveries.view.js';
import { DiagnosisService } from './diagnosis.service.js';
import { DiagnosisView } from './diagnosis.view.js';
import { RecoverDeliveries } from './webhooks.dto.js';
import { Replays } from './replays.service.js';

class AttemptsPage extends pageQuery() {}

@ApiTags('Webhooks')
@Controller('v1/projects/:project_id/webhooks/:webhook_id')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly replays: Replays,
    private readonly diagnosis: DiagnosisService,
    private readonly pager: Pager,
  ) {}

  /** Send Test Webhook: an event `webhook.test` with its own `test_id`, signed and repeated like every other. */
  @Post('test')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management', status: 202 })
  async test(
    @CallerOf(TestSentView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
  ): Promise<TestSentView> {
    return TestSentView.of(await this.replays.test(caller, { projectId, webhookId }));
  }

  /** Diagnose: walks DNS, address policy, TCP, TLS, answer and signature, and names the step that fails. */
  @Post('diagnose')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management', status: 200, idempotency: false })
  async diagnose(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
  ): Promise<DiagnosisView> {
    return DiagnosisView.of(await this.diagnosis.diagnose(caller, { projectId, webhookId }));
  }

  /** Recover Deliveries: every event whose deliveries since then all failed is sent once more, up to 10,000. */
  @Post('recover')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management', status: 202 })
  async recover(
    @CallerOf(RecoveryView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @Body() { since }: RecoverDeliveries,
  ): Promise<RecoveryView> {
    return RecoveryView.of(await this.replays.recover(caller, { projectId, webhookId }, instantOf(since)!));
  }

  /** List Webhook Deliveries, newest first. */
  @Get('deliveries')
  @Access('user-or-key', { scope: 'webhooks:read', rate: 'management' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @Query() wanted: ListDeliveries,
  ): Promise<DeliveryList> {
    const page = await this.deliveries.list(caller, { projectId, webhookId }, wanted);
    return { ...page, data: page.data.map(DeliveryView.of) };
  }

  /** List Delivery Attempts: the full history of one delivery, oldest first. */
  @Get('deliveries/:delivery_id/attempts')
  @Access('user-or-key', { scope: 'webhooks:read', rate: 'management' })
  async attempts(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @IdParam('delivery_id') deliveryId: string,
    @Query() page: AttemptsPage,
  ): Promise<AttemptList> {
    const list = this.pager.cut(await this.deliveries.attempts(caller, { projectId, webhookId, deliveryId }), page, {
      list: `attempts of ${deliveryId}`,
      positionOf: ({ startedAt, attemptId }) => ({ time: startedAt, id: attemptId }),
      oldestFirst: true,
    });
    return { ...list, data: list.data.map(AttemptView.of) };
  }

  /** Replay Delivery: the same event once more, as a new delivery that names the one it repeats. */
  @Post('deliveries/:delivery_id/replay')
  @Access('user-or-key', { scope: 'webhooks:write', rate: 'management' })
  async replay(
    @CallerOf(DeliveryView.of) caller: UserPrincipal | KeyPrincipal,
    @IdParam('project_id') projectId: string,
    @IdParam('webhook_id') webhookId: string,
    @IdParam('delivery_id') deliveryId: string,
  ): Promise<DeliveryView> {
    return DeliveryView.of(await this.replays.replay(caller, { projectId, webhookId, deliveryId }));
  }
}
