import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MembersModule } from '../members/members.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryRetention } from './delivery-retention.job.js';
import { DeliverySender } from './delivery-sender.service.js';
import { DiagnosisService } from './diagnosis.service.js';
import { EndpointHealth } from './endpoint-health.service.js';
import { EventFeedService } from './event-feed.service.js';
import { EventFeedStore } from './event-feed.store.js';
import { EventsController } from './events.controller.js';
import { EventsPersonalData } from './events.personal-data.js';
import { Relay } from './relay.service.js';
import { RelayQueries } from './relay.store.js';
import { Replays } from './replays.service.js';
import { WebhookChanges } from './webhook-changes.service.js';
import { WebhookCreation } from './webhook-creation.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [TenancyModule, AuditModule, MembersModule],
  controllers: [WebhooksController, DeliveriesController, EventsController],
  providers: [
    WebhooksService,
    WebhookCreation,
    WebhookChanges,
    WebhookSecrets,
    DeliveriesService,
    Replays,
    DiagnosisService,
    RelayQueries,
    DeliverySender,
    EndpointHealth,
    Relay,
    DeliveryRetention,
    EventsPersonalData,
    EventFeedService,
    EventFeedStore,
  ],
})
export class WebhooksModule {}
