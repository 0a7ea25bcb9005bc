import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { WebhookChanges } from './webhook-changes.service.js';
import { WebhookCreation } from './webhook-creation.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [TenancyModule, AuditModule],
  controllers: [WebhooksController],
  providers: [WebhooksService, WebhookCreation, WebhookChanges, WebhookSecrets],
  exports: [WebhooksService, WebhookSecrets],
})
export class WebhooksModule {}
