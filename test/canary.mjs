/**
 * `npm run test:canary [-- --json]`: all journeys and the canaries' own guarantee, with every log at trace, then a search of
 * what was logged for anything that is a secret by its form. The last line sums it up as JSON.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whole secrets; the public halves of them (a key's prefix, an id) may be logged. */
const SECRETS = {
  'API keys': /thn_(live|test)_[0-9A-Za-z]{20,}/g,
  'webhook secrets': /whsec_[A-Za-z0-9+/=]{8,}/g,
  'pictures (PNG)': /iVBORw0KGgo[A-Za-z0-9+/]{16,}/g,
  'pictures (JPEG)': /\/9j\/[A-Za-z0-9+/]{64,}/g,
  'signed tokens': /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  'private keys': /PRIVATE KEY/g,
  'bytes of templates': /(\\\\x[0-9a-f]{200,})|("data":\[(\d+,){200,})/g,
  'e-mail addresses': /[a-z0-9._-]+@(planted\.)?example\.com/gi,
  'planted words': /planted-|Zephyrine|Quillfeather|Mallory|Grace Hopper/g,
};

const quiet = process.argv.includes('--json');
const folder = mkdtempSync(join(tmpdir(), 'thenar-canary-'));
const log = join(folder, 'everything.log');
const { status } = spawnSync(
  process.execPath,
  [
    ...['--experimental-vm-modules', '--no-warnings', createRequire(import.meta.url).resolve('jest/bin/jest')],
    ...['test/journeys', 'test/guarantees/canaries'],
  ],
  {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, THENAR_TEST_LOG: log },
    stdio: ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2],
  },
);
const text = readFileSync(log, 'utf8');
const hits = Object.fromEntries(Object.entries(SECRETS).map(([what, form]) => [what, text.match(form)?.length ?? 0]));
const total = Object.values(hits).reduce((sum, n) => sum + n, 0);
const passed = status === 0;
process.stdout.write(
  `${JSON.stringify({ log_lines: text.split('\n').length - 1, hits, total, suite_passed: passed })}\n`,
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = total === 0 && passed ? 0 : 1;
