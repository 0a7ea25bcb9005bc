import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { MembersModule } from '../members/members.module.js';
import { PalmsModule } from '../palms/palms.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ErasureFinisher } from './erasure-finisher.service.js';
import { ErasureLog } from './erasure-log.service.js';
import { Erasures } from './erasures.service.js';
import { PalmErasure } from './palm-erasure.service.js';
import { MemberExport } from './member-export.service.js';
import { EraseMember } from './erase-member.service.js';
import { PrivacyController } from './privacy.controller.js';
import { Receipts } from './receipts.service.js';
import { RetentionPolicies } from './retention-policies.service.js';
import { TemplateRetention } from './template-retention.job.js';

@Module({
  imports: [TenancyModule, AuditModule, MembersModule, PalmsModule],
  controllers: [PrivacyController],
  providers: [
    Erasures,
    ErasureLog,
    EraseMember,
    ErasureFinisher,
    Receipts,
    MemberExport,
    TemplateRetention,
    PalmErasure,
    RetentionPolicies,
  ],
})
export class PrivacyModule {}
