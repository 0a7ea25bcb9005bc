/** What a developer reads when the gateway is up. */
import { join } from 'node:path';
import type { DevFile } from './dev-seed.js';

export function welcome(file: DevFile, dataFolder: string): string {
  return [
    '',
    `  Thenar is up on ${file.base_url}`,
    '',
    `  Console      ${file.console_url}`,
    `  API          ${file.base_url}/docs`,
    `  Everything   ${join(dataFolder, 'dev.json')}`,
    '',
    '  Pair a terminal in software, from a second window:',
    `    npm run terminal -- register --approve --dev ${join(dataFolder, 'dev.json')}`,
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}
