import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { MembersModule } from '../members/members.module.js';
import { PalmsModule } from '../palms/palms.module.js';
import { ScansModule } from '../scans/scans.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CaptureComparisonService } from './capture-comparison.service.js';
import { AbandonedSessions } from './abandoned-sessions.service.js';
import { CompletionService } from './completion.service.js';
import { DirectEnrollment } from './direct-enrollment.service.js';
import { Eligibility } from './eligibility.service.js';
import { EnrollmentController } from './enrollment.controller.js';
import { DuplicateCheck } from './duplicate-check.service.js';
import { MemberPalms } from './member-palms.service.js';
import { SessionCaptures } from './session-captures.js';
import { SessionStore } from './session-store.js';
import { SessionWatch } from './session-watch.service.js';
import { SessionsPersonalData } from './sessions.personal-data.js';
import { SessionsService } from './sessions.service.js';
import { TemplatesController } from './templates.controller.js';
import { TerminalSessions } from './terminal-sessions.service.js';

@Module({
  imports: [AttemptsModule, TenancyModule, AuditModule, DevicesModule, MembersModule, PalmsModule, ScansModule],
  controllers: [EnrollmentController, TemplatesController],
  providers: [
    SessionStore,
    SessionWatch,
    SessionsService,
    Eligibility,
    CaptureComparisonService,
    DuplicateCheck,
    SessionCaptures,
    CompletionService,
    AbandonedSessions,
    TerminalSessions,
    DirectEnrollment,
    MemberPalms,
    SessionsPersonalData,
  ],
  exports: [SessionsService, SessionStore, SessionWatch, TerminalSessions],
})
export class EnrollmentModule {}
