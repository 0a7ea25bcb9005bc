/** `npm run build`: gateway, terminal and console at once, for they do not wait for each other's output. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const NEST = 'node_modules/@nestjs/cli/bin/nest.js';
const PARTS = [[NEST, 'build', 'gateway'], [NEST, 'build', 'terminal'], ['apps/console/build.mjs']];

const codes = await Promise.all(
  PARTS.map(async (part) => {
    const child = spawn(process.execPath, part, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(child, 'exit');
    return code ?? 1;
  }),
);
process.exitCode = Math.max(...codes);
