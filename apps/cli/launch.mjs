/** `npm run thenar -- COMMAND`: the program from its build; builds nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAM = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');

if (existsSync(PROGRAM)) await import(pathToFileURL(PROGRAM).href);
else {
  process.stderr.write('There is no build yet: npm run build\n');
  process.exitCode = 3;
}
