/** Where the key rests between two commands: a file that only its owner reads; the environment comes first. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Settings {
  gateway: string;
  apiKey: string;
}

export const DEFAULT_GATEWAY = 'http://localhost:3000';

export function settingsFile(env: NodeJS.ProcessEnv): string {
  return env.THENAR_CLI_FILE ?? join(homedir(), '.thenar', 'cli.json');
}

/** @returns null when nobody has logged in */
export function readSettings(env: NodeJS.ProcessEnv): Settings | null {
  const kept = readKept(settingsFile(env));
  const apiKey = env.THENAR_API_KEY ?? kept?.apiKey;
  return apiKey ? { gateway: env.THENAR_GATEWAY ?? kept?.gateway ?? DEFAULT_GATEWAY, apiKey } : null;
}

export function keepSettings(env: NodeJS.ProcessEnv, settings: Settings): string {
  const file = settingsFile(env);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above counts for a new file only
  return file;
}

function readKept(file: string): Partial<Settings> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Settings>;
  } catch {
    return null;
  }
}
