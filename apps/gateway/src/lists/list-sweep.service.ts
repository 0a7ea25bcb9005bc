/** Entries end when their time is over; what ended long ago, and what belongs to a deleted list, goes. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Periodic } from '#platform/periodic';
import { Retention } from '#platform/retention';
import type { Logger } from '#platform/logging';
import { LOGGER } from '../foundations.tokens.js';

const SWEEP_MS = 30_000;
const LISTS_AT_ONCE = 20;
/** A backtest looks back 30 days. */
const KEPT_AFTER_END_MS = 31 * 86_400_000;

/** The list is locked before its entries, as an edit does; a list under an edit is left for the next time. */
const SWEEP = `
WITH due AS (
  SELECT l.list_id FROM lists l
  WHERE l.ttl_s IS NOT NULL AND l.deleted_at IS NULL
    AND EXISTS (SELECT 1 FROM list_entries e WHERE e.list_id = l.list_id AND e.ended_at IS NULL AND e.expires_at <= $1)
  LIMIT ${LISTS_AT_ONCE} FOR UPDATE SKIP LOCKED
), ended AS (
  UPDATE list_entries e SET ended_at = e.expires_at FROM due
  WHERE e.list_id = due.list_id AND e.ended_at IS NULL AND e.expires_at <= $1 RETURNING e.list_id
), counted AS (SELECT list_id, count(*) AS n FROM ended GROUP BY list_id)
UPDATE lists l SET entry_count = l.entry_count - counted.n FROM counted WHERE l.list_id = counted.list_id`;

@Injectable()
export class ListSweep extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
    retention: Retention,
  ) {
    super({ name: 'end list entries whose time is over', intervalMs: SWEEP_MS, logger });
    retention.register({
      reason: 'old list entries',
      table: 'list_entries',
      key: 'entry_id',
      where: 'ended_at < $1',
      retentionMs: KEPT_AFTER_END_MS,
    });
    retention.register({
      ...{ reason: 'entries of deleted lists', table: 'list_entries', key: 'entry_id', retentionMs: 0 },
      where: 'list_id IN (SELECT list_id FROM lists WHERE deleted_at < $1)',
    });
    retention.register({
      ...{ reason: 'deleted lists', table: 'lists', key: 'list_id', retentionMs: 0 },
      where: 'deleted_at < $1 AND NOT EXISTS (SELECT 1 FROM list_entries e WHERE e.list_id = lists.list_id)',
    });
  }

  /** Entries count as ended from their time on, swept or not: the sweep only makes it cheap to say so. */
  async sweep(): Promise<void> {
    await this.database.systemQuery('end list entries whose time is over', SWEEP, [this.clock.now()]);
  }

  protected override run(): Promise<void> {
    return this.sweep();
  }
}
