/** `thenar backup` and `thenar restore`: saving everything and having it back. The keys lie apart. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandResult } from '#platform/commands';
import { createLogger } from '#platform/logging';
import type { GatewayConfig } from '../../gateway.config.js';
import { backup } from '../backup.js';
import { keysFolderOf, openDatabaseServer } from '../database-urls.js';
import { keyringOf } from '../key-service.js';
import { bringKeys, saveKeys } from '../keys-file.js';
import { restore } from '../restore.js';
import { withPlainBackup } from './plain-backup.js';
import { operatorKeysFolder, withOperatorDatabase } from './operator-database.js';

export interface BackupFiles {
  file: string;
  keysFile: string | undefined;
  /** Where the secret half of the key is that an encrypted backup was made for. */
  identityFile?: string | undefined;
}

export async function backUp(config: GatewayConfig, { file, keysFile }: BackupFiles): Promise<CommandResult> {
  for (const path of [file, keysFile])
    if (path !== undefined && existsSync(path)) throw new Error(`${path} is there already: nothing was written.`);
  const { tables, rows } = await withOperatorDatabase(config, (client) => backup(client, file));
  const keys = keysFile === undefined ? null : await saveKeys(config, await operatorKeysFolder(config), keysFile);
  const aboutKeys = keys === null ? 'The keys are not in it.' : `${keys} keys are in ${keysFile}: keep it apart.`;
  return {
    text: `${rows} rows of ${tables} tables are in ${file}. ${aboutKeys}`,
    data: { file, rows, tables, keys, keys_file: keysFile ?? null },
  };
}

export async function bringBack(
  config: GatewayConfig,
  { file, keysFile, identityFile }: BackupFiles,
): Promise<CommandResult> {
  const urls = await openDatabaseServer(config, createLogger('warn'));
  try {
    const folder = await keysFolderOf(config, urls);
    if (keysFile !== undefined) await bringKeys(config, keysFile, folder);
    else if (!existsSync(join(folder, 'master.key'))) throw new Error(`There are no keys in ${folder}: --keys FILE.`);
    const keyring = await keyringOf(config, folder);
    const { rows, tables, madeAt } = await withPlainBackup(config, { file, identityFile }, (plain) =>
      restore(urls.ownerUrl, plain, keyring.fingerprint()),
    );
    return {
      text: `${rows} rows of ${tables} tables are back, as of ${madeAt}. Deletions and erasures since then must be repeated.`,
      data: { rows, tables, made_at: madeAt },
    };
  } finally {
    await urls.embedded?.stop();
  }
}
