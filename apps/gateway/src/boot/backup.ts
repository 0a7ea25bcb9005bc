/** Writes the rows of every tenant into one file, as they are at one moment, while gateways work. Keys are not in it. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BackupEnd, type BackupHeader, FORMAT, ROWS_END, type TableHeader } from './backup-file.js';
import { tablesOf } from './backup-tables.js';

export interface BackupResult {
  tables: number;
  rows: number;
}

/** @param client in the role of jobs, which sees every tenant's rows */
export async function backup(client: pg.Client, file: string): Promise<BackupResult> {
  const counts: Record<string, number> = {};
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const unfinished = `${file}.part`;
  try {
    await pipeline(
      Readable.from(contents(client, counts), { objectMode: false }),
      createGzip({ level: 6 }),
      createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true }),
    );
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
  return { tables: Object.keys(counts).length, rows: Object.values(counts).reduce((sum, n) => sum + n, 0) };
}

async function* contents(client: pg.Client, counts: Record<string, number>): AsyncGenerator<Buffer> {
  const line = (value: BackupHeader | TableHeader | BackupEnd) => Buffer.from(`${JSON.stringify(value)}\n`);
  yield line(await headerOf(client));
  for (const { name, columns } of await tablesOf(client)) {
    yield line({ table: name, columns });
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const rows = client.query(copyTo(`COPY (SELECT ${list} FROM ${pg.escapeIdentifier(name)}) TO STDOUT`));
    for await (const chunk of rows) yield chunk as Buffer;
    counts[name] = rows.rowCount;
    yield ROWS_END;
  }
  yield line({ end: true, rows: counts });
}

async function headerOf(client: pg.Client): Promise<BackupHeader> {
  const migrations = await client.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY id');
  const keys = await client.query<{ keys_fingerprint: string }>('SELECT keys_fingerprint FROM installation');
  if (keys.rows.length === 0)
    throw new Error('No gateway has ever started on this database: there is nothing to back up.');
  const months = await client.query<{ month: string }>(
    `SELECT replace(right(relname, 7), '_', '-') || '-01' AS month FROM pg_class
     WHERE relispartition AND relkind = 'r' AND relname ~ '^scan_results_[0-9]{4}_[0-9]{2}$' ORDER BY 1`,
  );
  const made = await client.query<{ at: Date }>('SELECT now() AS at');
  return {
    format: FORMAT,
    made_at: made.rows[0]!.at.toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    keys_fingerprint: keys.rows[0]!.keys_fingerprint,
    months: months.rows.map(({ month }) => month),
  };
}
