/** Builds both sorts of module into `dist`: run `npm ci` at the root of the repository before. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compile = (...options) =>
  execFileSync(process.execPath, [compiler, '-p', HERE, ...options], { stdio: ['ignore', 'inherit', 'inherit'] });

rmSync(join(HERE, 'dist'), { recursive: true, force: true });
compile();
compile('--module', 'commonjs', '--moduleResolution', 'bundler', '--outDir', join(HERE, 'dist/cjs'));
mkdirSync(join(HERE, 'dist/cjs'), { recursive: true });
writeFileSync(join(HERE, 'dist/cjs/package.json'), '{"type":"commonjs"}\n');
