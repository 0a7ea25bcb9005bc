/** The second layer of isolation: whatever the application forgets, PostgreSQL shows a tenant its own rows and no others. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { type FilledTable, fillEveryTable } from './schema/fill-every-table.js';

const MINE = randomUUID();
const THEIRS = randomUUID();

/** Tables that belong to no tenant: the application's role may not touch them, or sees them by another rule. */
const WITHOUT_A_TENANT: Record<string, string> = {
  cli_grants: 'asked for before anybody signed in; jobs only',
  dpop_proofs: 'spent by terminals of every tenant; jobs only',
  idempotency_keys: 'belong to a credential: visible to the request that fulfils its own',
  terminal_registrations: 'begin before there is a tenant; jobs only',
  users: 'visible to colleagues, by membership',
};

/** Functions that run with the rights of their owner. */
const RUN_AS_OWNER = ['drop_scan_months', 'ensure_scan_month'];

let server: TestDatabase;
let database: Database;
let tables: FilledTable[];
let connection: pg.Client;

beforeAll(async () => {
  server = await cloneDatabase();
  tables = await fillEveryTable(server, [MINE, THEIRS]);
  const roles = { app: 'thenar_app', jobs: 'thenar_jobs' };
  database = await Database.connect({ url: server.url, entities: [], clock: new Clock(), roles });
  connection = new pg.Client({ connectionString: server.url });
  await connection.connect();
}, 60_000);
afterAll(async () => {
  await connection?.end();
  await database?.close();
  await server?.drop();
});

/** The rows of a statement that one of the roles runs, for these organizations, in a transaction that is undone. */
async function as<Row extends pg.QueryResultRow>(
  role: string,
  organizationIds: string[] | null,
  sql: string,
): Promise<Row[]> {
  const whose =
    organizationIds === null ? '' : `SELECT set_config('app.org_ids', '${organizationIds.join(',')}', true);`;
  try {
    await connection.query(`BEGIN; SET LOCAL ROLE ${role}; ${whose}`);
    return (await connection.query<Row>(sql)).rows;
  } finally {
    await connection.query('ROLLBACK');
  }
}
const asApp = <Row extends pg.QueryResultRow>(organizationIds: string[] | null, sql: string) =>
  as<Row>('thenar_app', organizationIds, sql);

const countOf = async (organizationIds: string[] | null, { name }: FilledTable) =>
  Number((await asApp<{ n: string }>(organizationIds, `SELECT count(*) AS n FROM "${name}"`))[0]!.n);

const ofTenants = () => tables.filter((table) => table.ofTenants);

describe('every table', () => {
  it('has row-level security that its owner cannot step over', async () => {
    const open = await server.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> 'schema_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });

  it('belongs to a tenant, or is known not to', () => {
    const strays = tables.filter(({ ofTenants: owned }) => !owned).map(({ name }) => name);
    expect(strays).toEqual(Object.keys(WITHOUT_A_TENANT));
  });

  it('has a policy for tenants and one for jobs', async () => {
    const policies = await server.query<{ on: string }>(
      `SELECT polrelid::regclass::text || ' ' || polname || ' ' || polroles::regrole[]::text AS on FROM pg_policy`,
    );
    const known = new Set(policies.map(({ on }) => on));
    expect(tables.map(({ name }) => `${name} jobs {thenar_jobs}`).filter((policy) => !known.has(policy))).toEqual([]);
    expect(
      ofTenants()
        .map(({ name }) => `${name} tenant {thenar_app}`)
        .filter((policy) => !known.has(policy)),
    ).toEqual([]);
  });

  it('keeps its partitions out of reach', async () => {
    const reachable = await server.query(
      `SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' AND relacl IS NOT NULL
       AND EXISTS (SELECT 1 FROM aclexplode(relacl) g WHERE g.grantee <> relowner)`,
    );
    expect(reachable).toEqual([]);
  });

  it('keeps times to the millisecond and with their zone', async () => {
    const other = await server.query(
      `SELECT table_name, column_name, data_type, datetime_precision FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type LIKE 'timestamp%'
       AND NOT (data_type = 'timestamp with time zone' AND datetime_precision = 3)`,
    );
    expect(other).toEqual([]);
  });
});

describe('the application’s role', () => {
  it('is weak: no login, no superuser, no way around the policies, owner of nothing, member of nothing', async () => {
    const [role] = await server.query(
      `SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns,
              (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
       FROM pg_roles r WHERE rolname = 'thenar_app'`,
    );
    const none = { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(role).toEqual({ rolname: 'thenar_app', ...none, owns: 0, memberships: 0 });
  });

  it('is what tenants’ work runs as, and jobs run as theirs', async () => {
    const who = `SELECT current_user::text AS role, current_setting('is_superuser') AS super`;
    expect(await database.tenantTransaction({ organizationId: MINE }, (tx) => tx.query(who))).toEqual([
      { role: 'thenar_app', super: 'off' },
    ]);
    expect(await database.systemTransaction('which role a job has', (tx) => tx.query(who))).toEqual([
      { role: 'thenar_jobs', super: 'off' },
    ]);
  });

  it('sees nothing of any table before it says whose work it does', async () => {
    const readable = tables.filter(({ rights }) => rights.includes('SELECT'));
    expect(readable.length).toBeGreaterThan(20);
    for (const table of readable)
      expect([table.name, await countOf(null, table), await countOf([], table)]).toEqual([table.name, 0, 0]);
  });

  it('sees one tenant’s rows, the other’s, both or none, as its setting says', async () => {
    for (const table of ofTenants().filter(({ rights }) => rights.includes('SELECT'))) {
      const seen = await asApp<{ organization_id: string }>([MINE], `SELECT organization_id FROM "${table.name}"`);
      expect([table.name, seen]).toEqual([table.name, [{ organization_id: MINE }]]);
      expect([table.name, await countOf([MINE, THEIRS], table), await countOf([randomUUID()], table)]).toEqual([
        table.name,
        2,
        0,
      ]);
    }
  });

  it('neither changes nor removes nor plants a row of another tenant', async () => {
    for (const { name, rights } of ofTenants()) {
      const theirs = `WHERE organization_id = '${THEIRS}'`;
      if (rights.includes('UPDATE'))
        expect(await asApp([MINE], `UPDATE "${name}" SET organization_id = '${MINE}' ${theirs} RETURNING 1`)).toEqual(
          [],
        );
      if (rights.includes('DELETE'))
        expect(await asApp([MINE], `DELETE FROM "${name}" ${theirs} RETURNING 1`)).toEqual([]);
      if (rights.includes('UPDATE'))
        await expect(asApp([MINE], `UPDATE "${name}" SET organization_id = '${THEIRS}'`)).rejects.toMatchObject({
          code: '42501',
        });
    }
  });

  it('may not touch what belongs to nobody', async () => {
    for (const { name, rights } of tables.filter(({ rights }) => rights.length === 0)) {
      expect([name, rights]).toEqual([name, []]);
      await expect(asApp([MINE], `SELECT 1 FROM "${name}"`)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('whose work a connection does', () => {
  it('is forgotten when the transaction ends, whoever borrows the connection next', async () => {
    const setting = `SELECT coalesce(nullif(current_setting('app.org_ids', true), ''), 'nobody') AS whose`;
    for (let round = 0; round < 5; round++) {
      await Promise.allSettled(
        Array.from({ length: 40 }, (_, i) =>
          database.tenantTransaction({ organizationId: MINE }, async (tx) => {
            await tx.query('SELECT count(*) FROM members');
            if (i % 3 === 0) throw new Error('undone');
          }),
        ),
      );
      const leaks = await Promise.all(
        Array.from({ length: 40 }, () => database.tenantTransaction({ roles: new Map() }, (tx) => tx.query(setting))),
      );
      expect(leaks.flat()).toEqual(Array.from({ length: 40 }, () => ({ whose: 'nobody' })));
    }
  });
});

describe('the record of who did what', () => {
  it.each(['thenar_app', 'thenar_jobs'])('only grows, for %s too', async (role) => {
    for (const statement of [
      "UPDATE audit_events SET action = 'x'",
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
    ])
      await expect(as(role, [MINE], statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('functions with the rights of their owner', () => {
  it('are these, have a fixed search path, and are not for everybody', async () => {
    const functions = await server.query<{ name: string }>(
      `SELECT proname AS name, proconfig::text LIKE '%search_path%' AS pathed,
              has_function_privilege('thenar_app', oid, 'EXECUTE') AS "forTheApp",
              EXISTS (SELECT 1 FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) g WHERE g.grantee = 0) AS "forEverybody"
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1`,
    );
    expect(functions).toEqual(
      RUN_AS_OWNER.map((name) => ({ name, pathed: true, forTheApp: false, forEverybody: false })),
    );
  });
});
