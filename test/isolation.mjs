/** `npm run test:isolation [-- --json]`: the whole walk, both layers of isolation, every swap; the last line sums it up as JSON. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const quiet = process.argv.includes('--json');
const folder = mkdtempSync(join(tmpdir(), 'thenar-isolation-'));
const line = join(folder, 'line.json');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, '-i', 'test/guarantees/isolation.e2e-spec'],
  {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, THENAR_TEST_ISOLATION: line },
    stdio: ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2],
  },
);
try {
  process.stdout.write(`${readFileSync(line, 'utf8').trim()}\n`);
} catch {
  process.stderr.write('the walk did not come to its end; run it without --json to see why\n');
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
