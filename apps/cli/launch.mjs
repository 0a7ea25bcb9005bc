/** `npm run thenar`: the client of a gateway, or, for `backup` and `restore`, the operator's own command of the gateway. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OPERATORS = ['backup', 'restore'];

const [command] = process.argv.slice(2);
const [builder, program] = OPERATORS.includes(command)
  ? [['node_modules/@nestjs/cli/bin/nest.js', 'build', 'gateway'], 'dist/apps/gateway/src/boot/backup.cli.js']
  : [['node_modules/typescript/bin/tsc', '-p', 'apps/cli/tsconfig.app.json'], 'dist/apps/cli/src/main.js'];
// its words go to stderr: stdout belongs to the program
const { status } = spawnSync(process.execPath, builder, { cwd: ROOT, stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(status ?? 1);
process.argv = [process.argv[0], join(ROOT, program), ...process.argv.slice(2)];
await import(pathToFileURL(process.argv[1]).href);
