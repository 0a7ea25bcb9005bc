/** A database of its own for each test file, cloned from the migrated template in a moment. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** Superuser; the gateway itself works as its weak roles. */
  url: string;
  query<Row extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

const baseUrl = () => process.env.THENAR_TEST_BASE!;

export async function cloneDatabase(): Promise<TestDatabase> {
  const name = `thenar_${randomBytes(6).toString('hex')}`;
  // the other strategy writes every page of it to the log, too
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${process.env.THENAR_TEST_TEMPLATE} STRATEGY FILE_COPY`);
  const url = Object.assign(new URL(baseUrl()), { pathname: `/${name}` }).toString();
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  return {
    url,
    query: async (sql, parameters) => (await pool.query(sql, parameters)).rows as never,
    drop: async () => {
      await pool.end();
      if (process.env.TEST_DATABASE_URL) await drop(name); // our own server goes as a whole at the end, in a moment
    },
  };
}

/** The server waits 5 s for connections that are just ending; a forced end would reach them as an error. */
const drop = (name: string): Promise<void> =>
  asAdmin(`DROP DATABASE IF EXISTS ${name}`).catch(() => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: baseUrl() });
  await client.connect();
  try {
    for (let tries = 0; ; tries++) {
      try {
        await client.query(sql);
        return;
      } catch (error) {
        // the template is being cloned by another worker
        if ((error as { code?: string }).code !== '55006' || tries > 50 || sql.startsWith('DROP')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    await client.end();
  }
}
