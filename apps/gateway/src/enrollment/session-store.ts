/** Moves sessions between states: compare-and-set on (id, status, version), published to every process at commit. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { Keyring } from '#platform/keys';
import { Notifications } from '#platform/notifications';
import { Outbox } from '#platform/outbox';
import { Project } from '../tenancy/tenancy.entity.js';
import { EnrollmentSession, SessionCapture } from './session.entity.js';
import {
  afterMove,
  CHALLENGE_LIFETIME_MS,
  type FailureCode,
  FAILURES,
  isFinal,
  type SessionMove,
  SILENCE_MS,
} from './session.machine.js';

type Changes = QueryDeepPartialEntity<EnrollmentSession>;

@Injectable()
export class SessionStore {
  private readonly challengeKey: Buffer;

  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    keyring: Keyring,
  ) {
    this.challengeKey = keyring.derive('capture challenges');
  }

  /** The session, locked for this transaction, ended first if its time is over. */
  async lock(tx: Tx, where: { sessionId: string; deviceId?: string }): Promise<EnrollmentSession | null> {
    const session = await tx.getRepository(EnrollmentSession).findOne({ where, lock: { mode: 'pessimistic_write' } });
    if (session) await this.settle(tx, session);
    return session;
  }

  /** The device's session that is not over, if any. */
  async unfinishedOn(tx: Tx, deviceId: string): Promise<EnrollmentSession | null> {
    const session = await tx
      .createQueryBuilder(EnrollmentSession, 's')
      .where(`s.deviceId = :deviceId AND s.status IN ('pending', 'active', 'processing')`, { deviceId })
      .getOne();
    if (!session || !this.overdue(session)) return session;
    await this.lock(tx, { sessionId: session.sessionId });
    return null;
  }

  /**
   * Makes the move if it is allowed from where the session is, and mirrors it into `session`.
   * @returns false when the session is elsewhere by now
   */
  async move(tx: Tx, session: EnrollmentSession, move: SessionMove, changes: Changes = {}): Promise<boolean> {
    const to = afterMove(session.status, move);
    if (to === null) return false;
    const now = this.clock.now();
    const ended = isFinal(to) ? { completedAt: now, challengeDigest: null, challengeExpiresAt: null, hint: null } : {};
    const moved = await this.write(tx, session, { ...ended, ...changes, status: to });
    if (!moved) return false;
    if (isFinal(to)) {
      await tx.update(SessionCapture, { sessionId: session.sessionId }, { sealed: null });
      if (to === 'failed' || to === 'cancelled') await this.announceEnd(tx, session);
    }
    return true;
  }

  fail(
    tx: Tx,
    session: EnrollmentSession,
    failureCode: FailureCode,
    failureMessage: string = FAILURES[failureCode],
  ): Promise<boolean> {
    return this.move(tx, session, 'fail', { failureCode, failureMessage });
  }

  /** Changes without a move (progress): the version rises all the same. */
  progress(tx: Tx, session: EnrollmentSession, changes: Changes): Promise<boolean> {
    return this.write(tx, session, changes);
  }

  /** A new challenge for the next capture; the one before is dead. The version stays: nothing to see has changed. */
  async challenge(
    tx: Tx,
    session: EnrollmentSession,
    challenge = randomBytes(24).toString('base64url'),
  ): Promise<string> {
    session.challengeDigest = digestOf(challenge);
    session.challengeExpiresAt = this.clock.in(CHALLENGE_LIFETIME_MS);
    session.lastContactAt = this.clock.now();
    const { sessionId, challengeDigest, challengeExpiresAt, lastContactAt } = session;
    await tx.update(EnrollmentSession, { sessionId }, { challengeDigest, challengeExpiresAt, lastContactAt });
    return challenge;
  }

  /** The challenge that answers one capture: the capture repeated gets the same one, nobody else can derive it. */
  challengeAfter({ sessionId }: EnrollmentSession, capture: { seq: number; digest: Buffer }): string {
    const named = `${sessionId}\n${capture.seq}\n${capture.digest.toString('hex')}`;
    return createHmac('sha256', this.challengeKey).update(named).digest().subarray(0, 24).toString('base64url');
  }

  isChallengeOf(session: EnrollmentSession, challenge: string): boolean {
    const alive = (session.challengeExpiresAt?.getTime() ?? 0) > this.clock.nowMs();
    return alive && session.challengeDigest !== null && session.challengeDigest.equals(digestOf(challenge));
  }

  /** Ends a session whose time is over or whose terminal fell silent. @returns true when it was ended here */
  async settle(tx: Tx, session: EnrollmentSession): Promise<boolean> {
    if (isFinal(session.status)) return false;
    if (session.expiresAt.getTime() <= this.clock.nowMs()) return this.move(tx, session, 'expire');
    if (this.silent(session)) return this.fail(tx, session, 'terminal_lost');
    return false;
  }

  overdue(session: EnrollmentSession): boolean {
    return !isFinal(session.status) && (session.expiresAt.getTime() <= this.clock.nowMs() || this.silent(session));
  }

  private silent(session: EnrollmentSession): boolean {
    return session.status === 'active' && (session.lastContactAt?.getTime() ?? 0) + SILENCE_MS <= this.clock.nowMs();
  }

  private async write(tx: Tx, session: EnrollmentSession, changes: Changes): Promise<boolean> {
    const { sessionId, status, version } = session;
    const next = { ...changes, version: version + 1, updatedAt: this.clock.now() };
    const { affected } = await tx.update(EnrollmentSession, { sessionId, status, version }, next);
    if (affected !== 1) return false;
    Object.assign(session, next);
    await Notifications.publish(tx, 'device', session.deviceId ?? sessionId);
    return true;
  }

  private async announceEnd(tx: Tx, session: EnrollmentSession): Promise<void> {
    const project = await tx.getRepository(Project).findOneByOrFail({ projectId: session.projectId });
    if (!project.extendedEvents) return;
    const { organizationId, projectId, sessionId, memberId, deviceId, failureCode } = session;
    await this.outbox.append(tx, {
      organizationId,
      projectId,
      type: session.status === 'failed' ? 'enrollment.failed' : 'enrollment.cancelled',
      data: { session_id: sessionId, member_id: memberId, device_id: deviceId, failure_code: failureCode },
    });
  }
}

const digestOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();
