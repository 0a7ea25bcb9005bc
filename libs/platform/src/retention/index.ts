/** Deletes rows whose time is over: each module says which ones, a sweep every few minutes deletes them. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Periodic } from '#platform/periodic';

const SWEEP_MS = 5 * 60_000;
/** Rows of one statement: a long one would hold locks. */
const MAX_ROWS = 5_000;
const MAX_STATEMENTS = 200;

export interface RetentionRule {
  /** Which rows, for logs and readers. */
  reason: string;
  table: string;
  /** Primary key columns. */
  key: string;
  /** Condition with $1 = the moment before which rows are deleted. */
  where: string;
  retentionMs: number;
}

/** Where the sweep says what failed; provided by the application. */
export abstract class RetentionLog {
  abstract warn(details: object, message: string): void;
}

@Injectable()
export class Retention extends Periodic {
  private readonly rules: RetentionRule[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    log: RetentionLog,
  ) {
    super({ name: 'delete rows whose time is over', intervalMs: SWEEP_MS, logger: log });
  }

  /** Called by modules when they are made. */
  register(rule: RetentionRule): void {
    this.rules.push(rule);
  }

  /** Applies every rule once; one that fails is logged and the others go on. */
  async sweep(): Promise<void> {
    await this.forEach(
      this.rules,
      (rule) => this.apply(rule),
      ({ reason, table }) => ({ reason, table }),
    );
  }

  protected override run(): Promise<void> {
    return this.sweep();
  }

  private async apply({ reason, table, key, where, retentionMs }: RetentionRule): Promise<void> {
    const sql = `WITH gone AS (
        DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${MAX_ROWS} FOR UPDATE SKIP LOCKED) RETURNING 1
      ) SELECT count(*) AS n FROM gone`;
    for (let n = 0; n < MAX_STATEMENTS && !this.isStopping; n++) {
      const [row] = await this.database.systemQuery<{ n: string }>(reason, sql, [this.clock.in(-retentionMs)]);
      if (Number(row!.n) < MAX_ROWS) return;
    }
  }
}
