/**
 * Nobody tries until it fits: failed attempts are counted in the database, beside the scan that they left, and too many
 * make the caller wait. A refused attempt learns nothing and leaves no scan.
 */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Retention } from '#platform/retention';
import { tooManyFailedAttempts } from './attempts.errors.js';
import {
  HOUR_MS,
  MAX_SEARCH_FAILURES,
  MAX_VERIFY_FAILURES_PER_HOUR,
  SEARCH_INTERVAL_MS,
  SEARCH_QUIET_MS,
  VERIFY_QUIET_MS,
  waitAfter,
} from './attempts.policy.js';
import { AttemptsStore, type AttemptSubject } from './attempts.store.js';

/** Who verifies whom, and where. */
export interface VerifyAttempt {
  organizationId: string;
  caller: string;
  memberId: string;
  pointRef: string | null;
}

/** Who searches; enrollments are counted apart from identifications. */
export interface SearchAttempt {
  organizationId: string;
  caller: string;
  kind: 'identify' | 'enroll';
}

/** What a caller that may search got; `turn` is its second, where its attempts are taken one by one. */
export interface SearchPermit {
  attempt: SearchAttempt;
  turn: boolean;
}

@Injectable()
export class AttemptsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: AttemptsStore,
    retention: Retention,
  ) {
    retention.register({
      ...{ reason: 'counts of failed attempts', table: 'attempt_counts', key: 'subject' },
      ...{ where: 'last_failed_at < $1', retentionMs: 2 * HOUR_MS },
    });
  }

  /** Asked before a comparison, and again in the transaction that records it. @throws Problem `too_many_attempts` */
  async requireVerify(tx: Tx, attempt: VerifyAttempt): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const subject of subjectsOf(attempt)) {
      const count = await this.store.find(tx, subject);
      const waitMs = count ? count.blockedUntil.getTime() - nowMs : 0;
      if (waitMs > 0) throw tooManyFailedAttempts(waitMs);
    }
  }

  /** @returns whether this caller failed with this member too often within the hour */
  async verifyFailed(tx: Tx, attempt: VerifyAttempt): Promise<{ repeated: boolean }> {
    const now = this.clock.now();
    const [row, hourly] = subjectsOf(attempt);
    const inARow = await this.store.add(tx, row, { now, since: before(now, VERIFY_QUIET_MS) });
    const waitMs = waitAfter(inARow.failures);
    if (waitMs > 0) await this.store.block(tx, row, after(now, waitMs));
    const known = await this.store.find(tx, hourly);
    if (known && known.startedAt <= before(now, HOUR_MS)) await this.store.reset(tx, hourly);
    const inHour = await this.store.add(tx, hourly, { now, since: before(now, HOUR_MS) });
    if (inHour.failures < MAX_VERIFY_FAILURES_PER_HOUR) return { repeated: false };
    await this.store.block(tx, hourly, after(inHour.startedAt, HOUR_MS));
    return { repeated: true };
  }

  /** Ends the count in a row; the one of the hour goes on. */
  async verifySucceeded(tx: Tx, attempt: VerifyAttempt): Promise<void> {
    await this.store.reset(tx, subjectsOf(attempt)[0]);
  }

  /** After twenty failures in a row one attempt a second. @throws Problem `too_many_attempts` */
  async requireSearch(attempt: SearchAttempt): Promise<SearchPermit> {
    return this.database.tenantTransaction(attempt, async (tx) => {
      if (!(await this.isSlowed(tx, attempt))) return { attempt, turn: false };
      const now = this.clock.now();
      const turn = await this.store.takeTurn(tx, subjectOf(attempt), { now, next: after(now, SEARCH_INTERVAL_MS) });
      if (!turn) throw tooManyFailedAttempts(SEARCH_INTERVAL_MS);
      return { attempt, turn };
    });
  }

  /** Joins the record of the attempt; what ran beside many others is refused here. @throws Problem `too_many_attempts` */
  async searchEnded(tx: Tx, { attempt, turn }: SearchPermit, failed: boolean): Promise<void> {
    const subject = subjectOf(attempt);
    if (!failed) {
      const known = await this.store.find(tx, subject);
      if (!known) return;
      if (!turn && (await this.isSlowed(tx, attempt))) throw tooManyFailedAttempts(SEARCH_INTERVAL_MS);
      return this.store.reset(tx, subject);
    }
    const now = this.clock.now();
    const { failures } = await this.store.add(tx, subject, { now, since: before(now, SEARCH_QUIET_MS) });
    if (failures > MAX_SEARCH_FAILURES && !turn) throw tooManyFailedAttempts(SEARCH_INTERVAL_MS);
    if (failures === MAX_SEARCH_FAILURES) await this.store.block(tx, subject, after(now, SEARCH_INTERVAL_MS));
  }

  private async isSlowed(tx: Tx, attempt: SearchAttempt): Promise<boolean> {
    const count = await this.store.find(tx, subjectOf(attempt));
    if (!count || count.failures < MAX_SEARCH_FAILURES) return false;
    return count.lastFailedAt > before(this.clock.now(), SEARCH_QUIET_MS);
  }
}

const before = (moment: Date, ms: number): Date => new Date(moment.getTime() - ms);
const after = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);

/** In a row at one point, and in the hour wherever. */
function subjectsOf({ organizationId, caller, memberId, pointRef }: VerifyAttempt): [AttemptSubject, AttemptSubject] {
  const about = { organizationId, memberId };
  return [
    { ...about, parts: ['verify', caller, memberId, pointRef ?? ''] },
    { ...about, parts: ['verify in an hour', caller, memberId] },
  ];
}

const subjectOf = ({ organizationId, caller, kind }: SearchAttempt): AttemptSubject => ({
  ...{ organizationId, memberId: null },
  parts: [kind, caller],
});
