/** Behind a pooler: in session mode everything holds, isolation first; in transaction mode the gateway does not start, and says why. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ROLES } from '../../apps/gateway/src/boot/database-roles.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { openTenant } from '../support/tenant.js';
import { startTestGateway } from '../support/test-gateway.js';

const isInstalled = (() => {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!isInstalled) process.stderr.write('pgbouncer is not installed: its tests are skipped\n');

let database: TestDatabase;
let folder: string;
const running: ChildProcess[] = [];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A pooler before the test's server. @returns the database's URL through it */
async function openPooler(
  mode: 'session' | 'transaction' | 'statement',
  more: readonly string[] = [],
): Promise<string> {
  const port = await freePort();
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  const file = join(folder, `${mode}-${port}.ini`);
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${url.username || 'postgres'}" "${decodeURIComponent(url.password)}"\n`);
  writeFileSync(
    file,
    [
      '[databases]',
      `${name} = host=${url.hostname || '127.0.0.1'} port=${url.port || 5432} user=${url.username || 'postgres'} password='${decodeURIComponent(url.password)}'`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      `auth_file = ${users}`,
      `pool_mode = ${mode}`,
      'max_client_conn = 200',
      `logfile = ${join(folder, 'log')}`,
      'default_pool_size = 80',
      'query_wait_timeout = 5',
      ...more,
      '',
    ].join('\n'),
  );
  for (const path of [file, users]) chmodSync(path, 0o644);
  const asRoot = process.getuid?.() === 0;
  const child = spawn('pgbouncer', [...(asRoot ? ['-u', 'postgres'] : []), file], { stdio: 'ignore' });
  running.push(child);
  const through = Object.assign(new URL(database.url), { hostname: '127.0.0.1', port: String(port) }).toString();
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: through });
    try {
      await client.connect();
      await client.end();
      return through;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

beforeEach(async () => {
  if (!isInstalled) return;
  folder = mkdtempSync(join(tmpdir(), 'thenar-pooler-'));
  chmodSync(folder, 0o777);
  database = await cloneDatabase();
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGTERM');
  await database?.drop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const start = (url: string) =>
  startTestGateway({ counted: true, env: { DATABASE_URL: url, THENAR_LOG_LEVEL: 'silent' } });

(isInstalled ? describe : describe.skip)('behind pgbouncer', () => {
  it.each([
    ['as it comes', []],
    [
      'with startup parameters that it drops without a word',
      ['ignore_startup_parameters = options,extra_float_digits'],
    ],
  ])('in session mode, %s, a tenant sees its rows and no others, within the limits on time', async (_, more) => {
    const url = await openPooler('session', more);
    const gateway = await start(url);
    const acme = await openTenant(gateway, 'acme');
    const other = await openTenant(gateway, 'other');
    expect((await other.backend.get(`/v1/projects/${acme.projectId}`)).status).toBe(404);
    const seen = await gateway.gateway.foundations.database.readOnly({ organizationId: other.organizationId }, (tx) =>
      tx.query<{ role: string; organization_id: string; timeout: string; zone: string }[]>(
        `SELECT current_user AS role, organization_id, current_setting('statement_timeout') AS timeout,
                current_setting('timezone') AS zone FROM projects`,
      ),
    );
    expect(seen).toEqual([{ role: ROLES.app, organization_id: other.organizationId, timeout: '2s', zone: 'UTC' }]);
    await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
    const listening = gateway.gateway.foundations.notifications.connected();
    expect(listening).toBe(true);
    await gateway.close();
  });

  it.each(['transaction', 'statement'] as const)(
    'in %s mode it does not start, and says what to change',
    async (mode) => {
      const url = await openPooler(mode);
      const refusal = await start(url).then(
        () => null,
        (error: Error) => error,
      );
      expect(refusal).toMatchObject({
        name: 'DatabaseUnusableError',
        message: expect.stringContaining('pool_mode = session'),
      });
    },
  );
});

describe('a connection that is not what it must be', () => {
  it('is refused where the role may bypass row-level security', async () => {
    const own = await cloneDatabase();
    const name = `bypass_${Date.now()}`;
    await own.query(`CREATE ROLE ${name} LOGIN SUPERUSER`);
    try {
      const { prepareSession } = await import('../../libs/platform/src/database/session-settings.js');
      const client = new pg.Client({ connectionString: own.url });
      await client.connect();
      const settings = { role: name, statementTimeoutMs: 1_000, lockTimeoutMs: 1_000 };
      await expect(prepareSession(client, settings)).rejects.toThrow('Row-level security does not hold');
      await client.end();
    } finally {
      await own.query(`DROP ROLE ${name}`);
      await own.drop();
    }
  });
});
