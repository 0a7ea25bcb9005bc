/** The schema as this version needs it, and the login that may use it. */
import { migrate } from '#platform/database';
import { ROLES } from './database-roles.js';
import type { GatewayConfig } from '../gateway.config.js';
import { MIGRATIONS } from '../migrations/migrations.js';

/** @returns names of the migrations that ran */
export function updateSchema(config: GatewayConfig, ownerUrl: string): Promise<string[]> {
  const { databaseUrl } = config;
  const appLogin =
    databaseUrl !== null && URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).username) : '';
  return migrate({
    ownerUrl,
    migrations: MIGRATIONS,
    roles: [ROLES.app, ROLES.jobs],
    ...(appLogin ? { appLogin } : {}),
  });
}
