/** Brings erasures to their end: stored answers, the files, the receipt, the event. Whichever gateway comes first does it. */
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#platform/database';
import { Idempotency } from '#platform/idempotency';
import type { Logger } from '#platform/logging';
import { LOGGER } from '../foundations.tokens.js';
import { PersonalData } from '../members/personal-data.js';
import { Receipts } from './receipts.service.js';
import { Storage } from './storage.types.js';

const SWEEP_MS = 2_000;
const MAX_AT_ONCE = 50;
/** Answers kept for repetition, a table of the platform. */
const ANSWERS = 'idempotency_keys';

interface Running {
  erasure_id: string;
  member_id: string;
  counts: Record<string, number>;
}

@Injectable()
export class ErasureFinisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly personalData: PersonalData,
    private readonly storage: Storage,
    private readonly receipts: Receipts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), SWEEP_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.working;
  }

  /** Looks now for what is unfinished. */
  wake(): void {
    if (this.stopping) return;
    this.working ??= this.finishAll()
      .catch((error) => this.logger.warn({ err: error }, 'erasures could not be finished'))
      .finally(() => (this.working = null));
  }

  /** One rewriting of the files serves all erasures that were accepted before it. */
  private async finishAll(): Promise<void> {
    const running = await this.database.jobQuery<Running>(
      'erasures that are not finished',
      `SELECT erasure_id, member_id, counts FROM erasures WHERE status = 'running' ORDER BY accepted_at LIMIT ${MAX_AT_ONCE}`,
    );
    if (running.length === 0) return;
    const answers = new Map<string, number>();
    for (const { erasure_id, member_id } of running) answers.set(erasure_id, await this.idempotency.forget(member_id));
    if (this.storage.rewrite) await this.storage.rewrite([...this.tablesOf(running), ANSWERS]);
    for (const [erasureId, count] of answers)
      await this.database.asJob('finish an erasure', (tx) =>
        this.receipts.conclude(tx, erasureId, { answers: count, rewritten: this.storage.rewrite !== null }),
      );
  }

  /** A table that is written anew is closed for as long as that takes: those that cannot have held anything stay open. */
  private tablesOf(running: readonly Running[]): string[] {
    const concerned = this.personalData
      .sources()
      .filter(({ name, unchanging }) => !unchanging || running.some(({ counts }) => (counts[name] ?? 0) > 0));
    return concerned.flatMap(({ tables }) => tables);
  }
}
