import { Module } from '@nestjs/common';
import { RequestAuthenticator } from '#platform/access';
import { AuditModule } from '../audit/audit.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { BadCredentials } from './bad-credentials.js';
import { CredentialAuthenticator } from './credential-authenticator.service.js';
import { ApiKeyIssuer } from './api-key-issuer.service.js';
import { KeyAddresses } from './key-addresses.service.js';
import { KeyReroll } from './key-reroll.service.js';
import { ApiKeyVerifier } from './api-key-verifier.service.js';
import { CliGrantsController } from './cli-grants.controller.js';
import { CliGrants } from './cli-grants.service.js';
import { Consent } from './consent.service.js';
import { Quota } from './quota.js';
import { RateLimits } from './rate-limits.js';
import { TerminalDirectory } from './terminal-directory.js';
import { TerminalAuthenticator } from './terminal-authenticator.service.js';
import { TerminalTokens } from './terminal-tokens.service.js';

@Module({
  imports: [TenancyModule, AuditModule],
  controllers: [ApiKeysController, CliGrantsController],
  providers: [
    ApiKeysService,
    ApiKeyVerifier,
    ApiKeyIssuer,
    KeyAddresses,
    KeyReroll,
    CliGrants,
    Consent,
    BadCredentials,
    Quota,
    RateLimits,
    TerminalDirectory,
    TerminalTokens,
    TerminalAuthenticator,
    CredentialAuthenticator,
    { provide: RequestAuthenticator, useExisting: CredentialAuthenticator },
  ],
  exports: [
    ApiKeyIssuer,
    RequestAuthenticator,
    Quota,
    RateLimits,
    TerminalDirectory,
    TerminalTokens,
    TerminalAuthenticator,
    ApiKeysService,
  ],
})
export class AccessModule {}
