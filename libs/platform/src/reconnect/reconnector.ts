/**
 * One connection that is wanted for as long as the process runs. A single loop opens it, watches it, closes it and waits
 * before it opens the next: there is never more than one attempt under way, whatever the server does meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type BackoffLimits } from './backoff.js';

const BACKOFF: BackoffLimits = { minMs: 250, maxMs: 5_000 };
const ATTEMPT_MS = 5_000;
const PROBE_EVERY_MS = 10_000;
const PROBE_ANSWER_MS = 5_000;
/** A connection that ends sooner counts as a failed attempt: a server that accepts and hangs up is not asked without a pause. */
const STABLE_MS = 10_000;

export interface ReconnectorOptions<Connection> {
  /** For the log: `notifications of the database`. */
  name: string;
  /**
   * Opens a connection and makes it ready for use. When it fails, or `signal` says that its time is over, it has let go of
   * everything it began before it rejects. `lost` is called when the connection ends by itself, as often as one likes.
   */
  open(signal: AbortSignal, lost: (error?: unknown) => void): Promise<Connection>;
  /** Lets go at once, also of a connection whose other end is silent. */
  close(connection: Connection): void;
  /** Resolves when the other end answered. What takes longer than a few seconds counts as lost. */
  probe(connection: Connection): Promise<void>;
  /** Called when a lost connection is back. */
  onReturn?(): void;
  log: { warn(details: object, message: string): void; info(details: object, message: string): void };
  /** Other times than the usual ones. */
  times?: Partial<ReconnectorTimes>;
}

export interface ReconnectorTimes {
  backoff: BackoffLimits;
  attemptMs: number;
  probeEveryMs: number;
  probeAnswerMs: number;
  stableMs: number;
}

export type ReconnectorState = 'new' | 'connecting' | 'connected' | 'waiting' | 'closed';

class ConnectionSilent extends Error {
  override readonly name = 'ConnectionSilent';
}

export class Reconnector<Connection> {
  private readonly closing = new AbortController();
  private readonly times: ReconnectorTimes;
  private currentState: ReconnectorState = 'new';
  private connection: Connection | null = null;
  private failures = 0;
  private attemptsMade = 0;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: ReconnectorOptions<Connection>) {
    this.times = {
      backoff: BACKOFF,
      attemptMs: ATTEMPT_MS,
      probeEveryMs: PROBE_EVERY_MS,
      probeAnswerMs: PROBE_ANSWER_MS,
      stableMs: STABLE_MS,
      ...options.times,
    };
  }

  get state(): ReconnectorState {
    return this.currentState;
  }

  /** Attempts since the start, successful or not. */
  get attempts(): number {
    return this.attemptsMade;
  }

  /** Null while it is being made anew. */
  current(): Connection | null {
    return this.connection;
  }

  /** Makes the first attempt; from then on the connection is kept. @throws what the first attempt failed with */
  async start(): Promise<void> {
    const watch = await this.attempt();
    this.loop = this.keep(watch);
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('closing'));
    await this.loop;
    this.letGo();
    this.currentState = 'closed';
  }

  private get isClosing(): boolean {
    return this.closing.signal.aborted;
  }

  private async keep(first: Watch): Promise<void> {
    for (let watch = first; ;) {
      const openedMs = performance.now();
      const reason = await this.untilLost(watch);
      this.letGo();
      if (this.isClosing) return;
      this.options.log.warn({ err: reason }, `${this.options.name}: the connection was lost`);
      this.failures = performance.now() - openedMs < this.times.stableMs ? this.failures + 1 : 1;
      const next = await this.reopen();
      if (!next) return;
      watch = next;
      this.options.log.info({ attempt: this.attemptsMade }, `${this.options.name}: connected again`);
      this.options.onReturn?.();
    }
  }

  /** @returns null when it is closed meanwhile */
  private async reopen(): Promise<Watch | null> {
    for (;;) {
      this.currentState = 'waiting';
      await this.pause(backoffMs(this.failures, this.times.backoff));
      if (this.isClosing) return null;
      try {
        return await this.attempt();
      } catch (error) {
        this.failures++;
        if (!this.isClosing) this.options.log.warn({ err: error }, `${this.options.name}: cannot connect`);
      }
    }
  }

  private async attempt(): Promise<Watch> {
    this.currentState = 'connecting';
    this.attemptsMade++;
    const watch = new Watch();
    const late = AbortSignal.timeout(this.times.attemptMs);
    const signal = AbortSignal.any([late, this.closing.signal]);
    const connection = await this.options.open(signal, (error) => watch.lose(error));
    this.connection = connection;
    this.currentState = 'connected';
    return watch;
  }

  /** @returns why it is lost, or nothing when it is closed */
  private async untilLost(watch: Watch): Promise<unknown> {
    const connection = this.connection!;
    for (;;) {
      await this.pause(this.times.probeEveryMs, watch.signal);
      if (this.isClosing) return undefined;
      if (watch.signal.aborted) return watch.signal.reason;
      const failed = await this.probe(connection, watch);
      if (failed !== null) return failed;
    }
  }

  private async probe(connection: Connection, watch: Watch): Promise<unknown> {
    const answered = new AbortController();
    const silent = sleep(this.times.probeAnswerMs, 'silent', { signal: answered.signal, ref: false });
    try {
      const outcome = await Promise.race([this.options.probe(connection), silent, watch.ended]);
      return outcome === 'silent' ? new ConnectionSilent(`no answer in ${this.times.probeAnswerMs} ms`) : null;
    } catch (error) {
      return error;
    } finally {
      answered.abort();
      silent.catch(() => undefined);
    }
  }

  private letGo(): void {
    if (this.connection !== null) this.options.close(this.connection);
    this.connection = null;
  }

  private async pause(ms: number, ended?: AbortSignal): Promise<void> {
    const signal = ended ? AbortSignal.any([ended, this.closing.signal]) : this.closing.signal;
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Whether one connection has ended by itself. */
class Watch {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  readonly ended = new Promise<void>((resolve) =>
    this.signal.addEventListener('abort', () => resolve(), { once: true }),
  );

  lose(error: unknown = new Error('the other end hung up')): void {
    this.controller.abort(error);
  }
}
