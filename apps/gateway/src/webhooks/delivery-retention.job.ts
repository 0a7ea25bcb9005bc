/** Keeps the record of deliveries to a length: held-back ones are given up in time, what is old or nobody's goes. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { GIVE_UP_AFTER_MS } from './retry.policy.js';

const SWEEP_EVERY_MS = 3_600_000;
/** Rows of one statement: it must end within the statement's time limit. */
const AT_ONCE = 500;
const KEEP_EVENTS_MS = 90 * 86_400_000;

interface Statement {
  reason: string;
  sql: string;
  parameters: unknown[];
}

@Injectable()
export class DeliveryRetention extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'sweep the record of deliveries', intervalMs: SWEEP_EVERY_MS, logger, clock });
  }

  protected override async run(): Promise<void> {
    const now = this.clock.now();
    const statements: Statement[] = [
      {
        reason: 'give up held-back deliveries',
        sql: GIVE_UP,
        parameters: [now, this.clock.in(-GIVE_UP_AFTER_MS), AT_ONCE],
      },
      { reason: 'forget deliveries of deleted webhooks', sql: FORGET_DELIVERIES, parameters: [AT_ONCE] },
      { reason: 'forget deleted webhooks', sql: FORGET_WEBHOOKS, parameters: [AT_ONCE] },
      { reason: 'forget old events', sql: FORGET_EVENTS, parameters: [this.clock.in(-KEEP_EVENTS_MS), AT_ONCE] },
    ];
    await this.forEach(
      statements,
      (statement) => this.repeatStatement(statement),
      ({ reason }) => ({ reason }),
    );
  }

  private async repeatStatement({ reason, sql, parameters }: Statement): Promise<void> {
    for (let n = AT_ONCE; n === AT_ONCE && !this.isStopping;) {
      const [row] = await this.database.systemQuery<{ n: number }>(reason, sql, parameters);
      n = row.n;
    }
  }
}

/** A webhook that stays disabled holds its deliveries no longer than a failing one. */
const GIVE_UP = `
WITH old AS (
  SELECT delivery_id FROM webhook_deliveries
  WHERE status = 'pending' AND created_at <= $2 AND (leased_until IS NULL OR leased_until <= $1) LIMIT $3 FOR UPDATE SKIP LOCKED
), given AS (
  UPDATE webhook_deliveries d SET status = 'failed', next_attempt_at = NULL, completed_at = $1, lease = NULL, leased_until = NULL,
    last_error = coalesce(d.last_error, 'held_back')
  FROM old WHERE d.delivery_id = old.delivery_id RETURNING 1
)
SELECT count(*)::int AS n FROM given`;

const FORGET_DELIVERIES = `
WITH gone AS (
  DELETE FROM webhook_deliveries WHERE delivery_id IN (
    SELECT d.delivery_id FROM webhooks w JOIN webhook_deliveries d USING (webhook_id) WHERE w.deleted_at IS NOT NULL LIMIT $1)
  RETURNING 1
)
SELECT count(*)::int AS n FROM gone`;

const FORGET_WEBHOOKS = `
WITH gone AS (
  DELETE FROM webhooks WHERE webhook_id IN (
    SELECT w.webhook_id FROM webhooks w WHERE w.deleted_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.webhook_id) LIMIT $1)
  RETURNING 1
)
SELECT count(*)::int AS n FROM gone`;

const FORGET_EVENTS = `
WITH gone AS (
  DELETE FROM outbox_events WHERE event_id IN (
    SELECT o.event_id FROM outbox_events o WHERE o.created_at < $1 AND o.relayed_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = o.event_id AND d.status = 'pending') LIMIT $2)
  RETURNING 1
)
SELECT count(*)::int AS n FROM gone`;
