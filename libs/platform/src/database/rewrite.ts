/**
 * Takes what was deleted out of the files too: PostgreSQL leaves the bytes of deleted rows in their pages, in its
 * statistics and in its log of changes until something overwrites them. Needs a superuser, and holds each table for the
 * time it takes to write it anew: for a server of our own. Elsewhere the operator does it in a quiet hour.
 */
import pg from 'pg';

const WAIT_MS = 10_000;
const PAUSE_MS = 50;
/** More than a server that recycled its log before has lying ready (80 MB in 16 MB pieces), with a margin. */
const MAX_SEGMENTS = 64;
/** Everybody who comes later waits behind whoever waits for a whole table: so it is asked for briefly, and again. */
const ASK_MS = 200;
const ASK_AGAIN_MS = 300;
const ASK_TIMES = 100;
const LOCK_NOT_TO_BE_HAD = '55P03';

const FORGET_STATISTICS = `
DELETE FROM pg_catalog.pg_statistic s USING unnest($1::regclass[]) AS rewritten
WHERE s.starelid = rewritten OR s.starelid IN (SELECT indexrelid FROM pg_index WHERE indrelid = rewritten)`;

export interface RewriteOptions {
  url: string;
  tables: readonly string[];
}

export async function rewriteFiles({ url, tables }: RewriteOptions): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'thenar rewrite',
    options: `-c statement_timeout=0 -c lock_timeout=${ASK_MS}`,
  });
  await client.connect();
  try {
    await outlastOthers(client);
    // an empty table keeps its old statistics when it is analyzed, and they quote values
    await ask(client, FORGET_STATISTICS, [[...new Set(tables)]]);
    for (const table of new Set(tables)) await ask(client, `VACUUM (FULL, ANALYZE) ${pg.escapeIdentifier(table)}`);
    await ask(client, 'VACUUM FULL pg_catalog.pg_statistic');
    await renewLog(client);
  } finally {
    await client.end();
  }
}

/** @throws the server's error, when the lock was not to be had in half a minute of asking */
async function ask(client: pg.Client, sql: string, parameters?: unknown[]): Promise<void> {
  for (let times = 1; ; times++) {
    try {
      await client.query(sql, parameters);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_TO_BE_HAD || times === ASK_TIMES) throw error;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

/** Rows that a transaction under way could still see would be written anew with the others. */
async function outlastOthers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mine: string }>('SELECT pg_current_xact_id()::text AS mine');
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += PAUSE_MS) {
    const { rows: seen } = await client.query<{ over: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS over',
      [rows[0]!.mine],
    );
    if (seen[0]!.over) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error('a transaction has been open for too long to rewrite the files');
}

/** Goes on in a new segment until none is left that was written before, or was made of one. */
async function renewLog(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ ready: string }>(
    'SELECT count(*) AS ready FROM pg_ls_waldir() WHERE name > pg_walfile_name(pg_current_wal_insert_lsn()) AND length(name) = 24',
  );
  const segments = Math.min(Number(rows[0]!.ready) + 1, MAX_SEGMENTS);
  for (let i = 0; i < segments; i++) {
    await client.query('SELECT pg_current_xact_id()'); // an empty segment is not switched away from
    await client.query('SELECT pg_switch_wal()');
  }
  await client.query('CHECKPOINT');
}
