/** Keeps the server running on one port until it is stopped: a server that dies is started again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { findFreePort } from './free-port.js';
import type { Identity } from './identity.js';
import { ServerProcess, type ServerLaunch, type StopLimits } from './server-process.js';
import type { ServerSettings } from './settings.js';

export type LogEvent = { level: 'info' | 'warn' | 'error'; message: string; [field: string]: unknown };
export type Log = (event: LogEvent) => void;

/** For the health endpoint. */
export interface EmbeddedPostgresState {
  phase: 'starting' | 'ready' | 'restarting' | 'stopping' | 'stopped';
  /** how often the server died and came back */
  restarts: number;
  /** of the server; null while there is none */
  pid: number | null;
}

export interface SupervisorOptions {
  bin: string;
  identity: Identity;
  settings: Omit<ServerSettings, 'port'>;
  log: Log;
  hear?: (text: string) => void;
  stopLimits?: StopLimits;
}

const START_LIMIT_MS = 30_000;
const RETRY_MS = 200;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
const STEADY_AFTER_MS = 10_000;
/** what a killed server's last processes cause: they go by themselves */
const PASSING = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const PORT_TAKEN = /could not bind|Address already in use/;

export class Supervisor {
  readonly #what: SupervisorOptions;
  readonly #stopping = new AbortController();
  #launch!: ServerLaunch;
  #server: ServerProcess | undefined;
  #phase: EmbeddedPostgresState['phase'] = 'starting';
  #restarts = 0;
  #backoffMs = FIRST_BACKOFF_MS;
  #stopped: Promise<void> | undefined;
  #watching: Promise<void> = Promise.resolve();

  constructor(what: SupervisorOptions) {
    this.#what = what;
  }

  get port(): number {
    return this.#launch.settings.port;
  }

  state(): EmbeddedPostgresState {
    return { phase: this.#phase, restarts: this.#restarts, pid: this.#server?.pid ?? null };
  }

  /** Resolves when the server accepts connections; rejects with its last words, and then nothing is left running. */
  async start(): Promise<void> {
    const deadline = performance.now() + START_LIMIT_MS;
    this.#launch = await this.#plan();
    for (;;) {
      const server = new ServerProcess(this.#launch);
      const outcome = await server.untilReady(deadline - performance.now());
      if (outcome === 'ready') {
        this.#watching = this.#watch(server);
        return;
      }
      await server.stop(this.#what.stopLimits);
      const passing = PASSING.test(server.tail) || PORT_TAKEN.test(server.tail);
      if (outcome === 'late' || !passing || performance.now() + RETRY_MS > deadline) {
        const why = outcome === 'late' ? `was not ready after ${START_LIMIT_MS / 1000} s` : 'did not start';
        throw new EmbeddedPostgresError(`PostgreSQL ${why}. Its last words:\n${server.tail}`);
      }
      await sleep(RETRY_MS);
      if (PORT_TAKEN.test(server.tail)) this.#launch = await this.#plan();
    }
  }

  /** Bounded, and never rejects; calling it again waits for the same stop. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stopNow());
  }

  async #stopNow(): Promise<void> {
    this.#phase = 'stopping';
    this.#stopping.abort();
    const how = await this.#server?.stop(this.#what.stopLimits);
    await this.#watching;
    this.#phase = 'stopped';
    this.#server = undefined;
    if (how && how !== 'fast') this.#what.log({ level: 'warn', message: `PostgreSQL had to be stopped: ${how}` });
  }

  async #plan(): Promise<ServerLaunch> {
    const { bin, identity, settings, hear } = this.#what;
    return { bin, identity, hear, settings: { ...settings, port: await findFreePort() } };
  }

  /** From ready to exit, and again, until stop. */
  async #watch(first: ServerProcess): Promise<void> {
    let server: ServerProcess | undefined = first;
    while (server) {
      this.#server = server;
      if (!this.#stopping.signal.aborted) this.#phase = 'ready';
      const readyAt = performance.now();
      const how = await server.exited;
      if (this.#stopping.signal.aborted) return;
      this.#phase = 'restarting';
      this.#server = undefined;
      if (performance.now() - readyAt >= STEADY_AFTER_MS) this.#backoffMs = FIRST_BACKOFF_MS;
      this.#what.log({ level: 'error', message: `PostgreSQL died (${how})`, lastWords: server.tail });
      server = await this.#restart();
    }
  }

  /** No limit to the wait for ready: a server that recovers from a crash is left to finish. */
  async #restart(): Promise<ServerProcess | undefined> {
    while (!this.#stopping.signal.aborted) {
      await sleep(this.#backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) break;
      this.#backoffMs = Math.min(this.#backoffMs * 2, MAX_BACKOFF_MS);
      const server = (this.#server = new ServerProcess(this.#launch));
      if ((await server.untilReady(Number.POSITIVE_INFINITY)) === 'ready') {
        this.#restarts += 1;
        this.#what.log({ level: 'warn', message: 'PostgreSQL runs again', port: this.port, restarts: this.#restarts });
        return server;
      }
      this.#server = undefined;
      if (this.#stopping.signal.aborted) break;
      this.#what.log({ level: 'error', message: 'PostgreSQL did not come back yet', lastWords: server.tail });
    }
    return undefined;
  }
}
