import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Clock, FakeClockSource } from '#platform/clock';
import { Periodic, type PeriodicOptions } from './periodic.js';

interface LogLine {
  message: string;
  details: { err?: Error; entry?: number };
}

class Work extends Periodic {
  runs = 0;
  lines: LogLine[];

  constructor(
    private readonly work: (self: Work) => Promise<unknown>,
    options: Partial<PeriodicOptions> = {},
  ) {
    const lines: LogLine[] = [];
    const warn = (details: object, message: string) => void lines.push({ details, message });
    super({ name: 'count', intervalMs: 3_600_000, logger: { warn }, ...options });
    this.lines = lines;
  }

  protected override run(): Promise<unknown> {
    this.runs++;
    return this.work(this);
  }

  entries(entries: number[], work: (entry: number) => Promise<unknown>): Promise<void> {
    return this.forEach(entries, work, (entry) => ({ entry }));
  }
}

const started: Work[] = [];
async function start(work: (self: Work) => Promise<unknown>, options?: Partial<PeriodicOptions>): Promise<Work> {
  const periodic = new Work(work, options);
  started.push(periodic);
  await periodic.onApplicationBootstrap();
  return periodic;
}
const until = async (holds: () => boolean) => {
  while (!holds()) await sleep(2);
};

describe('periodic work', () => {
  afterEach(async () => {
    for (const periodic of started.splice(0)) await periodic.beforeApplicationShutdown();
  });

  it('runs again after its interval', async () => {
    const periodic = await start(async () => undefined, { intervalMs: 5 });
    await until(() => periodic.runs >= 3);
    expect(periodic.lines).toEqual([]);
  });

  it('logs a run that fails and runs again', async () => {
    const periodic = await start(
      async ({ runs }) => {
        if (runs === 1) throw new Error('away');
      },
      { intervalMs: 5 },
    );
    await until(() => periodic.runs >= 3);
    expect(periodic.lines.map(({ message, details }) => [message, details.err!.message])).toEqual([
      ['could not count', 'away'],
    ]);
  });

  it('goes on with the next entry after one that failed, and logs which one it was', async () => {
    const done: number[] = [];
    const periodic = await start(async () => undefined);
    await periodic.entries([1, 2, 3, 4], async (entry) => {
      if (entry % 2 === 1) throw new Error(`no ${entry}`);
      done.push(entry);
    });
    expect(done).toEqual([2, 4]);
    expect(periodic.lines.map(({ details }) => details.entry)).toEqual([1, 3]);
  });

  it('never has two runs under way, and a run asked for during another begins after it', async () => {
    let running = 0;
    let most = 0;
    const periodic = await start(async () => {
      most = Math.max(most, ++running);
      await sleep(10);
      running--;
    });
    const first = periodic.runNow();
    await until(() => running === 1);
    await Promise.all([periodic.runNow(), periodic.runNow(), periodic.runNow(), first]);
    expect(most).toBe(1);
    expect(periodic.runs).toBe(2); // the three that came meanwhile share one
  });

  it('waits for its retry after a failure even when it is woken', async () => {
    const periodic = await start(
      async () => {
        throw new Error('away');
      },
      { retryMs: 3_600_000 },
    );
    await periodic.runNow();
    for (let i = 0; i < 20; i++) {
      periodic.wake();
      await sleep(1);
    }
    expect(periodic.runs).toBe(1);
  });

  it('counts its waits by the clock it is given, from the beginning of the last run', async () => {
    const source = new FakeClockSource();
    const periodic = await start(
      async ({ runs }) => {
        if (runs === 1) source.advance(3_600_000); // the hour passes during the run
      },
      { firstRun: 'at-once', clock: new Clock(source) },
    );
    await until(() => periodic.runs === 2);
    source.advance(3_600_000);
    await until(() => periodic.runs === 3);
  });

  it('has run once before the start goes on where that is asked for, whether it failed or not', async () => {
    const periodic = await start(
      async () => {
        throw new Error('away');
      },
      { firstRun: 'awaited' },
    );
    expect(periodic.runs).toBe(1);
    expect(periodic.lines).toHaveLength(1);
  });

  it('ends after the run under way, and who waits for a further one is let go', async () => {
    let finished = 0;
    const periodic = await start(async () => {
      await sleep(10);
      finished++;
    });
    void periodic.runNow();
    await until(() => periodic.runs === 1);
    const further = periodic.runNow();
    await periodic.beforeApplicationShutdown();
    await further;
    await periodic.runNow();
    expect([periodic.runs, finished]).toEqual([1, 1]);
  });
});
