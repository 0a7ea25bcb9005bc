/** A gateway as a child process on a folder of its own: started, awaited, stopped, and nothing left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DevelopmentFile } from '../tenant.js';
import { delay } from '../cancellation.js';

export interface GatewayProcess {
  facts: DevelopmentFile;
  folder: string;
  stop(): Promise<void>;
}

const GATEWAY = fileURLToPath(new URL('../../../gateway/src/main.js', import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 12_000;
const LOOK_EVERY_MS = 50;
const KEPT_OUTPUT_CHARS = 4_000;

export async function startGatewayProcess(stop: AbortSignal): Promise<GatewayProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-demo-'));
  // a process group of its own: Ctrl-C reaches the demo, which then stops the gateway in good order
  const child = spawn(process.execPath, [GATEWAY], {
    env: demoEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT_OUTPUT_CHARS)));
  }
  const end = () => endProcess(child, folder);
  try {
    return { facts: await awaitFacts(child, join(folder, 'dev.json'), stop), folder, stop: end };
  } catch (error) {
    await end();
    throw new Error(`${(error as Error).message}\n${output}`.trimEnd(), { cause: error });
  }
}

/** Whatever the caller's shell says about another gateway does not concern this one. */
function demoEnvironment(folder: string): NodeJS.ProcessEnv {
  const foreign = /^(THENAR_|DATABASE_|FIREBASE_|WEBHOOK_|REDIS_|TRUST_PROXY$|GOOGLE_APPLICATION_CREDENTIALS$|ROLES$)/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return { ...kept, NODE_ENV: 'development', PORT: '0', THENAR_DATA_DIR: folder };
}

async function awaitFacts(child: ChildProcess, file: string, stop: AbortSignal): Promise<DevelopmentFile> {
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  for (let facts = readFacts(file); ; facts = readFacts(file)) {
    if (facts) return facts;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the gateway ended before it was ready');
    if (stop.aborted) throw new Error('stopped');
    if (performance.now() > deadlineMs) throw new Error(`the gateway was not ready within ${READY_WITHIN_MS / 1000} s`);
    await delay(LOOK_EVERY_MS, stop);
  }
}

/** Null while the file is not there, or not there in full. */
function readFacts(file: string): DevelopmentFile | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentFile;
  } catch {
    return null;
  }
}

async function endProcess(child: ChildProcess, folder: string): Promise<void> {
  const running = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<void>((resolve) => (running() ? child.once('exit', () => resolve()) : resolve()));
  if (running()) child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
  removeFolder(folder);
}

/** The database may live outside, where its server can reach it; `pgdata` is then a link to it. */
function removeFolder(folder: string): void {
  const data = join(folder, 'pgdata');
  if (lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const home = dirname(realpathSync(data));
    if (basename(home).startsWith('thenar-')) rmSync(home, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}
