import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { MembersModule } from '../members/members.module.js';
import { PalmsModule } from '../palms/palms.module.js';
import { RulesModule } from '../rules/rules.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { AnswersPersonalData } from './answers.personal-data.js';
import { IdentificationController } from './identification.controller.js';
import { IdentificationService } from './identification.service.js';
import { ScanDecisions } from './scan-decisions.service.js';
import { ServerLookup } from './server-lookup.service.js';
import { TerminalScans } from './terminal-scans.service.js';
import { TerminalScansStore } from './terminal-scans.store.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [AttemptsModule, TenancyModule, MembersModule, PalmsModule, ScansModule, RulesModule, UsageModule],
  controllers: [IdentificationController],
  providers: [
    ScanDecisions,
    IdentificationService,
    VerificationService,
    ServerLookup,
    TerminalScans,
    TerminalScansStore,
    AnswersPersonalData,
  ],
  exports: [TerminalScans],
})
export class IdentificationModule {}
