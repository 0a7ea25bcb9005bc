/**
 * `npm run build`: gateway, terminal, console and command line at once, for they do not wait for each other's output.
 * Where the packages that build are absent, as in an image, a complete build is left as it is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const PARTS = ['build:gateway', 'build:terminal', 'build:console', 'build:cli'];
const BUILDERS = ['@nestjs/cli', 'typescript', 'vite'];
const BUILT = [
  'dist/apps/gateway/src/main.js',
  'dist/apps/terminal/src/main.js',
  'dist/apps/cli/src/main.js',
  'dist/console/index.html',
  'dist/libs/palm/weights/hand-landmark.f16',
];

const absent = BUILDERS.filter((name) => !existsSync(join(ROOT, 'node_modules', name)));
if (absent.length === 0) process.exitCode = await build();
else if (BUILT.every((file) => existsSync(join(ROOT, file))))
  process.stderr.write(`The build in dist is used as it is: ${absent.join(', ')} is not installed.\n`);
else {
  process.stderr.write(
    `The build needs ${absent.join(', ')}, which npm leaves out in production. Build first, then leave them out:\n` +
      '  npm ci --include=dev && npm run build && npm prune --omit=dev && npm run start:prod\n',
  );
  process.exitCode = 1;
}

async function build() {
  const codes = await Promise.all(
    PARTS.map(async (part) => {
      const child = spawn(`npm run --silent ${part}`, {
        cwd: ROOT,
        shell: true,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [code] = await once(child, 'exit');
      return code ?? 1;
    }),
  );
  // the worker threads read the landmark network's weights beside the code that runs them
  cpSync(join(ROOT, 'libs/palm/weights'), join(ROOT, 'dist/libs/palm/weights'), { recursive: true });
  return Math.max(...codes);
}
