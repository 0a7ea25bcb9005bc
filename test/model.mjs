/**
 * `npm run test:model -- [--runs 1000] [--seed N] [--processes] [--keep]`: enrollment in any order, as often as asked; a
 * failure prints how to repeat it. With `--processes` the two gateways are processes and a restart is kill -9; `--keep` adds
 * what was seen to bench/results/model.json; without that file it begins anew.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    processes: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const { processes, keep } = values;
const runs = Number(values.runs ?? (processes ? 20 : 1000));
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!(runs >= 1 && runs <= 100_000 && seed >= 0)) throw new Error('--runs 1..100000, --seed a whole number');
const again = `npm run test:model -- ${processes ? '--processes ' : ''}--runs ${runs} --seed ${seed}`;
process.stderr.write(`${runs} runs; to repeat them: ${again}\n`);

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'thenar-model-report-'));
const report = join(folder, 'seen.json');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, '-i', 'test/guarantees/enrollment-model'],
  {
    cwd: root,
    env: { ...process.env, THENAR_TEST_MODEL: JSON.stringify({ runs, seed, processes, report }) },
    stdio: 'inherit',
  },
);
if (keep && status === 0) {
  const path = join(root, 'bench/results/model.json');
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const kind = processes ? 'processes' : 'services';
  const kept = {
    ...before,
    date: new Date().toISOString().slice(0, 10),
    machine: { cpu: cpus()[0].model, cpus: cpus().length, node: process.version },
    [kind]: together(before[kind], JSON.parse(readFileSync(report, 'utf8'))),
  };
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;

/** What was kept before stays: a thousand runs may be made in pieces. */
function together(kept, { runs, seed, slowest_end_ms: slowest, ...seen }) {
  const sums = Object.entries({ runs, ...seen }).map(([name, value]) => [name, (kept?.[name] ?? 0) + value]);
  const most =
    slowest === undefined ? {} : { slowest_end_ms: Math.round(Math.max(kept?.slowest_end_ms ?? 0, slowest)) };
  return { ...Object.fromEntries(sums), seeds: [...(kept?.seeds ?? []), { seed, runs }], ...most };
}
