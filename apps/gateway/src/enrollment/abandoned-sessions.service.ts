/** Sessions whose judge is gone (its process died between the last capture and the verdict) are judged by whoever notices. */
import { Inject, Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { Periodic } from '#platform/periodic';
import { LOGGER } from '../foundations.tokens.js';
import { CompletionService } from './completion.service.js';
import { EnrollmentSession } from './session.entity.js';

const LOOK_MS = 2_000;
/** A judgement takes a fraction of a second; a second judge changes nothing, because the verdict is recorded once. */
const ABANDONED_AFTER_MS = 5_000;
const MAX_AT_ONCE = 20;

@Injectable()
export class AbandonedSessions extends Periodic {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly completion: CompletionService,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'judge abandoned sessions', intervalMs: LOOK_MS, logger });
  }

  /** Also called by tests after they moved the clock. */
  async judge(): Promise<void> {
    const sessions = await this.database.systemTransaction('sessions that nobody judges', (tx) =>
      tx.getRepository(EnrollmentSession).find({
        where: { status: 'processing', updatedAt: LessThan(this.clock.in(-ABANDONED_AFTER_MS)) },
        take: MAX_AT_ONCE,
      }),
    );
    await this.forEach(
      sessions,
      (session) => this.completion.complete({ kind: 'terminal', ...partiesOf(session) }, session),
      ({ sessionId }) => ({ session_id: sessionId }),
    );
  }

  protected override run(): Promise<void> {
    return this.judge();
  }
}

function partiesOf({ deviceId, organizationId, projectId }: EnrollmentSession) {
  return { deviceId: deviceId!, organizationId, projectId };
}
