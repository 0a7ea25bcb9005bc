import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { MembersModule } from '../members/members.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { MemberHistoryController } from './member-history.controller.js';
import { MemberHistory } from './member-history.service.js';
import { MemberLists } from './member-lists.js';
import { ScanMonths } from './scan-months.service.js';
import { ScanRecords } from './scan-records.service.js';
import { ScansController } from './scans.controller.js';
import { ScansPersonalData } from './scans.personal-data.js';
import { ScansService } from './scans.service.js';

@Module({
  imports: [TenancyModule, AuditModule, DevicesModule, MembersModule],
  controllers: [ScansController, MemberHistoryController],
  providers: [ScansService, ScanRecords, MemberHistory, MemberLists, ScanMonths, ScansPersonalData],
  exports: [ScansService, MemberLists],
})
export class ScansModule {}
