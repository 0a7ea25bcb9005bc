/** Builds the console when its sources are newer than its output: `npm start` pays for it once. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');
const OUT = join(ROOT, 'dist/console');
const MARK = join(OUT, 'built');
const SOURCES = ['apps/console', 'contracts/openapi.d.ts', 'package-lock.json'];
const WORTH_PACKING = /\.(js|css|svg|json|html)$/;
const SMALLEST_BYTES = 1024;

function newestMs(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return /\.spec\.tsx?$/.test(path) ? 0 : entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** Compressed once here instead of at every request. */
function pack(file) {
  const bytes = readFileSync(file);
  if (bytes.length < SMALLEST_BYTES) return;
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

/** The service worker names every file of this build, and a version that changes with any of them. */
function writeServiceWorker() {
  const files = readdirSync(join(OUT, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `/console/assets/${name}`);
  const page = readFileSync(join(OUT, 'index.html'));
  const version = createHash('sha256').update(page).update(files.join()).digest('hex').slice(0, 16);
  const source = readFileSync(join(HERE, 'sw.js'), 'utf8');
  writeFileSync(join(OUT, 'sw.js'), source.replace('%VERSION%', version).replace('%FILES%', JSON.stringify(files)));
}

const isFresh =
  existsSync(MARK) && Math.max(...SOURCES.map((path) => newestMs(join(ROOT, path)))) <= statSync(MARK).mtimeMs;
if (!isFresh) {
  process.stderr.write('Building the console …\n');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', HERE], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
  writeServiceWorker();
  filesUnder(OUT)
    .filter((file) => WORTH_PACKING.test(file))
    .forEach(pack);
  writeFileSync(MARK, '');
}
