/** The file in which a gateway in development names its address, project and credentials. */
import { readFileSync } from 'node:fs';
import { type OptionValues, textOption, UsageError } from './command.js';
import type { DevelopmentFile } from './tenant.js';

export const DEFAULT_DEVELOPMENT_FILE = '.thenar/dev.json';

/** Reads the file named by `--dev`. @throws UsageError when there is none */
export function readDevelopmentFile(values: OptionValues): DevelopmentFile {
  const file = textOption(values, 'dev') ?? DEFAULT_DEVELOPMENT_FILE;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentFile;
  } catch (error) {
    throw new UsageError(`cannot read ${file} (is a gateway running? npm start): ${(error as Error).message}`);
  }
}
