/**
 * `npm run test:races [-- --keep]`: what happens at the same moment or comes twice, as often as it takes to believe it; with
 * `--keep` what was proved and how long it took goes into bench/results/races.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const specs = ['enrollment-races', 'offline-scans', 'deleted-palms'].map((name) => `test/guarantees/${name}`);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'thenar-races-'));
const seen = join(folder, 'seen.json');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, '-i', '--json', `--outputFile=${seen}`, ...specs],
  { cwd: root, env: { ...process.env, THENAR_TEST_RACES: 'full' }, stdio: ['inherit', 'ignore', 'inherit'] },
);
if (values.keep && status === 0) {
  const tests = JSON.parse(readFileSync(seen, 'utf8')).testResults.flatMap(({ assertionResults }) => assertionResults);
  const kept = {
    date: new Date().toISOString().slice(0, 10),
    machine: { cpu: cpus()[0].model, cpus: cpus().length, node: process.version },
    proved: tests.map(({ title, duration }) => ({ what: title, seconds: Math.round(duration / 1000) })),
  };
  writeFileSync(join(root, 'bench/results/races.json'), `${JSON.stringify(kept, null, 2)}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
