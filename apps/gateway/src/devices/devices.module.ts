import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ContactsService } from './contacts.service.js';
import { DevicesController } from './devices.controller.js';
import { DevicesService } from './devices.service.js';
import { ProtoTerminals } from './proto-terminals.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';
import { DeviceLists } from './device-lists.service.js';
import { TimelineService } from './timeline.service.js';
import { RegistrationsService } from './registrations.service.js';

@Module({
  imports: [TenancyModule, AccessModule, AuditModule],
  controllers: [DevicesController, SitesController],
  providers: [
    SitesService,
    DeviceLists,
    DevicesService,
    RegistrationsService,
    ProtoTerminals,
    ContactsService,
    TimelineService,
  ],
  exports: [DevicesService, RegistrationsService, ProtoTerminals, ContactsService],
})
export class DevicesModule {}
