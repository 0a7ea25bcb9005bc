/** Where the data folder lives: in the gateway's folder, or, where the server cannot reach that, outside of it. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lchownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { readlinkSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { commandAs, NOBODY_ACCOUNT, type Identity, type Owner } from './identity.js';
import { runCommand } from './run-command.js';

export interface DataHome {
  /** the gateway's folder, a real path: lock, password, and `pgdata` or a link to it */
  folder: string;
  /** the folder that holds `pgdata` and, if need be, a copy of the programs */
  home: string;
  /** owner of `pgdata`, when there is one */
  owner?: Owner;
}

export const PASSWORD_FILE = 'superuser.pw';

/** /var/lib first: many systems delete from /var/tmp what nobody has read for a month. */
export const REACHABLE_ROOTS = ['/var/lib', '/var/tmp'];

/** Makes the folder, mode 0700, unless it is there. Returns its real path. */
export function openFolder(path: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(dirname(folder), { recursive: true });
    makeUnlessThere(folder);
    return realpathSync(folder);
  } catch (error) {
    throw new EmbeddedPostgresError(`cannot make the data folder ${folder}: ${(error as Error).message}`);
  }
}

/** Finds the data that earlier starts made, in whichever way they made it. */
export function findData(folder: string, roots = REACHABLE_ROOTS): DataHome {
  const local = join(folder, 'pgdata');
  const entry = lstatSync(local, { throwIfNoEntry: false });
  if (!entry) return findUnlinkedData(folder, roots) ?? { folder, home: folder };
  try {
    const { uid, gid } = statSync(local);
    return { folder, home: dirname(realpathSync(local)), owner: { uid, gid } };
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new EmbeddedPostgresError(
      gone
        ? `the database of ${folder} is gone: ${local} leads to ${readlinkSync(local)}, which is not there. ` +
            'Bring it back, or delete the link to begin with an empty database'
        : `the database ${local} is closed to the gateway (${(error as Error).message}): ` +
            'start it as the user who made the database',
    );
  }
}

/** Can a server of this identity walk into `folder`? Asked of the kernel, as that identity. */
export async function reaches(identity: Identity, folder: string): Promise<boolean> {
  if (identity.kind === 'plain') return true;
  return (await runCommand(commandAs(identity, ['test', '-x', folder]))).status === 0;
}

/** Makes a folder of the server's own, mode 0700, under the first root it reaches. */
export async function makeOutsideHome(folder: string, identity: Identity, roots = REACHABLE_ROOTS): Promise<string> {
  const refusals: string[] = [];
  for (const home of outsideHomes(folder, roots)) {
    try {
      claim(home, identity.owner!);
      if (await reaches(identity, home)) return home;
      rmdirSync(home);
      refusals.push(`${home}: not reachable for the server`);
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  throw new EmbeddedPostgresError(`no place for the database that its server can reach: ${refusals.join('; ')}`);
}

/** Links `pgdata` of the gateway's folder to data that lives outside; the last step of making or moving it. */
export function linkData(folder: string, home: string): void {
  const local = join(folder, 'pgdata');
  const target = join(home, 'pgdata');
  if (home === folder || (existsSync(local) && realpathSync(local) === realpathSync(target))) return;
  rmSync(local, { force: true });
  symlinkSync(target, local);
}

/** Moves root's data out of a folder its new owner cannot reach. */
export function moveData(from: string, home: string): void {
  try {
    renameSync(join(from, 'pgdata'), join(home, 'pgdata'));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `the server cannot reach its data in ${from}, and it cannot be moved to ${home}: ${(error as Error).message}`,
    );
  }
}

/** Inner files first: the owner of the top folder says whose data it is, so a broken-off change begins again. */
export function giveTo(owner: Owner, path: string): void {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveTo(owner, join(path, name));
  lchownSync(path, owner.uid, owner.gid);
}

/** A start that was broken off just before the link; without a password here it is another folder's data. */
function findUnlinkedData(folder: string, roots: string[]): DataHome | undefined {
  if (process.getuid?.() !== 0 || !existsSync(join(folder, PASSWORD_FILE))) return undefined;
  for (const home of outsideHomes(folder, roots)) {
    const outside = lstatSync(home, { throwIfNoEntry: false });
    const data = lstatSync(join(home, 'pgdata'), { throwIfNoEntry: false });
    const trusted = outside?.isDirectory() && [0, NOBODY_ACCOUNT.uid].includes(outside.uid);
    if (trusted && data?.isDirectory()) return { folder, home, owner: { uid: data.uid, gid: data.gid } };
  }
  return undefined;
}

function outsideHomes(folder: string, roots: string[]): string[] {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return roots.map((root) => join(root, `thenar-${hash}`));
}

/** Two gateways may make the same folder at once. */
function makeUnlessThere(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Anybody may write to /var/tmp: a folder of this name that another user made is not ours to use. */
function claim(home: string, owner: Owner): void {
  if (!lstatSync(home, { throwIfNoEntry: false })) {
    mkdirSync(home, { mode: 0o700 });
    chownSync(home, owner.uid, owner.gid);
  }
  const stat = lstatSync(home);
  if (!stat.isDirectory() || ![0, NOBODY_ACCOUNT.uid, owner.uid].includes(stat.uid)) {
    throw new EmbeddedPostgresError(`${home} belongs to somebody else`);
  }
  chownSync(home, owner.uid, owner.gid);
  chmodSync(home, 0o700);
}
