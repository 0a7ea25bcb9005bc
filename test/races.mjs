/** `npm run test:races`: what happens at the same moment or comes twice, as often as it takes to believe it. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const specs = ['enrollment-races', 'offline-scans', 'deleted-palms'].map((name) => `test/guarantees/${name}`);
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, '-i', ...specs], {
  cwd: join(import.meta.dirname, '..'),
  env: { ...process.env, THENAR_TEST_RACES: 'full' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
