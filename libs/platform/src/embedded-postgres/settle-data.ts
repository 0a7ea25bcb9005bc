/** Brings data that is there, or is about to be, to a place its server can reach and to an owner it runs as. */
import { chmodSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { giveTo, makeOutsideHome, moveData, reaches, type DataHome } from './data-home.js';
import type { Identity } from './identity.js';
import type { Log } from './supervisor.js';

interface SettleOptions {
  identity: Identity;
  log: Log;
  roots?: string[];
}

/** No server may run on the data. Each step can be broken off and taken again by the next start. */
export async function settleData(found: DataHome, how: SettleOptions): Promise<DataHome> {
  const { identity, log } = how;
  const { folder, owner } = found;
  const home = (await isWithinReach(found, how)) ? found.home : await leave(found, how);
  if (owner && identity.owner && owner.uid !== identity.owner.uid) {
    giveTo(identity.owner, join(home, 'pgdata'));
    const message = `the database now belongs to uid ${identity.owner.uid}, as whom its server runs`;
    log({ level: 'warn', message, folder, before: owner.uid });
  }
  return { folder, home, owner: identity.owner };
}

/**
 * A folder whose own mode is the only obstacle is opened for passage: what we keep in it is closed file by
 * file, and data that left the folder would also leave the volume that it may be on.
 */
async function isWithinReach({ folder, home }: DataHome, { identity, log }: SettleOptions): Promise<boolean> {
  if (await reaches(identity, home)) return true;
  if (home !== folder || !(await reaches(identity, dirname(folder)))) return false;
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
  const message = `${folder} was opened for passage (mode +x): the database server runs as uid ${identity.owner?.uid}`;
  log({ level: 'warn', message, folder });
  return reaches(identity, home);
}

async function leave({ folder, home, owner }: DataHome, { identity, log, roots }: SettleOptions): Promise<string> {
  const outside = await makeOutsideHome(folder, identity, roots);
  if (owner && outside !== home) moveData(home, outside);
  const message = `the database server (uid ${identity.owner?.uid}) cannot reach ${home}: the database is in ${outside}`;
  log({ level: 'warn', message, folder, home: outside });
  return outside;
}
