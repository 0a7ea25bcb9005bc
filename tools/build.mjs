/** `npm run build`: gateway, terminal and console at once, for they do not wait for each other's output. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PARTS = ['build:gateway', 'build:terminal', 'build:console'];

const codes = await Promise.all(
  PARTS.map(async (part) => {
    const child = spawn(`npm run --silent ${part}`, {
      cwd: join(import.meta.dirname, '..'),
      shell: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(child, 'exit');
    return code ?? 1;
  }),
);
process.exitCode = Math.max(...codes);
