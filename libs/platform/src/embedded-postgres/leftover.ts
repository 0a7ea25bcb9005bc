/** Ends the server of a gateway that was killed, before its data folder is used again. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { runCommand } from './run-command.js';

export interface PostmasterPid {
  pid: number;
  /** the data folder as the server was given it, which a later move of the folder does not change */
  data: string;
  ready: boolean;
}

const FAST_LIMIT_MS = 15_000;
const IMMEDIATE_LIMIT_MS = 8_000;
const POLL_MS = 50;

/** Returns the pid of the server that was ended, if one was running. Stale pid files are left to PostgreSQL. */
export async function endLeftover(data: string): Promise<number | undefined> {
  const left = readPostmasterPid(data);
  if (!left || !(await isRunning(left))) return undefined;
  if (await signalAndWait(left, 'SIGINT', FAST_LIMIT_MS)) return left.pid;
  if (await signalAndWait(left, 'SIGQUIT', IMMEDIATE_LIMIT_MS)) return left.pid;
  throw new EmbeddedPostgresError(`a server left by an earlier gateway (pid ${left.pid}) does not end: end it by hand`);
}

/** First, second and eighth line; the eighth says `ready` later than the port opens. */
export function readPostmasterPid(data: string): PostmasterPid | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number.parseInt(lines[0] ?? '', 10);
    return pid > 0 ? { pid, data: lines[1]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/** A pid file outlives a reboot, and its number may since belong to anybody: look before signalling. */
async function isRunning(server: PostmasterPid): Promise<boolean> {
  if (process.platform === 'win32') return false;
  if (process.platform === 'linux') {
    const args = readCommandLine(server.pid);
    return basename(args[0] ?? '') === 'postgres' && args.includes(server.data);
  }
  const { stdout } = await runCommand(['ps', '-ww', '-o', 'command=', '-p', String(server.pid)]);
  return stdout.includes('postgres') && stdout.includes(server.data);
}

function readCommandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

async function signalAndWait(server: PostmasterPid, signal: NodeJS.Signals, limitMs: number): Promise<boolean> {
  try {
    process.kill(server.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  for (let waited = 0; waited < limitMs; waited += POLL_MS) {
    if (!(await isRunning(server))) return true;
    await sleep(POLL_MS);
  }
  return false;
}
