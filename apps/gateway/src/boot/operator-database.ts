/** For commands of the operator: the database that a gateway of this configuration uses, also while one runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { FolderBusyError, startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { GatewayConfig } from '../gateway.config.js';
import { keysFolderOf } from './database-urls.js';

/** @param work gets a connection in the role of jobs, which sees every organization */
export async function withOperatorDatabase<T>(
  config: GatewayConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== null) return connected(config.databaseUrl, work);
  try {
    const embedded = await startEmbeddedPostgres({ folder: config.dataFolder, log: () => undefined });
    return await connected(embedded.url, work).finally(() => embedded.stop());
  } catch (error) {
    if (!(error instanceof FolderBusyError)) throw error;
    return connected(urlOfRunning(config.dataFolder), work);
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

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'thenar operator',
    options: '-c role=thenar_jobs',
    connectionTimeoutMillis: 5000,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
