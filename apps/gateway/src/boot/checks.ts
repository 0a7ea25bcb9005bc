/** What must hold before the first request: the keys belong to the database, and production runs as a weak role. */
import type pg from 'pg';
import { type Database } from '#platform/database';
import { type Keyring, KeysMissingError } from '#platform/keys';
import type { GatewayConfig } from '../gateway.config.js';
import { serviceAccountTrouble } from './service-account.js';
import { StartRefused } from './start-refused.js';

/** @throws KeysMissingError when the database was written under other keys */
export async function checkKeysBelong(database: Database, keyring: Keyring): Promise<void> {
  const [row] = await database.systemQuery<{ keys_fingerprint: string }>(
    'which keys belong to this database',
    `INSERT INTO installation (keys_fingerprint) VALUES ($1)
     ON CONFLICT (singleton) DO UPDATE SET keys_fingerprint = installation.keys_fingerprint RETURNING keys_fingerprint`,
    [keyring.fingerprint()],
  );
  if (row!.keys_fingerprint !== keyring.fingerprint())
    throw new KeysMissingError(
      `The keys in ${keyring.folder} are not those of this database: templates, API keys and tokens could not be read. ` +
        `Set THENAR_KEYS_DIR to the folder that every gateway of this database uses.`,
    );
}

export const WEAK_ROLE_WANTED =
  'DATABASE_URL must be a role without SUPERUSER and BYPASSRLS that owns no table of this database in production.';

const STRENGTH = `SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user) AS strong,
  EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = session_user) AS owns`;

/** @throws StartRefused when the application's login could step over row-level security */
export async function checkWeakRole(database: Database): Promise<void> {
  const [login] = await database.systemQuery<{ strong: boolean; owns: boolean }>('whether the login is weak', STRENGTH);
  if (login!.strong || login!.owns) throw new StartRefused(WEAK_ROLE_WANTED);
}

export async function isStrongLogin(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ strong: boolean; owns: boolean }>(STRENGTH);
  return rows[0]!.strong || rows[0]!.owns;
}

/** @throws StartRefused when a service account is named and cannot serve */
export function checkServiceAccount({ firebase }: GatewayConfig): void {
  if (firebase.credentialsFile === null || firebase.emulatorHost !== null) return;
  const trouble = serviceAccountTrouble(firebase.credentialsFile, firebase.projectId);
  if (trouble !== null) throw new StartRefused(trouble);
}
