/** The schema as this version needs it, and the login that may use it. */
import { migrate } from '#platform/database';
import type { Logger } from '#platform/logging';
import { ROLES } from './database-roles.js';
import type { GatewayConfig } from '../gateway.config.js';
import { MIGRATIONS } from '../migrations/migrations.js';

/** @returns names of the migrations that ran */
export async function updateSchema(config: GatewayConfig, ownerUrl: string, logger?: Logger): Promise<string[]> {
  const { databaseUrl } = config;
  const appLogin =
    databaseUrl !== null && URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).username) : '';
  const migrations = await migrate({
    ownerUrl,
    migrations: MIGRATIONS,
    roles: [ROLES.app, ROLES.jobs],
    ...(appLogin ? { appLogin } : {}),
  });
  if (migrations.length > 0) logger?.info({ migrations }, 'schema brought up to date');
  return migrations;
}
