/** Reads the configuration, starts the gateway, says what to do next, stops cleanly. */
import { ConfigError } from '#platform/config';
import { gatewayConfig } from '../gateway.config.js';
import { startGateway } from '../gateway.js';
import { refreshDevFile, seedDevelopment } from './dev-seed.js';
import { welcome } from './welcome.js';

const STOP_WITHIN_MS = 10_000;
const REFRESH_DEV_FILE_MS = 20 * 60_000;

/** Returns when the gateway listens; a process whose gateway cannot start ends. */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  await start(env).catch((error: unknown) => {
    const expected =
      error instanceof ConfigError ||
      (error instanceof Error && /Busy|Missing|Unusable|EmbeddedPostgres/.test(error.name));
    process.stderr.write(`${expected ? (error as Error).message : (error as Error)?.stack}\n`);
    process.exit(1);
  });
}

async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const config = gatewayConfig(env);
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
    process.stdout.write(welcome(await seedDevelopment(gateway), config.dataFolder));
    // the admin's token lives an hour; who reads dev.json later finds a fresh one
    setInterval(() => void refreshDevFile(gateway).catch(() => undefined), REFRESH_DEV_FILE_MS).unref();
  }
}
