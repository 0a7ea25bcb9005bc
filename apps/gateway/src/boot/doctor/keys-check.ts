/** The keys folder: there, private, writable, apart from the data, and of this database. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { GatewayConfig } from '../../gateway.config.js';
import { keyringOf } from '../key-service.js';
import type { Check, Statement } from './finding.js';

const MIN_FREE_BYTES = 16 * 1024 * 1024;

export const keysCheck: Check = {
  name: 'keys',
  examine: async (config) => {
    const folder = config.keysFolder ?? (config.databaseUrl === null ? join(config.dataFolder, 'keys') : null);
    if (folder === null) return [['ok', 'The keys lie in the home folder of this user: good enough for development.']];
    if (!existsSync(folder)) return [['warning', `${folder} is not there: the first start makes it, with new keys.`]];
    const trouble = [...examineFolder(folder), ...examineMode(folder)];
    return trouble.length > 0 ? trouble : examineContent(folder, config);
  },
};

function examineFolder(folder: string): Statement[] {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [['wrong', `${folder} cannot be written by this user: a new project needs a key file.`]];
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= MIN_FREE_BYTES) return [];
  return [['wrong', `${folder} lies on a disk that is full: new projects cannot get a key.`]];
}

function examineMode(folder: string): Statement[] {
  const wide = [folder, join(folder, 'master.key')].filter(
    (path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0,
  );
  return wide.map((path) => ['wrong', `${path} can be read by other users of this machine: chmod go= ${path}`]);
}

async function examineContent(folder: string, config: GatewayConfig): Promise<Statement[]> {
  if (!existsSync(join(folder, 'master.key')))
    return [['warning', `${folder} has no keys yet: the first start makes them.`]];
  const fingerprint = (await keyringOf(config, folder)).fingerprint();
  const known = config.databaseUrl === null ? null : await fingerprintOf(config.databaseOwnerUrl ?? config.databaseUrl);
  if (known !== null && known !== fingerprint)
    return [
      [
        'wrong',
        `The keys in ${folder} are not those of this database: set THENAR_KEYS_DIR to the folder that every gateway of this database uses.`,
      ],
    ];
  return [['ok', `The keys in ${folder} are private${known === null ? '' : ' and belong to this database'}.`]];
}

async function fingerprintOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('SET ROLE thenar_jobs');
    const { rows } = await client.query<{ keys_fingerprint: string }>('SELECT keys_fingerprint FROM installation');
    return rows[0]?.keys_fingerprint ?? null;
  } catch {
    return null; // what is wrong with the database, its own check says
  } finally {
    await client.end().catch(() => undefined);
  }
}
