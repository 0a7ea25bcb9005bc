/**
 * What a connection must be before it is used: acts as a weak role, under row-level security, with limits on time. It is
 * set by statements and read back, because a pooler may drop startup parameters without a word, and isolation with them.
 */
import pg from 'pg';

export interface SessionSettings {
  role: string;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
}

/** The database answers, but not as it must; the message says what to do. */
export class SessionUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

interface ReadBack {
  role: string;
  bypasses: boolean;
  row_security: string;
  /** Milliseconds. */
  statement_timeout: number;
  lock_timeout: number;
  time_zone: string;
  search_path: string;
}

const IDLE_IN_TRANSACTION_MS = 30_000;
/** Temporary objects last: none may stand in for a table or a function. */
const SEARCH_PATH = 'public, pg_temp';
/** insufficient_privilege, invalid_parameter_value (no such role) */
const NOT_THAT_ROLE = ['42501', '22023'];

/**
 * Sets what a new connection needs, in one message, and reads it back.
 * @throws SessionUnusableError where it differs from what was set
 */
export async function prepareSession(client: pg.Client, settings: SessionSettings): Promise<void> {
  const sql = `
    SET ROLE ${pg.escapeIdentifier(settings.role)};
    SET row_security = on;
    SET statement_timeout = ${settings.statementTimeoutMs};
    SET lock_timeout = ${settings.lockTimeoutMs};
    SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};
    SET timezone = 'UTC';
    SET search_path = ${SEARCH_PATH};
    SELECT current_user AS role, r.rolsuper OR r.rolbypassrls AS bypasses, current_setting('row_security') AS row_security,
      extract(epoch FROM current_setting('statement_timeout')::interval)::float8 * 1000 AS statement_timeout,
      extract(epoch FROM current_setting('lock_timeout')::interval)::float8 * 1000 AS lock_timeout,
      current_setting('timezone') AS time_zone, current_setting('search_path') AS search_path
    FROM pg_roles r WHERE r.rolname = current_user`;
  const results = (await client.query(sql).catch((error: Error & { code?: string }) => {
    throw error.code && NOT_THAT_ROLE.includes(error.code) ? notThatRole(settings) : error;
  })) as unknown as pg.QueryResult<ReadBack>[];
  const difference = differenceOf(results.at(-1)?.rows[0], settings);
  if (difference !== null) throw new SessionUnusableError(difference);
}

const notThatRole = ({ role }: SessionSettings) =>
  new SessionUnusableError(
    `The login of the database may not act as ${role}: run the migrations, or GRANT ${role} to the login of DATABASE_URL.`,
  );

function differenceOf(found: ReadBack | undefined, wanted: SessionSettings): string | null {
  if (found?.role !== wanted.role) return `A connection acts as ${found?.role ?? 'nobody'}, not as ${wanted.role}.`;
  if (found.bypasses || found.row_security !== 'on')
    return `Row-level security does not hold for ${found.role}: it must be no superuser and have no BYPASSRLS.`;
  const settings = [
    ['statement_timeout', found.statement_timeout, wanted.statementTimeoutMs],
    ['lock_timeout', found.lock_timeout, wanted.lockTimeoutMs],
    ['timezone', found.time_zone, 'UTC'],
    ['search_path', found.search_path, SEARCH_PATH],
  ] as const;
  const different = settings.find(([, held, set]) => held !== set);
  return different
    ? `The database does not keep ${different[0]}: it was set to ${different[2]} and is ${different[1]}.`
    : null;
}

const POOLED =
  'DATABASE_URL leads to a pooler that hands out connections by transaction. Roles, limits and LISTEN need sessions: ' +
  'set pool_mode = session for this database, or name PostgreSQL itself.';
const LOOKS = 4;

/**
 * Two open clients on one server process, or one client on two, are possible only behind such a pooler.
 * @throws SessionUnusableError
 */
export async function requireSessions(url: string, connectTimeoutMs: number): Promise<void> {
  const clients = [0, 1].map(
    () =>
      new pg.Client({
        connectionString: url,
        application_name: 'thenar start',
        connectionTimeoutMillis: connectTimeoutMs,
      }),
  );
  try {
    const seen = clients.map(() => new Set<number>());
    for (const client of clients) {
      client.on('error', () => undefined); // the query that follows says it
      await client.connect();
    }
    for (let look = 0; look < LOOKS; look++)
      for (const [i, client] of clients.entries()) {
        const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        seen[i]!.add(rows[0]!.pid);
      }
    const [first, second] = seen as [Set<number>, Set<number>];
    if (first.size > 1 || second.size > 1 || [...first].some((pid) => second.has(pid)))
      throw new SessionUnusableError(POOLED);
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}
