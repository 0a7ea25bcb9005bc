/** What every module uses, made before Nest starts and handed in: one clock, one database, one set of keys. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { DomainEvents } from '#platform/domain-events';
import { GuardedHttp, Internet } from '#platform/guarded-http';
import { Pager } from '#platform/http';
import { CallerNames, Idempotency } from '#platform/idempotency';
import { Retention, RetentionLog } from '#platform/retention';
import { FileVault, Keyring, type KeyService, SigningKey } from '#platform/keys';
import { Limits } from '#platform/limits';
import type { Logger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { Wakeups, Notifications } from '#platform/notifications';
import { Outbox } from '#platform/outbox';
import { ApiVersions } from '#platform/versions';
import { apiVersions } from './api-versions.js';
import { PalmGallery } from '#gallery';
import { LimitPolicy } from './access/bad-credentials.js';
import { TrustedProxies } from './access/rate-limits.js';
import { PublicOrigins } from './access/public-origins.js';
import { KEY_SERVICE, LOGGER } from './foundations.tokens.js';
import { Storage } from './privacy/storage.types.js';
import type { GatewayConfig } from './gateway.config.js';
import { projectKeys } from './palms/project-keys.js';
import { ScanRetention } from './scans/scan-months.service.js';
import { MetricsPolicy } from './health/metrics-access.policy.js';
import { credentialOf } from './principal/principal.js';
import { OrganizationPolicy } from './tenancy/organizations.service.js';
import { PlanPolicy } from './usage/quotas.service.js';

export interface Foundations {
  config: GatewayConfig;
  clock: Clock;
  logger: Logger;
  database: Database;
  notifications: Notifications;
  keyring: Keyring;
  /** null where the master file holds the secret itself. */
  keyService: KeyService | null;
  /** Of the application's login, for work that needs a connection of its own. */
  databaseUrl: string;
  gallery: PalmGallery;
  origins: PublicOrigins;
  storage: Storage;
  receiptKey: SigningKey;
  metrics: Metrics;
}

@Global()
@Module({})
export class FoundationsModule {
  static of(made: Foundations): DynamicModule {
    const { config, keyring } = made;
    const internet = new Internet();
    const warn = (message: string, error: unknown) => made.logger.warn({ err: error }, message);
    const limits = new Limits({ clock: made.clock, redisUrl: config.redisUrl, warn });
    const providers = [
      { provide: Clock, useValue: made.clock },
      { provide: LOGGER, useValue: made.logger },
      { provide: RetentionLog, useValue: made.logger },
      { provide: Database, useValue: made.database },
      { provide: Notifications, useValue: made.notifications },
      { provide: Keyring, useValue: keyring },
      { provide: KEY_SERVICE, useValue: made.keyService },
      { provide: FileVault, useValue: projectKeys(keyring) },
      { provide: PalmGallery, useValue: made.gallery },
      { provide: PublicOrigins, useValue: made.origins },
      { provide: Storage, useValue: made.storage },
      { provide: SigningKey, useValue: made.receiptKey },
      { provide: Idempotency, useValue: new Idempotency(made.database, made.clock, keyring, ['member_id']) },
      { provide: CallerNames, useValue: { nameOf: credentialOf } },
      { provide: Pager, useValue: new Pager(keyring.derive('cursor')) },
      { provide: Wakeups, useValue: new Wakeups() },
      { provide: OrganizationPolicy, useValue: { creation: config.orgCreation } },
      { provide: Internet, useValue: internet },
      {
        provide: GuardedHttp,
        useValue: new GuardedHttp({ clock: made.clock, allowLocalhost: config.webhookAllowLocalhost, internet }),
      },
      { provide: LimitPolicy, useValue: { on: config.rateLimits } },
      { provide: TrustedProxies, useValue: { ranges: config.trustProxy } },
      { provide: PlanPolicy, useValue: { on: config.plans } },
      { provide: Limits, useValue: limits },
      { provide: Metrics, useValue: made.metrics },
      { provide: MetricsPolicy, useValue: { ...config.metrics, open: !config.production } },
      { provide: ApiVersions, useValue: apiVersions() },
      { provide: ScanRetention, useValue: { months: config.scanRetentionMonths } },
      DomainEvents,
      Retention,
      Outbox,
    ];
    return { module: FoundationsModule, providers, exports: providers.map((p) => ('provide' in p ? p.provide : p)) };
  }
}
