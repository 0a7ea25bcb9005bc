/** The keys folder as one file: for a safe of its own, apart from the database's backups. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { GatewayConfig } from '../gateway.config.js';
import { keyringOf } from './key-service.js';

const FORMAT = 'thenar keys 1';

interface KeysFile {
  format: string;
  fingerprint: string;
  /** Contents by path in the folder. */
  files: Record<string, string>;
}

export async function saveKeys(config: GatewayConfig, folder: string, file: string): Promise<number> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.key') && statSync(join(folder, name)).isFile(),
  );
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const content: KeysFile = { format: FORMAT, fingerprint: (await keyringOf(config, folder)).fingerprint(), files };
  writeFileSync(file, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return names.length;
}

/** @throws Error when other keys are there already */
export async function bringKeys(config: GatewayConfig, file: string, folder: string): Promise<number> {
  const content = JSON.parse(readFileSync(file, 'utf8')) as KeysFile;
  if (content.format !== FORMAT) throw new Error(`${file} does not hold keys.`);
  if (existsSync(join(folder, 'master.key')) && (await keyringOf(config, folder)).fingerprint() !== content.fingerprint)
    throw new Error(`${folder} holds other keys: nothing was written.`);
  for (const [name, text] of Object.entries(content.files)) {
    const path = join(folder, name);
    if (relative(folder, path).startsWith('..')) throw new Error(`${file} names a path outside of the folder.`);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o600, flush: true });
  }
  return Object.keys(content.files).length;
}
