/** Brings erasures to their end: stored answers, the files, the receipt, the event. Whichever gateway comes first does it. */
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Idempotency } from '#platform/idempotency';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { PersonalData } from '../members/personal-data.js';
import { Receipts } from './receipts.service.js';
import { Storage } from './storage.types.js';

const SWEEP_MS = 2_000;
const MAX_AT_ONCE = 50;
/** Answers kept for repetition, a table of the platform. */
const ANSWERS = 'idempotency_keys';

interface OpenErasure {
  erasure_id: string;
  member_id: string;
  counts: Record<string, number>;
}

@Injectable()
export class ErasureFinisher extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly personalData: PersonalData,
    private readonly storage: Storage,
    private readonly receipts: Receipts,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'finish erasures', intervalMs: SWEEP_MS, logger });
  }

  /** One rewriting of the files serves all erasures that were accepted before it. */
  protected override async run(): Promise<void> {
    const running = await this.database.systemQuery<OpenErasure>(
      'erasures that are not finished',
      `SELECT erasure_id, member_id, counts FROM erasures WHERE status = 'running' ORDER BY accepted_at LIMIT ${MAX_AT_ONCE}`,
    );
    if (running.length === 0) return;
    const answers = new Map<string, number>();
    for (const { erasure_id, member_id } of running) answers.set(erasure_id, await this.idempotency.forget(member_id));
    if (this.storage.rewrite) await this.storage.rewrite([...this.tablesOf(running), ANSWERS]);
    await this.forEach(
      answers,
      ([erasureId, count]) =>
        this.database.systemTransaction('finish an erasure', (tx) =>
          this.receipts.conclude(tx, erasureId, { answers: count, rewritten: this.storage.rewrite !== null }),
        ),
      ([erasureId]) => ({ erasure_id: erasureId }),
    );
  }

  /** A table that is written anew is closed for as long as that takes: those that cannot have held anything stay open. */
  private tablesOf(running: readonly OpenErasure[]): string[] {
    const concerned = this.personalData
      .sources()
      .filter(({ name, unchanging }) => !unchanging || running.some(({ counts }) => (counts[name] ?? 0) > 0));
    return concerned.flatMap(({ tables }) => tables);
  }
}
