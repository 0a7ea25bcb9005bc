/** Does what decisions asked for, after their scans are committed: each once, whichever process comes first, again when it failed. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Notifications } from '#platform/notifications';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { EFFECTS_TOPIC } from './consequences.service.js';
import { SideEffectRunner, type SideEffectJob } from './side-effect-runner.service.js';

/** For lost notices and for what failed before. */
const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 100;
const MAX_ATTEMPTS = 12;
const MAX_WAIT_MS = 300_000;

const EFFECT = `effect_id AS "effectId", organization_id AS "organizationId", project_id AS "projectId", rule_id AS "ruleId",
  kind, list_name AS "listName", member_id AS "memberId", device_id AS "deviceId", source_ip AS "sourceIp", attempts`;

@Injectable()
export class SideEffects extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sideEffectRunner: SideEffectRunner,
    private readonly notifications: Notifications,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super({ name: 'look at side effects of rules', intervalMs: LOOK_EVERY_MS, logger });
  }

  override async onApplicationBootstrap(): Promise<void> {
    this.notifications.subscribe(EFFECTS_TOPIC, () => this.wake());
    this.notifications.onReconnect(() => this.wake());
    await super.onApplicationBootstrap();
  }

  protected override async run(): Promise<void> {
    while (!this.isStopping) {
      const due = await this.database.systemQuery<SideEffectJob>(
        'side effects of rules',
        `SELECT ${EFFECT} FROM rule_effects WHERE due_at <= $1 ORDER BY due_at, effect_id LIMIT ${AT_ONCE}`,
        [this.clock.now()],
      );
      await this.forEach(
        due,
        (effect) => this.attemptEffect(effect),
        ({ effectId, kind }) => ({ effect_id: effectId, kind }),
      );
      if (due.length < AT_ONCE) return;
    }
  }

  private async attemptEffect(effect: SideEffectJob): Promise<void> {
    try {
      await this.database.tenantTransaction(effect, async (tx) => {
        if (await this.take(tx, effect)) await this.sideEffectRunner.run(tx, effect);
      });
    } catch (error) {
      await this.postpone(effect, error);
    }
  }

  /** Taken with the deed itself: what is undone is still there. @returns false when another process has done it */
  private async take(tx: Tx, { effectId }: SideEffectJob): Promise<boolean> {
    const [row] = await tx.query<{ n: string }[]>(
      'WITH taken AS (DELETE FROM rule_effects WHERE effect_id = $1 RETURNING 1) SELECT count(*) AS n FROM taken',
      [effectId],
    );
    return row!.n === '1';
  }

  private async postpone(effect: SideEffectJob, error: unknown): Promise<void> {
    const { effectId, attempts, kind } = effect;
    const last = attempts + 1 >= MAX_ATTEMPTS;
    this.logger[last ? 'error' : 'warn'](
      { err: error, rule_id: effect.ruleId, kind },
      last ? 'a side effect was given up' : 'a side effect failed',
    );
    const dueAt = this.clock.in(Math.min(1000 * 2 ** attempts, MAX_WAIT_MS));
    await this.database.systemQuery(
      'a side effect that failed',
      last
        ? 'DELETE FROM rule_effects WHERE effect_id = $1'
        : 'UPDATE rule_effects SET attempts = attempts + 1, due_at = $2 WHERE effect_id = $1',
      last ? [effectId] : [effectId, dueAt],
    );
  }
}
