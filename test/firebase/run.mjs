/** Meets the real Firebase Auth emulator: installs it apart from our own packages, starts it, runs the specs here, stops it. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '15.34';
const READY_MS = 60_000;
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folder = process.env.AUTH_EMULATOR_FOLDER || join(cache, 'thenar', `auth-emulator-${VERSION}`);
const here = import.meta.dirname;
const root = join(here, '../..');

await install();
const emulator = fork(join(here, 'auth-emulator.cjs'), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const result = await ready()
  .then(runSpecs)
  .finally(() => stop(emulator));
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed === 0 && result.passed > 0 ? 0 : 1;

async function install() {
  const manifest = join(folder, 'node_modules/firebase-tools/package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version.startsWith(`${VERSION}.`)) return;
  console.log(`Installing firebase-tools ${VERSION} into ${folder} (about 220 MB, once) …`);
  mkdirSync(folder, { recursive: true });
  const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--prefix', folder, ...flags, `firebase-tools@${VERSION}`];
  const npm = process.env.npm_execpath;
  const code = await (npm ? run(process.execPath, [npm, ...args]) : run('npm', args));
  if (code !== 0) throw new Error(`npm install ended with ${code}`);
}

/** @returns the emulator's `host:port` */
async function ready() {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(READY_MS)]);
  const ended = once(emulator, 'exit', { signal }).then(([code]) => {
    throw new Error(`the emulator ended with ${code}`);
  });
  try {
    const [{ port }] = await Promise.race([once(emulator, 'message', { signal }), ended]);
    return `127.0.0.1:${port}`;
  } finally {
    over.abort();
  }
}

async function runSpecs(host) {
  const scratch = mkdtempSync(join(tmpdir(), 'thenar-firebase-'));
  const outcome = join(scratch, 'outcome.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', jest];
  const config = ['-c', join(here, 'jest.config.js'), '--json', `--outputFile=${outcome}`];
  await run(process.execPath, [...args, ...config], { FIREBASE_AUTH_EMULATOR_HOST: host });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(outcome, 'utf8'));
  rmSync(scratch, { recursive: true });
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

/** By its process id, and waited for: nothing of it stays behind. */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(child.pid, 'SIGTERM');
  await ended;
}
