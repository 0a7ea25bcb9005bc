/** For commands of the operator: the database that a gateway of this configuration uses, also while one runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { CommandUnavailable } from '#platform/commands';
import { FolderBusyError, startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { GatewayConfig } from '../../gateway.config.js';
import { keysFolderOf } from '../database-urls.js';

/** @param work gets a connection in the role of jobs, which sees every organization */
export function withOperatorDatabase<T>(config: GatewayConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withDatabaseUrls(config, async ({ appUrl }) => {
    const client = new pg.Client({
      connectionString: appUrl,
      application_name: 'thenar operator',
      connectionTimeoutMillis: 5000,
    });
    await client.connect().catch((error: Error) => {
      throw new CommandUnavailable(`The database cannot be reached: ${error.message}`, { cause: error });
    });
    try {
      await becomeJobs(client);
      return await work(client);
    } finally {
      await client.end();
    }
  });
}

/** The same database by its addresses, for what must own the schema. An embedded server runs for as long as `work` does. */
export async function withDatabaseUrls<T>(
  config: GatewayConfig,
  work: (urls: { appUrl: string; ownerUrl: string }) => Promise<T>,
): Promise<T> {
  const { databaseUrl: appUrl, databaseOwnerUrl } = config;
  if (appUrl !== null) return work({ appUrl, ownerUrl: databaseOwnerUrl ?? appUrl });
  try {
    const embedded = await startEmbeddedPostgres({ folder: config.dataFolder, log: () => undefined });
    return await work({ appUrl: embedded.url, ownerUrl: embedded.url }).finally(() => embedded.stop());
  } catch (error) {
    if (!(error instanceof FolderBusyError)) throw error;
    const url = urlOfRunning(config.dataFolder);
    return work({ appUrl: url, ownerUrl: url });
  }
}

/** The keys that a gateway of this configuration uses. */
export async function operatorKeysFolder(config: GatewayConfig): Promise<string> {
  if (config.databaseUrl === null) return config.keysFolder ?? join(config.dataFolder, 'keys');
  const { databaseUrl: appUrl, databaseOwnerUrl } = config;
  return keysFolderOf(config, { appUrl, ownerUrl: databaseOwnerUrl ?? appUrl, embedded: null });
}

/** The gateway that holds the folder runs the server; its port and password stand in the folder. */
export function urlOfRunning(folder: string): string {
  const port = readFileSync(join(folder, 'pgdata', 'postmaster.pid'), 'utf8')
    .split('\n')[3]!
    .trim();
  const password = readFileSync(join(folder, 'superuser.pw'), 'utf8').trim();
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/thenar`;
}

/** The role comes with the schema: where it is missing, no gateway has started on this database yet. */
async function becomeJobs(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there`,
  );
  if (!rows[0]!.there)
    throw new CommandUnavailable('No gateway has ever started on this database: run "thenar migrate" first.');
  await client.query('SET ROLE thenar_jobs').catch((error: Error) => {
    throw new CommandUnavailable(
      `The login of DATABASE_URL may not become thenar_jobs (${error.message}): "thenar migrate" allows it.`,
      { cause: error },
    );
  });
}
