/** A terminal's side of a session: take it up, send captures, give up. The server decides; the terminal only shows. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, retryOnLockTimeout, type Tx } from '#platform/database';
import { Problem, problem } from '#platform/problems';
import { CapturesService, isAboutThePicture, type ExtractedPalm } from '../palms/captures.service.js';
import { type Advice, adviceFor, adviceOf } from '../palms/palms.errors.js';
import { Atypicality } from '../palms/atypicality.service.js';
import { type TerminalPrincipal } from '../principal/principal.js';
import { Project } from '../tenancy/tenancy.entity.js';
import { CompletionService } from './completion.service.js';
import type { FailSession, SendCapture } from './enrollment.dto.js';
import { challengeExpired, seqConflict, sessionNotActive } from './enrollment.errors.js';
import { CaptureComparisonService } from './capture-comparison.service.js';
import { digestOf, failureFor, isVouchedFor, judge, type CaptureReading } from './session-capture-judgement.js';
import { SessionCaptures, type UsableCapture } from './session-captures.js';
import { type EnrollmentSession, SessionCapture } from './session.entity.js';
import { type FailureCode, isFinal, MAX_REFUSALS } from './session.machine.js';
import { SessionStore } from './session-store.js';

export interface Acknowledgement {
  session: EnrollmentSession;
  challenge: string;
}

export interface CaptureAnswer {
  accepted: boolean;
  reason: string | null;
  /** What the person should do now. */
  advice: Advice;
  session: EnrollmentSession;
  /** null once the session takes no more captures. */
  challenge: string | null;
}

type Admission = { answer: CaptureAnswer } | { session: EnrollmentSession; earlier: UsableCapture[]; project: Project };

/** All that is written down of a capture. */
interface ReadCapture {
  input: SendCapture;
  digest: Buffer;
  reading: CaptureReading;
  sessionId: string;
  enrollFrom: Project['enrollFrom'];
}

@Injectable()
export class TerminalSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly captures: CapturesService,
    private readonly kept: SessionCaptures,
    private readonly comparison: CaptureComparisonService,
    private readonly store: SessionStore,
    private readonly completion: CompletionService,
    private readonly atypicality: Atypicality,
  ) {}

  /** Repeating it gives a fresh challenge. */
  acknowledge(caller: TerminalPrincipal, sessionId: string): Promise<Acknowledgement> {
    // a refusal is returned: an overdue session stays ended
    return this.database.tenantTransaction(caller, async (tx): Promise<Acknowledgement | Problem> => {
      const session = await this.own(tx, caller, sessionId);
      const now = this.clock.now();
      if (session.status === 'pending')
        await this.store.move(tx, session, 'acknowledge', { deliveredAt: now, lastContactAt: now });
      if (session.status !== 'active') return this.notActive(tx, session);
      return { session, challenge: await this.store.challenge(tx, session) };
    });
  }

  fail(caller: TerminalPrincipal, sessionId: string, input: FailSession): Promise<EnrollmentSession> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const session = await this.own(tx, caller, sessionId);
      if (isFinal(session.status)) return session;
      const code: FailureCode = input.code === 'liveness_failed' ? 'liveness_failed' : 'terminal_failed';
      await this.store.fail(tx, session, code, [input.code, input.message].filter(Boolean).join(': '));
      return session;
    });
  }

  /**
   * One capture: look at it outside any transaction, write it down in one.
   * @throws Problem `not_found`, `seq_conflict`, `challenge_expired`, `session_not_active`, 400 for what is no picture
   */
  async accept(
    caller: TerminalPrincipal,
    sessionId: string,
    input: SendCapture,
    limits?: JobOptions,
  ): Promise<CaptureAnswer> {
    const digest = digestOf(input);
    const before = await this.admit(caller, sessionId, input, digest);
    if ('answer' in before) return this.finish(caller, before.answer, limits);
    const reading = await this.read(before, input, limits);
    const written = () =>
      this.write(caller, { input, digest, reading: reading, sessionId, enrollFrom: before.project.enrollFrom });
    const after = await retryOnLockTimeout(written).catch((error) => {
      if (isUniqueViolation(error, 'session_captures_pkey')) return this.refuseSeq(caller, sessionId); // the same seq came twice at once
      throw error;
    });
    return this.finish(caller, after, limits);
  }

  /** Also when a capture is repeated: the process that should have judged may be gone. */
  private async finish(caller: TerminalPrincipal, answer: CaptureAnswer, limits?: JobOptions): Promise<CaptureAnswer> {
    if (answer.session.status !== 'processing') return answer;
    return { ...answer, ...(await this.completion.complete(caller, answer.session, limits)) };
  }

  /** Whether the capture may be looked at at all; a repeated one gets its answer again. */
  private async admit(
    caller: TerminalPrincipal,
    sessionId: string,
    input: SendCapture,
    digest: Buffer,
  ): Promise<Admission> {
    // a refusal is returned: the new challenge and an overdue end stay
    return this.database.tenantTransaction(caller, async (tx): Promise<Admission | Problem> => {
      const session = await this.own(tx, caller, sessionId);
      const repeated = await tx.getRepository(SessionCapture).findOneBy({ sessionId, seq: input.seq });
      if (repeated) {
        if (!repeated.digest.equals(digest)) return seqConflict(await this.kept.nextSeq(tx, session));
        const challenge = session.status === 'active' ? await this.sameChallenge(tx, session, repeated) : null;
        const { accepted, reason } = repeated;
        return { answer: { accepted, reason, advice: adviceFor(reason), session, challenge } };
      }
      if (session.status !== 'active') return this.notActive(tx, session);
      if (!this.store.isChallengeOf(session, input.challenge))
        return challengeExpired(await this.store.challenge(tx, session));
      const project = await tx.getRepository(Project).findOneByOrFail({ projectId: session.projectId });
      return { session, earlier: await this.kept.usable(tx, session), project };
    });
  }

  /** As it was answered, while that is still the one that counts. */
  private sameChallenge(tx: Tx, session: EnrollmentSession, repeated: SessionCapture): Promise<string> {
    const given = this.store.challengeAfter(session, repeated);
    return this.store.isChallengeOf(session, given) ? Promise.resolve(given) : this.store.challenge(tx, session);
  }

  private async read(
    { session, earlier, project }: Exclude<Admission, { answer: CaptureAnswer }>,
    { capture }: SendCapture,
    limits?: JobOptions,
  ): Promise<CaptureReading> {
    const refused = (refusal: string, advice = adviceFor(refusal)): CaptureReading => ({
      palm: null,
      refusal,
      advice,
      distances: {},
    });
    let palm: ExtractedPalm;
    try {
      palm = await this.captures.readPalm(capture, project, limits);
    } catch (error) {
      if (isAboutThePicture(error)) return refused(error.code, adviceOf(error));
      throw error;
    }
    const hand = palm.hand ?? (session.hand === 'any' ? (earlier[0]?.hand ?? null) : session.hand);
    if (hand === null) return refused('no_hand');
    const wanted = session.hand === 'any' ? null : session.hand;
    if (wanted !== null && hand !== wanted) return refused('wrong_hand');
    const code = await this.captures.extract(palm, limits);
    const sameHand = earlier.filter((sample) => sample.hand === hand);
    const { digest, repeated, distances } = await this.comparison.compare(palm.roi, sameHand, limits);
    if (repeated) return refused('captures_not_distinct');
    const atypicality = await this.atypicality.measure(palm.roi, session.projectId, limits);
    if (
      !isVouchedFor(session, Object.values(distances)) &&
      (await this.atypicality.exceeds(atypicality, session, session.deviceId))
    )
      return refused('low_quality');
    return {
      palm: { ...palm, hand, code, digest, atypicality },
      refusal: null,
      advice: adviceFor(null),
      distances,
    };
  }

  /** Under the session's lock: state and challenge are looked at again, because time has passed. */
  private async write(
    caller: TerminalPrincipal,
    { input, digest, reading: reading, sessionId, enrollFrom }: ReadCapture,
  ): Promise<CaptureAnswer> {
    // a refusal is returned: the new challenge stays
    return this.database.tenantTransaction(caller, async (tx): Promise<CaptureAnswer | Problem> => {
      const session = await this.own(tx, caller, sessionId);
      if (session.status !== 'active') return this.notActive(tx, session);
      if (!this.store.isChallengeOf(session, input.challenge))
        return challengeExpired(await this.store.challenge(tx, session));
      const { seq } = input;
      const earlier = reading.palm ? await this.kept.usable(tx, session) : [];
      const { palm, group, accepted, reason } = judge({ session, earlier, reading: reading, seq, enrollFrom });
      const seen = {
        hand: palm?.hand ?? null,
        wholeHand: palm?.wholeHand ?? false,
        quality: palm?.quality ?? null,
        atypicality: palm?.atypicality ?? null,
      };
      const row = {
        sessionId,
        seq,
        organizationId: session.organizationId,
        digest,
        accepted,
        reason,
        distances: reading.distances,
        ...seen,
        createdAt: this.clock.now(),
      };
      await this.kept.keep(tx, session, row, palm);
      await this.advance(tx, session, {
        accepted,
        reason,
        quality: seen.quality,
        agreeing: group?.length ?? session.capturesAccepted,
      });
      const next = this.store.challengeAfter(session, row);
      const challenge = session.status === 'active' ? await this.store.challenge(tx, session, next) : null;
      const advice = reading.refusal === null ? adviceFor(reason) : reading.advice;
      return { accepted, reason, advice, session, challenge };
    });
  }

  private async advance(
    tx: Tx,
    session: EnrollmentSession,
    seen: { accepted: boolean; reason: string | null; quality: number | null; agreeing: number },
  ): Promise<void> {
    const refused = session.capturesRefused + (seen.accepted ? 0 : 1);
    const changes = {
      capturesAccepted: seen.agreeing,
      capturesRefused: refused,
      lastQuality: seen.quality ?? session.lastQuality,
      hint: seen.reason,
      lastContactAt: this.clock.now(),
    };
    if (seen.agreeing >= session.capturesRequired)
      await this.store.move(tx, session, 'judge', { ...changes, challengeDigest: null });
    else await this.store.progress(tx, session, changes);
    if (session.status === 'active' && refused >= MAX_REFUSALS)
      await this.store.fail(tx, session, failureFor(seen.reason));
  }

  /** Says which session the terminal should go on with, if there is one. */
  private async notActive(tx: Tx, { status, deviceId }: EnrollmentSession): Promise<Problem> {
    const active = deviceId === null ? null : await this.store.unfinishedOn(tx, deviceId);
    return sessionNotActive(status, active?.sessionId ?? null);
  }

  private refuseSeq(caller: TerminalPrincipal, sessionId: string): Promise<never> {
    return this.database.tenantTransaction(caller, async (tx) =>
      seqConflict(await this.kept.nextSeq(tx, await this.own(tx, caller, sessionId))),
    );
  }

  /** @throws Problem `not_found` for a session of another device */
  private async own(tx: Tx, caller: TerminalPrincipal, sessionId: string): Promise<EnrollmentSession> {
    const session = await this.store.lock(tx, { sessionId, deviceId: caller.deviceId });
    if (!session) throw problem.notFound();
    return session;
  }
}
