/** Starts and stops one gateway; `main.ts` does it for people, tests do it with a clock of their own. */
import { isIPv6 } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { PalmGallery } from '#gallery';
import { bindCurrentRequest, RequestAuthenticator } from '#platform/access';
import { Clock } from '#platform/clock';
import { Database, rewriteFiles } from '#platform/database';
import { bindAdmission, bindGracefulStop, bindUnknownFields, createHttpServer } from '#platform/http';
import { bindIdempotency } from '#platform/idempotency';
import { SigningKey } from '#platform/keys';
import { createLogger, type Logger, nestLogger } from '#platform/logging';
import { Metrics, measureRequests, openMetricsServer } from '#platform/metrics';
import { Notifications } from '#platform/notifications';
import { ApiVersions, bindVersions } from '#platform/versions';
import { PublicOrigins } from './access/public-origins.js';
import { BackupSchedule } from './boot/backup-schedule.js';
import { checkKeysBelong, checkServiceAccount, checkWeakRole } from './boot/checks.js';
import { ROLES } from './boot/database-roles.js';
import { keysFolderOf, openDatabaseServer } from './boot/database-urls.js';
import { bindConsole } from './boot/console-pages.js';
import { bindFrontPages } from './boot/front-pages.js';
import { keyringOf, keyServiceOf } from './boot/key-service.js';
import { bindPages, bindSecurityHeaders } from './boot/http-extras.js';
import { REFUSALS } from './boot/refusals.js';
import { templatesThatFit } from './boot/machine-memory.js';
import { openSocketAdapter } from './boot/socket-adapter.js';
import { updateSchema } from './boot/update-schema.js';
import type { Foundations } from './foundations.module.js';
import type { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { isBearer } from './health/metrics-access.policy.js';
import { ENTITIES } from './migrations/entities.js';
import { type ChosenIdTokens, chooseIdTokens } from './sign-in/choose-id-tokens.js';

export interface RunningGateway {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  url: string;
  port: number;
  /** Of the metrics, when they have one of their own. */
  metricsPort: number | null;
  app: NestFastifyApplication;
  foundations: Foundations;
  signIn: ChosenIdTokens;
  stop(): Promise<void>;
}

/** What a test may bring instead of the real thing. */
export interface Replacements {
  clock?: Clock;
  logger?: Logger;
  /** Leaves out /docs and /openapi.json. */
  withoutPages?: boolean;
}

export async function startGateway(config: GatewayConfig, replace: Replacements = {}): Promise<RunningGateway> {
  const logger = replace.logger ?? createLogger(config.logLevel);
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse())
      await close().catch((error) => logger.error({ err: error }, 'while stopping'));
  };
  try {
    checkServiceAccount(config);
    return await open(config, { ...replace, logger }, closing, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  config: GatewayConfig,
  replace: Replacements & { logger: Logger },
  closing: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<RunningGateway> {
  const foundations = await makeFoundations(config, replace, closing);
  const { clock, logger, origins } = foundations;
  const signIn = chooseSignIn(foundations);
  const server = createHttpServer({
    clock,
    logger,
    trustProxy: config.trustProxy,
    isOwnOrigin: (origin) => origins.owns(origin),
    docsOrigin: () => origins.first(),
  });
  measureRequests(server, foundations.metrics);
  const refuse = bindGracefulStop(server, ['/livez']);
  const bound: { keeper?: RequestAuthenticator; versions?: ApiVersions } = {}; // hooks are bound before Nest has made them
  bindSecurityHeaders(server);
  bindAdmission(server, () => bound.keeper!);
  bindUnknownFields(server);
  bindVersions(server, () => bound.versions!);
  bindCurrentRequest(server);
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of(foundations, signIn),
    new FastifyAdapter(server as never),
    { bodyParser: false, logger: nestLogger(logger), abortOnError: false },
  );
  bound.keeper = app.get(RequestAuthenticator);
  bound.versions = app.get(ApiVersions);
  bindIdempotency(app);
  app.useWebSocketAdapter(openSocketAdapter(app, config.redisUrl, closing));
  bindFrontPages(server, REFUSALS);
  if (!replace.withoutPages) bindPages(app);
  bindConsole(app, { signIn: signIn.kind, firebase: config.firebase });
  closing.push(() => app.close());
  const metricsPort = await openMetrics(foundations, closing);
  await scheduleBackups(foundations, closing);
  await app.listen(config.port, config.host);
  const port = (server.server.address() as { port: number }).port;
  const shown = hostInLinks(config.host);
  origins.listensOn(port, shown);
  closing.push(async () => void refuse());
  return { url: `http://${shown}:${port}`, port, metricsPort, app, foundations, signIn, stop };
}

/** A number where it can be one ("localhost" may mean ::1 first), and one that leads here: not "every address". */
function hostInLinks(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (isIPv6(host)) return `[${/^[0:]+$/.test(host) ? '::1' : host}]`;
  return host;
}

function chooseSignIn({ config, clock, keyring, logger }: Foundations): ChosenIdTokens {
  return chooseIdTokens({
    mode: config.production ? 'production' : 'development',
    firebaseProjectId: config.firebase.projectId,
    credentialsFile: config.firebase.credentialsFile,
    emulatorHost: config.firebase.emulatorHost,
    keysFolder: keyring.folder,
    clock,
    warn: (message, details) => logger.warn(details ?? {}, message),
  });
}

async function scheduleBackups(made: Foundations, closing: (() => Promise<unknown>)[]): Promise<void> {
  const { config, clock, logger, metrics, databaseUrl } = made;
  if (config.backup === null) return;
  const schedule = new BackupSchedule({ config, databaseUrl, logger, metrics, now: () => clock.now() });
  await schedule.onApplicationBootstrap();
  closing.push(() => schedule.beforeApplicationShutdown());
}

async function openMetrics(foundations: Foundations, closing: (() => Promise<unknown>)[]): Promise<number | null> {
  const { config, metrics } = foundations;
  const { port, token } = config.metrics;
  if (port === null) return null;
  const admits = (authorization: string | undefined) => token === null || isBearer(authorization, token);
  const own = await openMetricsServer({ host: config.host, port, metrics, admits });
  closing.push(() => own.close());
  return own.port;
}

async function makeFoundations(
  config: GatewayConfig,
  replace: Replacements & { logger: Logger },
  closing: (() => Promise<unknown>)[],
): Promise<Foundations> {
  const { logger } = replace;
  const clock = replace.clock ?? new Clock();
  const urls = await openDatabaseServer(config, logger);
  if (urls.embedded) closing.push(() => urls.embedded!.stop());
  await updateSchema(config, urls.ownerUrl, logger);
  const keyService = keyServiceOf(config);
  const keyring = await keyringOf(config, await keysFolderOf(config, urls), logger);
  const database = await Database.connect({
    url: urls.appUrl,
    entities: ENTITIES,
    clock,
    roles: ROLES,
    measureClock: replace.clock === undefined,
  });
  closing.push(() => database.close());
  await checkKeysBelong(database, keyring);
  if (config.production && config.databaseUrl !== null) await checkWeakRole(database);
  const notifications = await Notifications.open({ url: urls.appUrl, log: logger });
  closing.push(() => notifications.close());
  const gallery = await PalmGallery.start({
    ...(config.workers > 0 ? { workers: config.workers } : {}),
    capacityTemplates: config.maxTemplates ?? templatesThatFit(),
    warm: config.production,
  });
  closing.push(() => gallery.close());
  const origins = new PublicOrigins(config.publicOrigins, !config.production);
  const { embedded } = urls;
  const storage = { rewrite: embedded && ((tables: readonly string[]) => rewriteFiles({ url: embedded.url, tables })) };
  const receiptKey = SigningKey.open(keyring.folder, 'receipts');
  return {
    config,
    clock,
    logger,
    database,
    notifications,
    keyring,
    keyService,
    databaseUrl: urls.appUrl,
    gallery,
    origins,
    storage,
    receiptKey,
    metrics: new Metrics(),
  };
}
