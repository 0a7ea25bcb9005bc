/** Starts a program of this repository from its build, and builds first what is older than its sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const TERMINAL = { app: 'terminal', sources: ['apps/terminal/src', 'libs/palm/src'] };
const GATEWAY = { app: 'gateway', sources: ['apps/gateway/src', 'libs'] };
const PROGRAMS = {
  terminal: { main: 'dist/apps/terminal/src/main.js', needs: [TERMINAL] },
  demo: { main: 'dist/apps/terminal/src/demo/main.js', needs: [GATEWAY, TERMINAL] },
};

function newestMs(path) {
  const entry = statSync(join(ROOT, path));
  if (!entry.isDirectory()) return entry.mtimeMs;
  const names = readdirSync(join(ROOT, path)).filter((name) => !name.endsWith('.spec.ts'));
  return Math.max(entry.mtimeMs, ...names.map((name) => newestMs(join(path, name))));
}

function isStale({ app, sources }) {
  const built = join(ROOT, 'dist', 'apps', app, 'src', 'main.js');
  return !existsSync(built) || Math.max(...sources.map(newestMs)) > statSync(built).mtimeMs;
}

function build(app) {
  process.stderr.write(`Building the ${app} …\n`);
  const nest = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  // its words go to stderr: stdout belongs to the program
  const { status } = spawnSync(process.execPath, [nest, 'build', app], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

const [name, ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
for (const need of program.needs) if (isStale(need)) build(need.app);
process.argv = [process.argv[0], join(ROOT, program.main), ...args];
await import(pathToFileURL(process.argv[1]).href);
