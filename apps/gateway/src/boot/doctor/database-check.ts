/** The database as a gateway meets it: reachable by both logins, weak roles, row-level security, time, space for connections. */
import pg from 'pg';
import type { GatewayConfig } from '../../gateway.config.js';
import { MIGRATIONS } from '../../migrations/migrations.js';
import { ROLES } from '../database-roles.js';
import { checkServer } from '../database-urls.js';
import { placeOf } from '../database-trouble.js';
import { WEAK_ROLE_WANTED, isStrongLogin } from '../checks.js';
import type { Check, Statement } from './finding.js';

const MAX_CLOCK_OFFSET_MS = 2_000;
/** Both pools, notifications and the migrations. */
const CONNECTIONS_OF_A_GATEWAY = 42;
const TIMEOUT_MS = 2_000;

export const databaseCheck: Check = {
  name: 'database',
  examine: async (config) => {
    if (config.databaseUrl === null) return [['ok', 'The gateway runs the embedded PostgreSQL itself.']];
    const urls = new Set([config.databaseOwnerUrl ?? config.databaseUrl, config.databaseUrl]);
    for (const url of urls) {
      const trouble = await checkServer(url).then(
        () => null,
        (error: Error) => error.message,
      );
      if (trouble !== null) return [['wrong', trouble]];
    }
    return (
      await Promise.all([
        transport(config),
        examineSession(config.databaseUrl, config),
        examinePooler(config.databaseUrl),
      ])
    ).flat();
  },
};

async function transport({ production, databaseUrl }: GatewayConfig): Promise<Statement[]> {
  const url = new URL(databaseUrl!);
  const local = /^(localhost|127\.|\[::1\]|$)/.test(url.hostname) || url.searchParams.has('host');
  const mode = url.searchParams.get('sslmode');
  if (local || (mode !== null && mode !== 'disable') || !production) return [];
  return [
    [
      'warning',
      `Rows and the password travel to ${placeOf(databaseUrl!)} unencrypted: add ?sslmode=verify-full to the address.`,
    ],
  ];
}

async function examineSession(url: string, config: GatewayConfig): Promise<Statement[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'thenar doctor' });
  await client.connect();
  try {
    const said: Statement[] = [];
    if (config.production && (await isStrongLogin(client))) said.push(['wrong', WEAK_ROLE_WANTED]);
    said.push(...(await examineTime(client)), ...(await examineConnections(client)));
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there`,
    );
    if (!rows[0]!.there)
      return [...said, ['warning', 'No gateway has started on this database yet: "thenar migrate" makes its schema.']];
    said.push(...(await examineRoles(url)), ...(await examineSchema(client)));
    return said;
  } finally {
    await client.end();
  }
}

async function examineTime(client: pg.Client): Promise<Statement[]> {
  const before = Date.now();
  const { rows } = await client.query<{ ms: string }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
  );
  const offsetMs = Number(rows[0]!.ms) - (before + Date.now()) / 2;
  if (Math.abs(offsetMs) <= MAX_CLOCK_OFFSET_MS) return [['ok', 'Its clock and the clock of this machine agree.']];
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  return [
    [
      'wrong',
      `The clock of this machine is ${seconds} s ${offsetMs > 0 ? 'behind' : 'ahead of'} the clock of the database: set both by NTP.`,
    ],
  ];
}

async function examineConnections(client: pg.Client): Promise<Statement[]> {
  const { rows } = await client.query<{ available: number; own: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS available,
       (SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user) AS own`,
  );
  const { available, own } = rows[0]!;
  const allowed = own >= 0 ? Math.min(available, own) : available;
  if (allowed >= CONNECTIONS_OF_A_GATEWAY) return [];
  return [
    [
      'warning',
      `The login has ${allowed} connections and a busy gateway uses ${CONNECTIONS_OF_A_GATEWAY}: raise max_connections or the limit of the role.`,
    ],
  ];
}

/** As a pool of the gateway opens its connections: what was asked for must be in force. */
async function examineRoles(url: string): Promise<Statement[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(`SET ROLE ${ROLES.app}; SET statement_timeout = ${TIMEOUT_MS}; SET timezone = 'UTC'`);
    const { rows } = await client.query<{ role: string; timeout: string; zone: string; path: string }>(
      `SELECT current_user AS role, current_setting('statement_timeout') AS timeout, current_setting('TimeZone') AS zone,
         (current_schemas(false))[1] AS path`,
    );
    const { role, timeout, zone, path } = rows[0]!;
    const said: Statement[] = [];
    if (role !== ROLES.app || timeout !== '2s' || zone !== 'UTC')
      said.push([
        'wrong',
        `A connection opens as ${role} with statement_timeout ${timeout} and time zone ${zone}, not as it was asked to: a pooler in between drops start-up options. Row-level security would be void. Let the pooler pass them on, or connect without it.`,
      ]);
    if (path !== 'public')
      said.push(['wrong', `search_path leads to ${path ?? 'no schema'} before public: reset it for the login.`]);
    return said;
  } catch (error) {
    return [
      ['wrong', `The login may not become ${ROLES.app}: ${(error as Error).message}. "thenar migrate" allows it.`],
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function examineSchema(client: pg.Client): Promise<Statement[]> {
  const { rows: open } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT relispartition AND NOT (relrowsecurity AND relforcerowsecurity) AND relname <> 'schema_migrations' ORDER BY 1`,
  );
  if (open.length > 0)
    return [
      [
        'wrong',
        `Row-level security is not in force on ${open.map(({ name }) => name).join(', ')}: ALTER TABLE … ENABLE and FORCE ROW LEVEL SECURITY, and find out who switched it off.`,
      ],
    ];
  const { rows } = await client
    .query<{ name: string }>('SELECT name FROM schema_migrations')
    .catch(() => ({ rows: null }));
  if (rows === null) return [['ok', 'Row-level security is in force.']];
  const ran = new Set(rows.map(({ name }) => name));
  const missing = MIGRATIONS.filter(({ name }) => !ran.has(name)).length;
  const newer = rows.length - (MIGRATIONS.length - missing);
  if (newer > 0) return [['warning', `The schema has ${newer} migrations of a newer version of the gateway.`]];
  if (missing > 0)
    return [['warning', `${missing} migrations have not run: "thenar migrate", or the next start, runs them.`]];
  return [['ok', 'The schema is up to date, and row-level security is in force.']];
}

/** A pooler in transaction mode serves two open sessions by one connection of the server. */
async function examinePooler(url: string): Promise<Statement[]> {
  const clients = [1, 2].map(() => new pg.Client({ connectionString: url, application_name: 'thenar doctor' }));
  try {
    const pids: number[] = [];
    for (const client of clients) {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      pids.push(rows[0]!.pid);
    }
    if (pids[0] !== pids[1]) return [];
    return [
      [
        'wrong',
        'A pooler in transaction mode stands before the database: roles and LISTEN need sessions of their own. Put it into session mode, or connect without it.',
      ],
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}
