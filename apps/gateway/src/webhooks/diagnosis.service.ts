/** Walks to an endpoint step by step and names the first step that fails. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { TEST_EVENT } from './event-types.js';
import { WebhookSecret } from './webhook.entity.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { type WebhookPath, WebhooksService } from './webhooks.service.js';
import { DeliverySender, type SignedRequest } from './delivery-sender.service.js';
import { type Diagnosis, failedStepOf, stepsOf } from './diagnosis.policy.js';
import { judge } from './outcome.policy.js';

@Injectable()
export class DiagnosisService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly webhooks: WebhooksService,
    private readonly secrets: WebhookSecrets,
    private readonly deliverySender: DeliverySender,
  ) {}

  async diagnose(caller: UserPrincipal | KeyPrincipal, path: WebhookPath): Promise<Diagnosis> {
    const parcel = await this.parcelFor(caller, path);
    const { posted, headers } = await this.deliverySender.post(parcel);
    const answered = judge(posted).succeeded;
    const forged = answered ? await this.deliverySender.post({ ...parcel, secrets: [FALSE_SECRET] }) : null;
    const signatureVerified = forged && forged.posted.failure === null ? !judge(forged.posted).succeeded : null;
    const failedStep = answered ? null : failedStepOf(posted);
    return {
      url: parcel.url,
      steps: stepsOf(parcel.url, posted, { failedStep, signatureVerified }),
      failedStep,
      resolvedIp: posted.resolvedIp,
      statusCode: posted.statusCode,
      sent: { headers, body: parcel.body.toString() },
      signatureVerified,
    };
  }

  private parcelFor(caller: UserPrincipal | KeyPrincipal, path: WebhookPath): Promise<SignedRequest> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const { webhook } = await this.webhooks.find(tx, caller, path, 'write');
      const { webhookId, url } = webhook;
      const now = this.clock.now();
      const kept = await tx
        .getRepository(WebhookSecret)
        .find({ where: { webhookId }, order: { createdAt: 'DESC', secretId: 'DESC' } });
      const inForce = kept.filter(({ retiresAt }) => retiresAt === null || retiresAt > now);
      const eventId = newId(now.getTime());
      const data = { event_type: TEST_EVENT, test_id: eventId, webhook_id: webhookId, diagnosis: true };
      const body = {
        event_id: eventId,
        type: TEST_EVENT,
        timestamp: now.toISOString(),
        project_id: webhook.projectId,
        data,
      };
      const secrets = inForce.map(({ sealed }) => this.secrets.open(webhookId, sealed));
      return { url, eventId, body: Buffer.from(JSON.stringify(body)), secrets };
    });
  }
}

/** Nobody's secret: a signature by it must not convince anyone. */
const FALSE_SECRET = `whsec_${Buffer.alloc(32, 'no').toString('base64')}`;
