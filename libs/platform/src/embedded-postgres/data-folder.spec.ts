import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runEmbeddedPostgres, type StartOverrides } from './embedded-postgres.js';
import { EmbeddedPostgresError } from './index.js';

const posix = process.platform === 'win32' ? test.skip : test;
const asRoot = process.getuid?.() === 0 && process.platform === 'linux' ? test : test.skip;
const root = realpathSync(mkdtempSync(join(tmpdir(), 'thenar-folder-')));
const folder = join(root, 'data');
const data = join(folder, 'pgdata');
let warned: string[] = [];

beforeEach(() => (warned = []));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Proves by starting: resolves when the database answered. */
async function startAndStop(where: string, forced: StartOverrides = {}): Promise<void> {
  const log = ({ level, message }: { level: string; message: string }): void => {
    if (level !== 'info') warned.push(message);
  };
  const postgres = await runEmbeddedPostgres({ folder: where, log, durable: false }, forced);
  await postgres.stop();
}

// One after the other on one folder: a database is dear to make.

test('a making that was broken off is begun anew', async () => {
  mkdirSync(join(data, 'base'), { recursive: true });
  mkdirSync(join(`${data}.new`, 'base', '1'), { recursive: true });
  writeFileSync(join(`${data}.new`, 'PG_VERSION'), '18\n');
  writeFileSync(join(folder, 'initdb.pw'), 'left\n');
  chmodSync(folder, 0o700);
  await startAndStop(folder);
  expect(existsSync(join(data, 'global', 'pg_control'))).toBe(true);
  expect(existsSync(`${data}.new`)).toBe(false);
  expect(existsSync(join(folder, 'initdb.pw'))).toBe(false);
});

test('the database of another PostgreSQL is refused and left as it is', async () => {
  writeFileSync(join(data, 'PG_VERSION'), '17\n');
  const refused = startAndStop(folder);
  await expect(refused).rejects.toThrow(EmbeddedPostgresError);
  await expect(refused).rejects.toThrow(/made by PostgreSQL 17, and this gateway carries PostgreSQL 18/);
  expect(readFileSync(join(data, 'PG_VERSION'), 'utf8')).toBe('17\n');
  writeFileSync(join(data, 'PG_VERSION'), '18\n');
});

test('a database that lost its password is refused, not replaced', async () => {
  const file = join(folder, 'superuser.pw');
  const password = readFileSync(file);
  writeFileSync(file, 'another\n');
  await expect(startAndStop(folder)).rejects.toThrow(/superuser.pw does not open this database/);
  unlinkSync(file);
  await expect(startAndStop(folder)).rejects.toThrow(/its password is not to be had/);
  writeFileSync(file, password);
});

test('what is left of a database is refused, not replaced', async () => {
  const broken = join(root, 'broken');
  mkdirSync(join(broken, 'pgdata', 'base', '16384'), { recursive: true });
  await expect(startAndStop(broken)).rejects.toThrow(/is not a whole database/);
  expect(existsSync(join(broken, 'pgdata', 'base', '16384'))).toBe(true);
});

test('a server that does not start says its last words', async () => {
  const settings = readFileSync(join(data, 'postgresql.conf'));
  writeFileSync(join(data, 'postgresql.conf'), 'wal_level = nonsense\n');
  await expect(startAndStop(folder)).rejects.toThrow(/did not start. Its last words:[^]*wal_level/);
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
  writeFileSync(join(data, 'postgresql.conf'), settings);
});

posix('a server that heeds no signal is stopped all the same, and the log says how', async () => {
  const log = ({ message }: { message: string }): void => void warned.push(message);
  const forced = { stopLimits: { fastMs: 200, immediateMs: 200 } };
  const postgres = await runEmbeddedPostgres({ folder, log, durable: false }, forced);
  const { pid } = postgres.state();
  process.kill(pid!, 'SIGSTOP');
  await postgres.stop();
  expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
  expect(warned).toContain('PostgreSQL had to be stopped: killed');
});

test('a folder that cannot be made is a clear refusal', async () => {
  writeFileSync(join(root, 'file'), '');
  await expect(startAndStop(join(root, 'file', 'data'))).rejects.toThrow(/cannot make the data folder/);
});

asRoot('root without user namespaces: the data of earlier starts is given to nobody, and stays so', async () => {
  chmodSync(root, 0o711);
  await startAndStop(folder, { identity: 'setpriv' });
  expect(warned).toHaveLength(2);
  expect(warned[0]).toMatch(/opened for passage/);
  expect(warned[1]).toMatch(/now belongs to uid 65534/);
  expect(statSync(data)).toMatchObject({ uid: 65534, mode: 0o40700 });
  await startAndStop(folder);
  expect(statSync(data).uid).toBe(65534);
  expect(warned).toHaveLength(2);
});

asRoot(
  'root without user namespaces, below a closed folder: the database lives outside and is found again',
  async () => {
    const closed = join(root, 'closed');
    const roots = [join(root, 'taken'), join(root, 'open')];
    for (const path of [...roots, closed]) mkdirSync(path, { mode: path === closed ? 0o700 : 0o711 });
    chownSync(join(root, 'taken'), 65534, 65534);
    chmodSync(join(root, 'taken'), 0o000);
    const inside = join(closed, 'data');
    renameSync(folder, inside);
    await startAndStop(inside, { identity: 'setpriv', roots });
    const outside = readlinkSync(join(inside, 'pgdata'));
    const home = join(outside, '..');
    expect(outside).toMatch(/\/open\/thenar-[0-9a-f]{16}\/pgdata$/);
    expect(existsSync(join(roots[0]!, basename(home)))).toBe(false);
    expect(statSync(home)).toMatchObject({ uid: 65534, mode: 0o40700 });
    expect(warned.join('\n')).toContain(`the database is in ${home}`);

    warned = [];
    unlinkSync(join(inside, 'pgdata')); // as a start leaves it that is broken off just before the link
    await startAndStop(inside, { roots });
    expect(lstatSync(join(inside, 'pgdata')).isSymbolicLink()).toBe(true);
    expect(warned).toEqual([]);

    renameSync(outside, `${outside}.away`);
    await expect(startAndStop(inside, { roots })).rejects.toThrow(/is gone: .* leads to/);
  },
);
