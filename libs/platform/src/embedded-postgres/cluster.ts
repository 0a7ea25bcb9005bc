/** The data folder itself: made once and whole, opened only by the PostgreSQL that can read it. */
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { PASSWORD_FILE, type DataHome } from './data-home.js';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { commandAs, withName, type Identity } from './identity.js';
import { runCommand } from './run-command.js';

export interface Cluster {
  data: string;
  password: string;
  created: boolean;
}

export interface ClusterPlan {
  place: DataHome;
  identity: Identity;
  binaries: Binaries;
  durable: boolean;
}

const INITDB_LIMIT_MS = 60_000;

/** Opens the data of `place`, or makes it when there is none. */
export async function openCluster(plan: ClusterPlan): Promise<Cluster> {
  const { folder, home } = plan.place;
  const data = join(home, 'pgdata');
  if (neverFinished(data)) return initialise(plan, data);
  checkVersion(data, plan.binaries.major);
  try {
    return { data, password: readFileSync(join(folder, PASSWORD_FILE), 'utf8').trim(), created: false };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `there is a database in ${data}, but its password is not to be had (${(error as Error).message}): ` +
        `bring ${PASSWORD_FILE} back, or move the database away to begin with an empty one`,
    );
  }
}

/** Made under another name and renamed when whole: a folder called `pgdata` is never the half of one. */
async function initialise(plan: ClusterPlan, data: string): Promise<Cluster> {
  const { place, durable } = plan;
  const unfinished = `${data}.new`;
  const password = randomBytes(24).toString('base64url');
  rmSync(data, { recursive: true, force: true });
  rmSync(unfinished, { recursive: true, force: true });
  await runInitdb(plan, unfinished, password);
  writeWhole(join(place.folder, PASSWORD_FILE), `${password}\n`);
  renameSync(unfinished, data);
  if (durable) syncFolder(place.home);
  return { data, password, created: true };
}

async function runInitdb(plan: ClusterPlan, data: string, password: string): Promise<void> {
  const { identity, binaries, durable } = plan;
  const passwordFile = join(plan.place.home, 'initdb.pw');
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
    if (identity.owner)
      for (const path of [data, passwordFile]) chownSync(path, identity.owner.uid, identity.owner.gid);
    const options = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
    const sync = durable ? [] : ['--no-sync'];
    const program = [join(binaries.bin, 'initdb'), ...options, ...localeOptions(), ...sync, '--no-instructions'];
    const { status, stderr } = await runCommand(commandAs(await withName(identity), program), INITDB_LIMIT_MS);
    if (status !== 0) throw new EmbeddedPostgresError(`the database could not be made: ${stderr.trim().slice(-2000)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** PostgreSQL's own C.UTF-8 sorts alike on every machine and after every upgrade of its C library. */
function localeOptions(): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C', ...builtin];
}

/** Nothing, or what an initdb leaves that was broken off: no control file, and no database but the template. */
function neverFinished(data: string): boolean {
  if (!existsSync(data)) return true;
  if (existsSync(join(data, 'global', 'pg_control'))) return false;
  const known = new Set(['PG_VERSION', 'base', 'global', 'postgresql.conf', 'pg_hba.conf', 'pg_ident.conf']);
  const foreign = readdirSync(data).filter((name) => !known.has(name) && !/^(pg_|postgresql\.auto)/.test(name));
  const databases = existsSync(join(data, 'base')) ? readdirSync(join(data, 'base')) : [];
  if (foreign.length === 0 && databases.every((name) => name === '1')) return true;
  throw new EmbeddedPostgresError(`${data} is not a whole database: bring it back from a backup, or move it away`);
}

function checkVersion(data: string, carried: number): void {
  const file = join(data, 'PG_VERSION');
  const made = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'an unknown version';
  if (made === String(carried)) return;
  throw new EmbeddedPostgresError(
    `the database in ${data} was made by PostgreSQL ${made}, and this gateway carries PostgreSQL ${carried}: ` +
      'move it over with pg_dump or pg_upgrade, or set DATABASE_URL to a server that can read it',
  );
}

function writeWhole(path: string, text: string): void {
  const fd = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${path}.new`, path);
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
