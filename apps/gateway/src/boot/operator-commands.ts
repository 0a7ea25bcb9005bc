/** What an operator does beside the gateway: saving everything and having it back. The keys lie apart. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Keyring } from '#platform/keys';
import { createLogger } from '#platform/logging';
import { type GatewayConfig, gatewayConfig } from '../gateway.config.js';
import { backup } from './backup.js';
import { keysFolderOf, openDatabaseServer } from './database-urls.js';
import { bringKeys, saveKeys } from './keys-file.js';
import { operatorKeysFolder, withOperatorDatabase } from './operator-database.js';
import { restore } from './restore.js';

export const USAGE = `usage: npm run thenar -- backup FILE [--keys KEYS_FILE]    while gateways work, or not
       npm run thenar -- restore FILE [--keys KEYS_FILE]   into an empty database, with no gateway on it
Without --keys the keys folder is not touched: it needs a backup of its own.
`;

async function back(config: GatewayConfig, file: string, keysFile: string | undefined): Promise<string> {
  for (const path of [file, keysFile])
    if (path !== undefined && existsSync(path)) throw new Error(`${path} is there already: nothing was written.`);
  const { tables, rows } = await withOperatorDatabase(config, (client) => backup(client, file));
  const keys = keysFile === undefined ? null : saveKeys(await operatorKeysFolder(config), keysFile);
  const said = keys === null ? 'The keys are not in it.' : `${keys} keys are in ${keysFile}: keep it apart.`;
  return `${rows} rows of ${tables} tables are in ${file}. ${said}`;
}

async function bring(config: GatewayConfig, file: string, keysFile: string | undefined): Promise<string> {
  const urls = await openDatabaseServer(config, createLogger('warn'));
  try {
    const folder = await keysFolderOf(config, urls);
    if (keysFile !== undefined) bringKeys(keysFile, folder);
    else if (!existsSync(join(folder, 'master.key'))) throw new Error(`There are no keys in ${folder}: --keys FILE.`);
    const { rows, tables, madeAt } = await restore(urls.ownerUrl, file, Keyring.open(folder).fingerprint());
    return `${rows} rows of ${tables} tables are back, as of ${madeAt}. Deletions and erasures since then must be repeated.`;
  } finally {
    await urls.embedded?.stop();
  }
}

/**
 * @param args a command, its file, and `--keys FILE`
 * @returns what to tell the operator; null when the words are no command
 */
export async function operate(args: string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { keys: { type: 'string' } } });
  const [command, file] = positionals;
  const work = { backup: back, restore: bring }[command ?? ''];
  return work && file !== undefined ? work(gatewayConfig(env), file, values.keys) : null;
}
