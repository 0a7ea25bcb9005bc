/** One run of the server, from spawn to exit: what it last said, whether it is ready, and how it is ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandAs, type Identity } from './identity.js';
import { readPostmasterPid } from './leftover.js';
import { childEnvironment, runCommand } from './run-command.js';
import { serverArguments, type ServerSettings } from './settings.js';

export interface ServerLaunch {
  bin: string;
  identity: Identity;
  settings: ServerSettings;
  /** Gets the server's log as it is said. */
  hear?: (text: string) => void;
}

export interface StopLimits {
  fastMs: number;
  immediateMs: number;
}

export type Outcome = 'ready' | 'exited' | 'late';

const TAIL_CHARACTERS = 4096;
const READY_POLL_MS = 10;
export const STOP_LIMITS: StopLimits = { fastMs: 8_000, immediateMs: 6_000 };

export class ServerProcess {
  readonly pid: number | undefined;
  /** how it ended, e.g. `signal SIGKILL`; never rejects */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;
  readonly #launch: ServerLaunch;
  #tail = '';
  #ended = false;

  constructor(launch: ServerLaunch) {
    this.#launch = launch;
    const server = [join(launch.bin, 'postgres'), ...serverArguments(launch.settings)];
    const [program, ...args] = commandAs(launch.identity, server) as [string, ...string[]];
    // A group of its own: Ctrl-C at a terminal must reach the gateway only, which then stops the server last.
    const options = { cwd: '/', env: childEnvironment(), detached: true, windowsHide: true };
    this.#child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    this.pid = this.#child.pid;
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      this.#tail = (this.#tail + text).slice(-TAIL_CHARACTERS);
      launch.hear?.(text);
    });
    this.exited = this.#watchExit();
    this.#watchGateway();
  }

  /** The last 4 KB of the server's log. */
  get tail(): string {
    return this.#tail.trim();
  }

  /** An open port is too early, and a pid file of an earlier run may still say ready: ask for this pid's. */
  async untilReady(limitMs: number): Promise<Outcome> {
    const deadline = performance.now() + limitMs;
    while (!this.#ended) {
      const file = readPostmasterPid(this.#launch.settings.data);
      if (file?.ready && file.pid === this.pid) return 'ready';
      if (performance.now() >= deadline) return 'late';
      await sleep(READY_POLL_MS);
    }
    return 'exited';
  }

  /** Fast shutdown, then immediate, then the end without shutdown: bounded in every case. */
  async stop(limits: StopLimits = STOP_LIMITS): Promise<'fast' | 'immediate' | 'killed'> {
    if (await this.#endedAfter('SIGINT', limits.fastMs)) return 'fast';
    if (await this.#endedAfter('SIGQUIT', limits.immediateMs)) return 'immediate';
    this.#child.kill('SIGKILL');
    await this.exited;
    return 'killed';
  }

  async #endedAfter(signal: NodeJS.Signals, limitMs: number): Promise<boolean> {
    if (this.#ended) return true;
    const { bin, settings } = this.#launch;
    // Windows knows no signals: kill() there is the hard end.
    if (process.platform !== 'win32') this.#child.kill(signal);
    else {
      const mode = signal === 'SIGINT' ? 'fast' : 'immediate';
      await runCommand([join(bin, 'pg_ctl'), 'stop', '-W', '-m', mode, '-D', settings.data]);
    }
    const limit = new AbortController();
    const late = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([this.exited, late]);
    limit.abort();
    return this.#ended;
  }

  #watchExit(): Promise<string> {
    return new Promise((resolve) => {
      const settle = (how: string): void => {
        this.#ended = true;
        resolve(how);
      };
      this.#child.once('error', (error) => {
        this.#tail += error.message;
        settle('not started');
      });
      // Not `close`: children of a killed server keep the pipe open for a while.
      this.#child.once('exit', (code, signal) => settle(signal ? `signal ${signal}` : `status ${code}`));
    });
  }

  /** Where the kernel does not signal to the server that the gateway died, a small process does. */
  #watchGateway(): void {
    if (this.#launch.identity.deathSignal.length > 0 || this.pid === undefined) return;
    const script = `process.stdin.on('end',()=>process.kill(${this.pid},'SIGINT')).resume()`;
    const watch = spawn(process.execPath, ['-e', script], {
      cwd: '/',
      env: childEnvironment(),
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    });
    watch.once('error', () => undefined);
    watch.unref();
    // Killed, not asked to stop: by now the pid may belong to another process.
    void this.exited.then(() => watch.kill('SIGKILL'));
  }
}
