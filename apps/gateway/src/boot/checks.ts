/** What must hold before the first request: the keys belong to the database, and production runs as a weak role. */
import { type Database } from '#platform/database';
import { type Keyring, KeysMissingError } from '#platform/keys';

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

/** @throws Error when the application's login could step over row-level security */
export async function checkWeakRole(database: Database): Promise<void> {
  const [login] = await database.systemQuery<{ strong: boolean; owns: boolean }>(
    'whether the login is weak',
    `SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user) AS strong,
            EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = session_user) AS owns`,
  );
  if (login!.strong || login!.owns)
    throw new Error(
      'DATABASE_URL must be a role without SUPERUSER and BYPASSRLS that owns no table of this database in production.',
    );
}
