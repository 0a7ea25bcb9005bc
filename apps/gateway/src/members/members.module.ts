import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PalmsModule } from '../palms/palms.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { MemberPersonalData } from './member.personal-data.js';
import { MemberChanges } from './member-changes.service.js';
import { MemberRecords } from './member-records.service.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { PersonalData } from './personal-data.js';

@Module({
  imports: [TenancyModule, AuditModule, PalmsModule],
  controllers: [MembersController],
  providers: [MembersService, MemberChanges, MemberRecords, MemberPersonalData, PersonalData],
  exports: [MembersService, MemberChanges, PersonalData],
})
export class MembersModule {}
