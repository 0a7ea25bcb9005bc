import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MembersModule } from '../members/members.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { Courier } from './courier.service.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { DiagnosisService } from './diagnosis.service.js';
import { EndpointCare } from './endpoint-care.service.js';
import { EventsHeld } from './events.holding.js';
import { DeliveryHistory } from './history.service.js';
import { RelayQueries } from './relay.queries.js';
import { Relay } from './relay.service.js';
import { Requests } from './requests.service.js';

@Module({
  imports: [WebhooksModule, AuditModule, MembersModule],
  controllers: [DeliveriesController],
  providers: [
    DeliveriesService,
    Requests,
    DiagnosisService,
    RelayQueries,
    Courier,
    EndpointCare,
    Relay,
    DeliveryHistory,
    EventsHeld,
  ],
})
export class DeliveriesModule {}
