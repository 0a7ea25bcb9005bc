/** Work that is done again and again while the gateway runs: it waits, works, logs what failed, and ends when the gateway stops. */
import { setTimeout as machineSleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '#platform/clock';

/** Share of every wait by which it is shortened at random, so that gateways that started together do not act together. */
const JITTER = 0.1;

export interface PeriodicOptions {
  /** What is done, as a log line names it: `gather matches of rules`. */
  name: string;
  intervalMs: number;
  /** From a failed run to the next, which nothing brings forward; default: the interval. */
  retryMs?: number;
  /** A run that was woken begins so much later, together with what else wakes it meanwhile. */
  gatherMs?: number;
  /** Default: after the first interval. `awaited`: the gateway does not take requests before it. */
  firstRun?: 'awaited' | 'at-once';
  logger: { warn(details: object, message: string): void };
  /** Waits are measured by this clock, which a test may move; default: by the machine's timer. */
  clock?: Clock;
}

export abstract class Periodic implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private loop: Promise<void> | null = null;
  private isWoken = false;
  private interrupt: () => void = () => undefined;
  private waiting: (() => void)[] = [];

  constructor(private readonly periodicity: PeriodicOptions) {}

  /** Does it once. What it throws is logged, and the next run tries again. */
  protected abstract run(): Promise<unknown>;

  async onApplicationBootstrap(): Promise<void> {
    const { firstRun, intervalMs, retryMs = intervalMs } = this.periodicity;
    let waitMs = intervalMs;
    if (firstRun === 'awaited' && !(await this.attempt())) waitMs = retryMs;
    if (firstRun === 'at-once') this.isWoken = true;
    this.loop = this.repeat(waitMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** True once the end has begun: a run that takes long looks at it between two pieces. */
  protected get isStopping(): boolean {
    return this.ending.signal.aborted;
  }

  /** The next run begins now, or as soon as the one under way has ended. */
  wake(): void {
    this.isWoken = true;
    this.interrupt();
  }

  /** Resolves when a run that began after this call has ended, whether it failed or not. */
  runNow(): Promise<void> {
    if (this.loop === null || this.isStopping) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.wake();
    return ended;
  }

  /** Begins no run any more. */
  protected end(): void {
    this.ending.abort();
    this.interrupt();
  }

  /** Ends, and waits for the run under way. */
  protected async stop(): Promise<void> {
    this.end();
    await this.loop;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Work on each entry by itself: one that fails is logged and does not keep the others from their turn. */
  protected async forEach<Entry>(
    entries: Iterable<Entry>,
    work: (entry: Entry) => Promise<unknown>,
    describe: (entry: Entry) => object,
  ): Promise<void> {
    for (const entry of entries) {
      if (this.isStopping) return;
      try {
        await work(entry);
      } catch (error) {
        this.periodicity.logger.warn({ err: error, ...describe(entry) }, `could not ${this.periodicity.name}`);
      }
    }
  }

  private async repeat(firstWaitMs: number): Promise<void> {
    const { intervalMs, retryMs = intervalMs, gatherMs = 0, clock } = this.periodicity;
    let beganMs = clock?.nowMs() ?? 0;
    for (let waitMs = firstWaitMs, canBeWoken = true; ;) {
      // a test may have moved the clock while the run went on: what fell due meanwhile is not waited for again
      await this.pause(clock ? beganMs + waitMs - clock.nowMs() : waitMs, canBeWoken);
      if (gatherMs > 0) await machineSleep(gatherMs);
      if (this.isStopping) return;
      beganMs = clock?.nowMs() ?? 0;
      canBeWoken = await this.attempt();
      waitMs = canBeWoken ? intervalMs : retryMs;
    }
  }

  /** @returns whether the run succeeded */
  private async attempt(): Promise<boolean> {
    this.isWoken = false;
    const waiting = this.waiting.splice(0);
    try {
      await this.run();
      return true;
    } catch (error) {
      if (!this.isStopping) this.periodicity.logger.warn({ err: error }, `could not ${this.periodicity.name}`);
      return false;
    } finally {
      for (const resolve of waiting) resolve();
    }
  }

  private async pause(waitMs: number, canBeWoken: boolean): Promise<void> {
    if (this.isStopping || waitMs <= 0 || (canBeWoken && this.isWoken)) return;
    const ended = new AbortController();
    const { signal } = ended;
    this.interrupt = () => (canBeWoken || this.isStopping) && ended.abort();
    const ms = waitMs * (1 - Math.random() * JITTER);
    const { clock } = this.periodicity;
    await (clock ? clock.sleep(ms, signal) : machineSleep(ms, undefined, { signal, ref: false })).catch(
      () => undefined,
    );
    this.interrupt = () => undefined;
  }
}
