/** The gateway in a process of its own, so that what is measured is the gateway and not who asks. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface Tenant {
  organizationId: string;
  projectId: string;
  key: string;
}

export class MeasuredGateway {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly startMs: number,
    /** As superuser of the gateway's own server: rows are made faster than requests could. */
    readonly owner: pg.Client,
    /** What a second gateway needs to stand beside this one. */
    readonly beside: { BENCH_DATABASE_URL: string; BENCH_KEYS: string },
  ) {}

  static async start(env: Record<string, string> = {}): Promise<MeasuredGateway> {
    const child = fork(new URL('our-gateway.js', import.meta.url), {
      execArgv: ['--expose-gc'],
      env: { ...process.env, ...env },
    });
    const ready = await answerTo<{ url: string; folder: string; databaseUrl: string; startMs: number }>(child, 'ready');
    const owner = new pg.Client({ connectionString: ready.databaseUrl });
    await owner.connect();
    const beside = { BENCH_DATABASE_URL: ready.databaseUrl, BENCH_KEYS: join(ready.folder, 'keys') };
    return new MeasuredGateway(child, ready.url, ready.startMs, owner, beside);
  }

  ask<T>(question: 'tenant' | 'console' | 'rss' | 'watch' | 'highest' | 'palms' | 'palmsChange'): Promise<T> {
    const answer = answerTo<T>(this.child, question);
    this.child.send(question);
    return answer;
  }

  async stop(): Promise<void> {
    await this.owner.end();
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}

async function answerTo<T>(child: ChildProcess, question: string): Promise<T> {
  const given = new AbortController(); // takes the listeners away again
  try {
    for (;;) {
      const [said] = (await Promise.race([
        once(child, 'message', given),
        once(child, 'exit', given).then(() => Promise.reject(new Error('the gateway ended'))),
      ])) as [{ question: string; answer: T }];
      if (said.question === question) return said.answer;
    }
  } finally {
    given.abort();
  }
}

export const machine = () => ({ cpu: cpus()[0]!.model, cpus: cpus().length, node: process.version });

export function quantiles(ms: number[]): { p50_ms: number; p99_ms: number; max_ms: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2));
  return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) };
}

/** Prints the figures and says by the exit code whether they hold. */
export function report(figures: object, held: boolean, json: boolean | undefined): void {
  const all = { date: new Date().toISOString().slice(0, 10), machine: machine(), ...figures, held };
  process.stdout.write(`${json ? JSON.stringify(all) : JSON.stringify(all, null, 2)}\n`);
  process.exitCode = held ? 0 : 1;
}
