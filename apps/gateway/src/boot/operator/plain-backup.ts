/** A backup as it can be read: encrypted ones are opened into a private folder for as long as they are needed. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandUsageError } from '#platform/commands';
import type { GatewayConfig } from '../../gateway.config.js';
import { decryptFile, isEncrypted } from '../encrypted-backup.js';

export async function withPlainBackup<T>(
  config: GatewayConfig,
  { file, identityFile }: { file: string; identityFile?: string | undefined },
  work: (plain: string) => Promise<T>,
): Promise<T> {
  if (!(await isEncrypted(file))) return work(file);
  if (identityFile === undefined)
    throw new CommandUsageError(`${file} is encrypted: --identity FILE names the key that opens it`);
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(config.dataFolder, 'opened-'));
  try {
    const plain = join(folder, 'rows');
    await decryptFile(file, identityFile, plain);
    return await work(plain);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
