/** Makes the database `thenar`, and with that proves that the server lets the gateway in. */
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';

const CONNECT_LIMIT_MS = 10_000;
const WRONG_PASSWORD = '28P01';

/** Returns the URL of the database. */
export async function ensureDatabase(port: number, password: string): Promise<string> {
  const url = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const client = new pg.Client({ connectionString: url('postgres'), connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined); // A server that dies here fails the query below as well.
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'thenar'");
    if (rowCount === 0) await client.query('create database thenar');
    return url('thenar');
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new EmbeddedPostgresError(
      code === WRONG_PASSWORD
        ? 'superuser.pw does not open this database: bring back the file that belongs to it'
        : `PostgreSQL runs but does not answer: ${message}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
