/** Lists every module and binds the global pipe and filter. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessAudit } from '#platform/access';
import { IdempotencyInterceptor } from '#platform/idempotency';
import { ProblemFilter, ShapePipe } from '#platform/http';
import { AccessModule } from './access/access.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { EnrollmentModule } from './enrollment/enrollment.module.js';
import { type Foundations, FoundationsModule } from './foundations.module.js';
import { HealthModule } from './health/health.module.js';
import { IdentificationModule } from './identification/identification.module.js';
import { ListsModule } from './lists/lists.module.js';
import { MembersModule } from './members/members.module.js';
import { PalmsModule } from './palms/palms.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { RulesModule } from './rules/rules.module.js';
import { ScansModule } from './scans/scans.module.js';
import type { ChosenIdTokens } from './sign-in/choose-id-tokens.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { TenancyModule } from './tenancy/tenancy.module.js';
import { TerminalModule } from './terminal/terminal.module.js';
import { TransactionsModule } from './transactions/transactions.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

const MODULES = [
  TenancyModule,
  AccessModule,
  MembersModule,
  ScansModule,
  DevicesModule,
  PalmsModule,
  EnrollmentModule,
  IdentificationModule,
  TransactionsModule,
  ListsModule,
  RulesModule,
  AnalyticsModule,
  TerminalModule,
  WebhooksModule,
  PrivacyModule,
  HealthModule,
  UsageModule,
];

@Module({})
export class GatewayModule {
  static of(foundations: Foundations, signIn: ChosenIdTokens): DynamicModule {
    return {
      module: GatewayModule,
      imports: [
        FoundationsModule.of(foundations),
        { ...SignInModule.using(signIn), global: true },
        DiscoveryModule,
        ...MODULES,
      ],
      providers: [
        AccessAudit,
        IdempotencyInterceptor,
        { provide: APP_PIPE, useClass: ShapePipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
