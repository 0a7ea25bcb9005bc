/** Fills an empty database from a backup, whole or not at all. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '#platform/database';
import { ROLES } from './database-roles.js';
import { MIGRATIONS } from '../migrations/migrations.js';
import { type BackupEnd, type BackupHeader, BackupReader, FORMAT, type TableHeader } from './backup-file.js';
import { tablesOf } from './backup-tables.js';

export interface RestoreResult {
  madeAt: string;
  tables: number;
  rows: number;
}

/**
 * @param ownerUrl a role that owns the schema or may create it
 * @param fingerprintOfKeys of the keys that the gateway will use
 */
export async function restore(ownerUrl: string, file: string, fingerprintOfKeys: string): Promise<RestoreResult> {
  const reader = new BackupReader(file);
  const header = await reader.line<BackupHeader>().catch(() => null);
  if (header?.format !== FORMAT) throw new Error(`${file} is not a backup that this version can read.`);
  if (header.keys_fingerprint !== fingerprintOfKeys)
    throw new Error('The keys folder does not hold the keys of this backup: restore them first, with --keys FILE.');
  await prepareSchema(ownerUrl, header);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'thenar restore' });
  await client.connect();
  try {
    await client.query('BEGIN');
    const restored = await fill(client, reader, header);
    await client.query('COMMIT');
    return restored;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** The schema of then; the gateway's next start brings it up to date. @throws Error when the database is not empty */
async function prepareSchema(ownerUrl: string, { migrations }: BackupHeader): Promise<void> {
  const known = MIGRATIONS.filter(({ name }) => migrations.includes(name));
  if (known.length !== migrations.length)
    throw new Error('The backup is of a newer version of the gateway: restore it with that one.');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: string | null }>(
      `SELECT to_regclass('public.schema_migrations') AS there`,
    );
    if (rows[0]!.there === null) {
      await migrate({ ownerUrl, migrations: known, roles: [ROLES.app, ROLES.jobs] });
      return;
    }
    const ran = await client.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY id');
    const same = ran.rows.map(({ name }) => name).join() === migrations.join();
    const used = await client.query('SELECT 1 FROM installation');
    if (!same || used.rowCount! > 0)
      throw new Error('The database is not empty: a backup is restored into an empty one.');
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, reader: BackupReader, header: BackupHeader): Promise<RestoreResult> {
  const tables = await tablesOf(client);
  for (const { name } of tables) {
    const table = pg.escapeIdentifier(name);
    // rows come as they were: policies would refuse COPY, and triggers would count scans once more
    await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  }
  for (const month of header.months) await client.query('SELECT ensure_scan_month($1::date)', [month]);
  const counts: Record<string, number> = {};
  let said = await reader.line<TableHeader | BackupEnd>();
  for (; !('end' in said); said = await reader.line<TableHeader | BackupEnd>()) {
    const { table, columns } = said;
    if (!tables.some(({ name }) => name === table))
      throw new Error(`The backup has a table that is not there: ${table}`);
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const rows = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${list}) FROM STDIN`));
    await pipeline(Readable.from(reader.rows(), { objectMode: false }), rows);
    counts[table] = rows.rowCount;
  }
  for (const [table, n] of Object.entries(said.rows))
    if (counts[table] !== n)
      throw new Error(`The backup is damaged: ${table} has ${counts[table]} rows instead of ${n}.`);
  for (const { name } of tables) {
    const table = pg.escapeIdentifier(name);
    await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await continueNumbers(client);
  return {
    madeAt: header.made_at,
    tables: Object.keys(counts).length,
    rows: Object.values(counts).reduce((sum, n) => sum + n, 0),
  };
}

/** Numbers that the database gives go on behind the highest that was restored. */
async function continueNumbers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND NOT c.relispartition`,
  );
  for (const { table, column } of rows)
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1, false)
       FROM ${pg.escapeIdentifier(table)}`,
      [pg.escapeIdentifier(table), column],
    );
}
