import { Module } from '@nestjs/common';
import { Gatekeeper } from '#platform/access';
import { AuditModule } from '../audit/audit.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { BadCredentials } from './bad-credentials.js';
import { FrontDoor } from './front-door.service.js';
import { KeyMint } from './key-mint.service.js';
import { KeyReroll } from './key-reroll.service.js';
import { KeyRing } from './key-ring.service.js';
import { QuotaDesk } from './quota-desk.js';
import { RateLimits } from './rate-limits.js';
import { TerminalDirectory } from './terminal-directory.js';
import { TerminalDoor } from './terminal-door.service.js';
import { TerminalTokens } from './terminal-tokens.service.js';

@Module({
  imports: [TenancyModule, AuditModule],
  controllers: [ApiKeysController],
  providers: [
    ApiKeysService,
    KeyRing,
    KeyMint,
    KeyReroll,
    BadCredentials,
    QuotaDesk,
    RateLimits,
    TerminalDirectory,
    TerminalTokens,
    TerminalDoor,
    FrontDoor,
    { provide: Gatekeeper, useExisting: FrontDoor },
  ],
  exports: [KeyMint, Gatekeeper, QuotaDesk, TerminalDirectory, TerminalTokens, TerminalDoor, ApiKeysService],
})
export class AccessModule {}
