/** `npm run test:model [-- --runs 1000] [--seed N]`: enrollment in any order, as often as asked; a failure prints how to repeat it. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string' } } });
const runs = Number(values.runs);
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!(runs >= 1 && runs <= 100_000 && seed >= 0)) throw new Error('--runs 1..100000, --seed a whole number');
process.stderr.write(`${runs} runs; to repeat them: npm run test:model -- --runs ${runs} --seed ${seed}\n`);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, '-i', 'test/guarantees/enrollment-model'],
  {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, THENAR_TEST_MODEL: JSON.stringify({ runs, seed }) },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
