/** Runs one short program to its end, with a bound on its time and none of the gateway's environment. */
import { spawn } from 'node:child_process';

export interface CommandResult {
  /** exit status; null when it could not be started or was killed */
  status: number | null;
  stdout: string;
  stderr: string;
}

const PROBE_LIMIT_MS = 10_000;

/** Never rejects: a program that is missing or too slow ends with status null and says so in `stderr`. */
export function runCommand(command: string[], limitMs = PROBE_LIMIT_MS): Promise<CommandResult> {
  return new Promise((resolve) => {
    const [program, ...args] = command as [string, ...string[]];
    const child = spawn(program, args, {
      cwd: '/',
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
    const ended: CommandResult = { status: null, stdout: '', stderr: '' };
    const timer = setTimeout(() => {
      ended.stderr += `\nstopped: took longer than ${limitMs} ms`;
      child.kill('SIGKILL');
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ...ended, stderr: error.message });
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ ...ended, status });
    });
  });
}

/** The gateway's environment may hold its secrets, and PGPORT or PGDATA would change what the server does. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { TZ: 'UTC', LC_ALL: 'C' };
  for (const name of ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']) {
    if (process.env[name] !== undefined) kept[name] = process.env[name];
  }
  return kept;
}
