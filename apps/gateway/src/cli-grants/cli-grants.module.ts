import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CliGrantsController } from './cli-grants.controller.js';
import { CliGrants } from './cli-grants.service.js';
import { Consent } from './consent.service.js';
import { ConsentPageController } from './consent-page.controller.js';
import { ConsentSessions } from './consent-session.js';

@Module({
  imports: [AccessModule, AuditModule, TenancyModule],
  controllers: [CliGrantsController, ConsentPageController],
  providers: [CliGrants, Consent, ConsentSessions],
})
export class CliGrantsModule {}
