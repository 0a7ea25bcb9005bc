/** Reads the configuration, starts the gateway, says what to do next, stops cleanly. */
import { EXIT } from '#platform/commands';
import { createLogger, logEverything } from '#platform/logging';
import { type GatewayConfig, gatewayConfig } from '../gateway.config.js';
import { startGateway } from '../gateway.js';
import { refreshDevFile, seedDevelopment } from './dev-seed.js';
import { startSentence } from './start-refused.js';
import { welcome } from './welcome.js';

const STOP_WITHIN_MS = 10_000;
const REFRESH_DEV_FILE_MS = 20 * 60_000;

/** Returns when the gateway listens; a process whose gateway cannot start ends. */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  const production = env.NODE_ENV === 'production';
  const logger = createLogger('info');
  if (production) logEverything(logger);
  const attempt: { config: GatewayConfig | null } = { config: null };
  await start(env, attempt).catch((error: unknown) => {
    const sentence = startSentence(error, attempt.config);
    if (production) logger.fatal(sentence === null ? { err: error } : {}, sentence ?? 'The gateway cannot start');
    else process.stderr.write(`${sentence ?? (error as Error)?.stack}\n`);
    process.exit(EXIT.unavailable);
  });
}

async function start(env: NodeJS.ProcessEnv, attempt: { config: GatewayConfig | null }): Promise<void> {
  const config = gatewayConfig(env);
  attempt.config = config;
  const gateway = await startGateway(config);
  const { logger } = gateway.foundations;
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return process.exit(1); // asked twice: now
    stopping = true;
    if (config.production) logger.info({ signal }, 'stopping');
    else process.stderr.write(`\n${signal}: stopping\n`);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void gateway.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  if (config.production) logger.info({ url: gateway.url }, 'Thenar listens');
  else if (!gateway.signIn.issuer) process.stdout.write(`Thenar listens on ${gateway.url}\n`);
  else {
    const seeded = await seedDevelopment(gateway);
    const { issuer } = gateway.signIn;
    const consoleUrl =
      config.devSignIn === 'this_machine' ? seeded.console_url : issuer.oneTimeConsoleLink(gateway.url);
    process.stdout.write(welcome({ ...seeded, console_url: consoleUrl }, config.dataFolder));
    // the admin's token lives an hour; who reads dev.json later finds a fresh one
    setInterval(() => void refreshDevFile(gateway).catch(() => undefined), REFRESH_DEV_FILE_MS).unref();
  }
}
