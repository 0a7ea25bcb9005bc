/** `npm start`: reads the configuration, starts the gateway, says what to do next, stops cleanly. */
import { ConfigError } from '#platform/config';
import { refreshDevFile, seedDevelopment } from './boot/dev-seed.js';
import { welcome } from './boot/welcome.js';
import { gatewayConfig } from './gateway.config.js';
import { startGateway } from './gateway.js';

const STOP_WITHIN_MS = 10_000;
const REFRESH_DEV_FILE_MS = 20 * 60_000;

async function main(): Promise<void> {
  const config = gatewayConfig(process.env);
  const gateway = await startGateway(config);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return process.exit(1); // asked twice: now
    stopping = true;
    process.stderr.write(`\n${signal}: stopping\n`);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void gateway.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  if (config.production || !gateway.signIn.issuer) process.stdout.write(`Thenar listens on ${gateway.url}\n`);
  else {
    process.stdout.write(welcome(await seedDevelopment(gateway), config.dataFolder));
    // the admin's token lives an hour; who reads dev.json later finds a fresh one
    setInterval(() => void refreshDevFile(gateway).catch(() => undefined), REFRESH_DEV_FILE_MS).unref();
  }
}

main().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError ||
    (error instanceof Error && /Busy|Missing|Unusable|EmbeddedPostgres/.test(error.name));
  process.stderr.write(`${expected ? (error as Error).message : (error as Error)?.stack}\n`);
  process.exit(1);
});
