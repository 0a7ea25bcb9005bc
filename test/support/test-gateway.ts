/** A real gateway in this process on a database of its own, with people, projects and keys to begin with. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Clock, FakeClockSource } from '#platform/clock';
import { createLogger, type Logger, type LogLevel } from '#platform/logging';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { type RunningGateway, startGateway } from '../../apps/gateway/src/gateway.js';
import { plant, searchLeft } from './canary.js';
import { Client } from './client.js';
import { cloneDatabase, type TestDatabase } from './database.js';

/** Starting a gateway takes a second alone and many beside other work: a busy machine is slow, not wrong. */
jest.setTimeout(120_000);

/**
 * With THENAR_TEST_LOG every gateway writes all it has to say to that file, whoever listens besides and however quiet it was
 * asked to be: `npm run test:canary` searches it.
 */
export function loggerOf(level: LogLevel, listen?: (line: string) => void): Logger {
  const file = process.env.THENAR_TEST_LOG;
  if (!file) return listen ? createLogger(level, { write: listen }) : createLogger(level);
  const write = (line: string) => {
    appendFileSync(file, line);
    if (!/^{"level":"(trace|debug)"/.test(line)) listen?.(line);
  };
  return createLogger('trace', { write });
}

export interface TestGateway {
  gateway: RunningGateway;
  database: TestDatabase;
  url: string;
  /** Set when the gateway was started with `fakeClock`. */
  time: FakeClockSource;
  /** A signed-in person (a new one for each uid). */
  person(uid: string, facts?: { email?: string; name?: string }): Promise<Client>;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  fakeClock?: boolean;
  env?: Record<string, string>;
  /** Gets every log line, from `info` on. */
  onLog?: (line: Record<string, unknown>) => void;
  /** Everything in it is counted: no canaries. */
  counted?: boolean;
  /** Joins another gateway: same database, keys and fake time, as a second gateway would. */
  beside?: TestGateway & { keysFolder: string };
}

function newKeysFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-keys-'));
  cpSync(process.env.THENAR_TEST_KEYS!, folder, { recursive: true });
  return folder;
}

export async function startTestGateway(
  options: TestGatewayOptions = {},
): Promise<TestGateway & { keysFolder: string }> {
  const database = options.beside?.database ?? (await cloneDatabase());
  const keysFolder = options.beside?.keysFolder ?? newKeysFolder();
  const time = options.beside?.time ?? new FakeClockSource();
  const config = gatewayConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    THENAR_KEYS_DIR: keysFolder,
    THENAR_LOG_LEVEL: 'error',
    THENAR_WORKERS: '1',
    THENAR_MAX_TEMPLATES: '20000',
    ...options.env,
  });
  const { onLog } = options;
  const logger = onLog ? loggerOf('info', (line) => onLog(JSON.parse(line))) : loggerOf(config.logLevel);
  const gateway = await startGateway(config, {
    logger,
    withoutPages: true,
    ...(options.fakeClock ? { clock: new Clock(time) } : {}),
  });
  const { url } = gateway;
  if (!options.beside && !options.counted) await plant({ gateway, database, url });
  return {
    gateway,
    database,
    keysFolder,
    url,
    time,
    person: async (uid, facts = {}) => {
      const token = await gateway.signIn.issuer!.issue({
        uid,
        email: facts.email ?? `${uid}@example.com`,
        name: facts.name ?? uid,
      });
      return new Client(url, { Authorization: `Bearer ${token}` });
    },
    close: async () => {
      await gateway.stop();
      if (options.beside) return;
      await searchLeft({ gateway, database, url });
      await database.drop();
      rmSync(keysFolder, { recursive: true, force: true });
    },
  };
}
