/** Which PostgreSQL this gateway uses: the embedded one in the data folder, or the operator's. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { requireSessions, SessionUnusableError } from '#platform/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { Logger } from '#platform/logging';
import type { GatewayConfig } from '../gateway.config.js';
import { databaseTrouble, placeOf } from './database-trouble.js';

export interface DatabaseUrls {
  appUrl: string;
  ownerUrl: string;
  /** Set when the gateway runs it itself. */
  embedded: EmbeddedPostgres | null;
}

const OLDEST_SERVER = 150_000;

const CONNECT_TIMEOUT_MS = 5_000;

export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

export async function openDatabaseServer(config: GatewayConfig, logger: Logger): Promise<DatabaseUrls> {
  if (config.databaseUrl !== null) {
    const ownerUrl = config.databaseOwnerUrl ?? config.databaseUrl;
    for (const url of new Set([ownerUrl, config.databaseUrl])) await checkServer(url);
    return { appUrl: config.databaseUrl, ownerUrl, embedded: null };
  }
  const embedded = await startEmbeddedPostgres({
    folder: config.dataFolder,
    log: ({ level, message, ...facts }) => logger[level](facts, message),
  });
  return { appUrl: embedded.url, ownerUrl: embedded.url, embedded };
}

/** @throws DatabaseUnusableError, SessionUnusableError with one sentence: nobody answers, too old, or no sessions */
export async function checkServer(url: string): Promise<void> {
  const where = placeOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    if (rows[0]!.version < OLDEST_SERVER)
      throw new DatabaseUnusableError(
        `PostgreSQL 15 or newer is needed; ${where} is ${Math.floor(rows[0]!.version / 10_000)}.`,
      );
    await requireSessions(url, CONNECT_TIMEOUT_MS);
  } catch (error) {
    if (error instanceof DatabaseUnusableError || error instanceof SessionUnusableError) throw error;
    throw new DatabaseUnusableError(databaseTrouble(where, error as Error), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Where the key files are. They never lie in the database; gateways of one database must share them, so without
 * THENAR_KEYS_DIR a server's keys lie under the home folder by the server's own name, whatever the data folder is.
 */
export async function keysFolderOf(config: GatewayConfig, urls: DatabaseUrls): Promise<string> {
  if (config.keysFolder !== null) return config.keysFolder;
  if (urls.embedded !== null) return join(config.dataFolder, 'keys');
  const client = new pg.Client({ connectionString: urls.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || current_database() AS name`,
    );
    const name = createHash('sha256').update(rows[0]!.name).digest('hex').slice(0, 16);
    return join(homedir(), '.thenar', 'keys', name);
  } finally {
    await client.end();
  }
}
