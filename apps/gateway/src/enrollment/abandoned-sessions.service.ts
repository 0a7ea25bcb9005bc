/** Sessions whose judge is gone (its process died between the last capture and the verdict) are judged by whoever notices. */
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import type { Logger } from '#platform/logging';
import { LOGGER } from '../foundations.tokens.js';
import { CompletionService } from './completion.service.js';
import { EnrollmentSession } from './session.entity.js';

const LOOK_MS = 2_000;
/** A judgement takes a fraction of a second; a second judge changes nothing, because the verdict is recorded once. */
const ABANDONED_AFTER_MS = 5_000;
const MAX_AT_ONCE = 20;

@Injectable()
export class AbandonedSessions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly completion: CompletionService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.judge()
        .catch((error) => this.logger.warn({ err: error }, 'abandoned sessions could not be judged'))
        .finally(() => (this.looking = null));
    }, LOOK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  /** Also called by tests after they moved the clock. */
  async judge(): Promise<void> {
    const sessions = await this.database.asJob('sessions that nobody judges', (tx) =>
      tx.getRepository(EnrollmentSession).find({
        where: { status: 'processing', updatedAt: LessThan(this.clock.in(-ABANDONED_AFTER_MS)) },
        take: MAX_AT_ONCE,
      }),
    );
    for (const session of sessions) {
      const { deviceId, organizationId, projectId } = session;
      await this.completion.complete({ kind: 'terminal', deviceId: deviceId!, organizationId, projectId }, session);
    }
  }
}
