/**
 * A connection whose server must answer in time. PostgreSQL's own limits end nothing when the server itself stands still,
 * and a client that waits for ever would keep its request, and its place in the pool, for ever.
 */
import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** On top of what a statement may take: the way there and back. */
const MARGIN_MS = 1_000;

const ALLOW = `SELECT set_config('statement_timeout', $1, true)`;

/** Each statement of this transaction may take that long, until its end. */
export async function allowStatements(tx: EntityManager, limitMs: number): Promise<void> {
  await tx.query(ALLOW, [String(limitMs)]);
}

/**
 * Begins a statement that is asked again and again: each connection keeps it prepared, and PostgreSQL its plan. For those
 * whose planning costs more than their answer.
 */
export const KEPT = '/* kept */';

const keptNames = new Map<string, string>();

function keptName(text: string): string {
  const name = keptNames.get(text) ?? `kept_${keptNames.size}`;
  keptNames.set(text, name);
  return name;
}

type Query = (...asked: unknown[]) => unknown;

/** @param statementMs after which the server itself ends a statement, unless a transaction says otherwise */
export function answeringClient(statementMs: number): typeof pg.Client {
  return class extends pg.Client {
    private allowedMs = statementMs;

    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- one signature stands for the seven of the driver
    override query(...asked: any[]): any {
      this.learn(asked);
      const [text] = asked as unknown[];
      if (typeof text === 'string' && text.startsWith(KEPT)) asked[0] = { name: keptName(text), text };
      const timer = setTimeout(() => this.giveUp(), this.allowedMs + MARGIN_MS).unref();
      const end = () => clearTimeout(timer);
      const callback: unknown = asked.at(-1);
      if (typeof callback === 'function')
        asked[asked.length - 1] = (...results: unknown[]) => (end(), (callback as Query)(...results));
      const answer = (super.query as Query).apply(this, asked) as Promise<unknown> | undefined;
      if (typeof callback !== 'function') answer?.then(end, end);
      return answer;
    }

    /** A transaction may give its statements another limit, until its end. */
    private learn([text, values]: unknown[]): void {
      if (typeof text !== 'string') return;
      if (text === ALLOW) this.allowedMs = Number((values as string[])[0]);
      else if (text === 'COMMIT' || text === 'ROLLBACK') this.allowedMs = statementMs;
    }

    private giveUp(): void {
      const { stream } = (this as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection;
      stream.destroy(new Error('Connection terminated: the database does not answer'));
    }
  };
}
