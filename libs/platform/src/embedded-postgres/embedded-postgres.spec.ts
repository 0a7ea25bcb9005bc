import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { FolderBusyError, startEmbeddedPostgres, type EmbeddedPostgres } from './index.js';
import { readPostmasterPid } from './leftover.js';
import type { LogEvent } from './supervisor.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'thenar-postgres-')));
const folder = join(root, 'data');
const logged: LogEvent[] = [];
const start = (): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ folder, log: (event) => void logged.push(event), maxConnections: 42 });
let postgres: EmbeddedPostgres;

beforeAll(async () => (postgres = await start()));
afterAll(async () => {
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

async function query<Row extends pg.QueryResultRow>(text: string, url = postgres.url): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 8_000) throw new Error('waited for 8 s in vain');
    await sleep(20);
  }
}

test('a new folder gets a PostgreSQL 18 with the database thenar, in UTF-8, sorted by code point', async () => {
  const [row] = await query(`select current_database() as name, current_setting('server_version') as version,
    pg_encoding_to_char(encoding) as encoding, datlocale as locale from pg_database where datname = 'thenar'`);
  expect(row).toMatchObject({ name: 'thenar', encoding: 'UTF8', locale: 'C.UTF-8' });
  expect(row!['version']).toMatch(/^18\./);
  expect(postgres.state()).toMatchObject({ phase: 'ready', restarts: 0 });
});

test('it is set for one machine: loopback, no unix socket, the wished number of connections', async () => {
  const [row] = await query(`select current_setting('listen_addresses') as listen,
    current_setting('unix_socket_directories') as sockets, current_setting('max_connections') as connections,
    current_setting('shared_buffers') as buffers, current_setting('fsync') as fsync`);
  expect(row).toEqual({ listen: '127.0.0.1', sockets: '', connections: '42', buffers: '128MB', fsync: 'on' });
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  for (const { address } of outside.filter(({ internal, family }) => !internal && family === 'IPv4')) {
    await expect(connects(address, Number(new URL(postgres.url).port))).resolves.toBe(false);
  }
});

test('the password is asked for, kept for its owner alone, and never in the log', async () => {
  const url = new URL(postgres.url);
  const { password } = url;
  url.password = 'wrong';
  await expect(query('select 1', url.href)).rejects.toMatchObject({ code: '28P01' });
  expect(readFileSync(join(folder, 'superuser.pw'), 'utf8').trim()).toBe(password);
  expect(statSync(join(folder, 'superuser.pw')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'pgdata')).mode & 0o777).toBe(0o700);
  expect(JSON.stringify(logged)).not.toContain(password);
});

test('a second gateway on the same folder is refused with the pid of the first', async () => {
  const refused = await start().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FolderBusyError);
  expect((refused as Error).message).toBe(`another gateway (pid ${process.pid}) is using ${folder}`);
});

test('a server that is killed comes back on the same port with its data, and its log contains no rows', async () => {
  await query('create table mark (name text unique)');
  await query(`insert into mark values ('palm-secret')`);
  await expect(query(`insert into mark values ('palm-secret')`)).rejects.toMatchObject({ code: '23505' });
  for (const restarts of [1, 2]) {
    process.kill(postgres.state().pid!, 'SIGKILL');
    await until(() => postgres.state().restarts === restarts && postgres.state().phase === 'ready');
    await expect(query('select name from mark')).resolves.toEqual([{ name: 'palm-secret' }]);
  }
  const messages = logged.map(({ message }) => message);
  expect(messages.filter((message) => message === 'PostgreSQL died (signal SIGKILL)')).toHaveLength(2);
  expect(messages.filter((message) => message === 'PostgreSQL runs again')).toHaveLength(2);
  expect(JSON.stringify(logged)).toContain('ready to accept connections');
  expect(JSON.stringify(logged)).not.toContain('palm-secret');
});

test('stop ends it for good, however often it is called, and the next start finds the data', async () => {
  const { pid } = postgres.state();
  await Promise.all([postgres.stop(), postgres.stop()]);
  await postgres.stop();
  expect(postgres.state()).toEqual({ phase: 'stopped', restarts: 2, pid: null });
  expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
  await sleep(300);
  expect(readPostmasterPid(join(folder, 'pgdata'))).toBeUndefined();
  postgres = await start();
  await expect(query('select name from mark')).resolves.toEqual([{ name: 'palm-secret' }]);
});

test('stop does not wait for a client that holds a transaction open', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query('lock table mark');
  const before = performance.now();
  await postgres.stop();
  expect(performance.now() - before).toBeLessThan(25_000);
  await client.end().catch(() => undefined);
});

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 500 });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
