/** Brings the schema up to date at start; an advisory lock lets gateways that start together do it once. */
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

export interface MigrateOptions {
  /** A role that owns the schema (or may create it). */
  ownerUrl: string;
  migrations: (new () => MigrationInterface)[];
  /** Login role that the gateway will use; it is made a member of the application's roles. */
  appLogin?: string;
  roles: string[];
}

const LOCK = 7_437_001; // any number, the same in every gateway

/** @returns names of the migrations that ran */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const guard = new pg.Client({ connectionString: options.ownerUrl, application_name: 'thenar migrations' });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const source = new DataSource({
      type: 'postgres',
      url: options.ownerUrl,
      migrations: options.migrations,
      migrationsTableName: 'schema_migrations',
      installExtensions: false,
      logging: false,
      poolSize: 2,
    });
    await source.initialize();
    try {
      const ran = await source.runMigrations({ transaction: 'each' });
      await admit(guard, options);
      return ran.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
}

/** The login may become the application's roles; it inherits nothing from them. */
async function admit(owner: pg.Client, options: MigrateOptions): Promise<void> {
  const { rows } = await owner.query<{ login: string; super: boolean }>(
    `SELECT rolname AS login, rolsuper AS super FROM pg_roles WHERE rolname = coalesce($1, session_user)`,
    [options.appLogin ?? null],
  );
  const login = rows[0];
  if (!login || login.super) return;
  for (const role of options.roles) {
    const member = await owner.query('SELECT pg_has_role($1, $2, $3) AS yes', [login.login, role, 'MEMBER']);
    if (!member.rows[0].yes)
      await owner.query(`GRANT ${pg.escapeIdentifier(role)} TO ${pg.escapeIdentifier(login.login)}`);
  }
}
