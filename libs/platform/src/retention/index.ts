/** Throws away what has had its time: each room says what, the janitor comes round every few minutes. */
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';

/** How often the janitor comes round. */
const ROUND_MS = 5 * 60_000;
/** Rows a statement may take at once: a long one would hold locks. */
const MAX_AT_ONCE = 5_000;
const MAX_TURNS = 200;

export interface RetentionRule {
  /** Which rows, for logs and readers. */
  reason: string;
  table: string;
  /** Primary key columns. */
  key: string;
  /** Condition with $1 = the moment before which rows are rubbish. */
  where: string;
  retentionMs: number;
}

@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rubbish: RetentionRule[] = [];
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Called by rooms at start. */
  register(rubbish: RetentionRule): void {
    this.rubbish.push(rubbish);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.round ??= this.sweep()
        .catch(() => undefined) // the database is away: the next round finds the same rubbish
        .finally(() => (this.round = null));
    }, ROUND_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.round;
  }

  /** One round over everything. */
  async sweep(): Promise<void> {
    for (const rubbish of this.rubbish) await this.takeAway(rubbish);
  }

  private async takeAway({ reason, table, key, where, retentionMs }: RetentionRule): Promise<void> {
    const sql = `WITH gone AS (
        DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${MAX_AT_ONCE} FOR UPDATE SKIP LOCKED) RETURNING 1
      ) SELECT count(*) AS n FROM gone`;
    for (let turn = 0; turn < MAX_TURNS && !this.stopping; turn++) {
      const [row] = await this.database.jobQuery<{ n: string }>(reason, sql, [this.clock.in(-retentionMs)]);
      if (Number(row!.n) < MAX_AT_ONCE) return;
    }
  }
}
