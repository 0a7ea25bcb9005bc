import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MembersModule } from '../members/members.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ListEntries } from './list-entries.service.js';
import { ListSubjects } from './list-subjects.service.js';
import { ListSweep } from './list-sweep.service.js';
import { ListsPersonalData } from './lists.personal-data.js';
import { ListsController } from './lists.controller.js';
import { ListsService } from './lists.service.js';

@Module({
  imports: [TenancyModule, AuditModule, MembersModule, ScansModule],
  controllers: [ListsController],
  providers: [ListsService, ListEntries, ListSubjects, ListSweep, ListsPersonalData],
  exports: [ListEntries, ListSubjects],
})
export class ListsModule {}
