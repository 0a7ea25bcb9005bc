/** Enrollment by the tenant's own server: the captures come at once, the judgement is the same. */
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { JobOptions } from '#gallery';
import { Clock } from '#platform/clock';
import { Problem } from '#platform/problems';
import { Database, type Tx } from '#platform/database';
import type { WithAnswer } from '#platform/idempotency';
import { AttemptsService } from '../attempts/attempts.service.js';
import { CapturesService, isAboutThePicture, type ExtractedPalm } from '../palms/captures.service.js';
import { adviceOf, type HintCode, type PictureRefusal, unusablePicture } from '../palms/palms.errors.js';
import { Atypicality } from '../palms/atypicality.service.js';
import { type KeyPrincipal, nameOf } from '../principal/principal.js';
import type { ProjectAccess } from '../tenancy/project-access.policy.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { CaptureComparisonService, type EarlierCapture } from './capture-comparison.service.js';
import { agreeing, type ComparedCapture } from './agreement.policy.js';
import { Eligibility } from './eligibility.service.js';
import type { DirectEnroll } from './enrollment.dto.js';
import { capturesNotDistinct, duplicatePalm, handPictureRequired, inconsistentCaptures } from './enrollment.errors.js';
import { type Enrollment, DuplicateCheck, type Sample } from './duplicate-check.service.js';
import { EnrollmentSession } from './session.entity.js';
import { blankSession } from './sessions.service.js';

/** A member enrolled so lately is enrolled repeatedly. */
const REPEATED_WITHIN_MS = 3_600_000;

interface Origin {
  address: string;
  /** Until when the answer is wanted. */
  limits: JobOptions;
}

type CaptureSample = Sample & ComparedCapture & EarlierCapture & { capturedAt: Date; wholeHand: boolean };

interface CaptureSamples {
  samples: CaptureSample[];
  refusal: Problem | null;
}

@Injectable()
export class DirectEnrollment {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly eligibility: Eligibility,
    private readonly captures: CapturesService,
    private readonly duplicateCheck: DuplicateCheck,
    private readonly comparison: CaptureComparisonService,
    private readonly atypicality: Atypicality,
    private readonly attempts: AttemptsService,
  ) {}

  /** @throws Problem 403, 404, 429 `too_many_attempts`, 409 `already_enrolled`, `duplicate_palm`, 422 with the reason of the first capture refused */
  async enroll(
    caller: WithAnswer<KeyPrincipal, EnrollmentSession>,
    projectId: string,
    input: DirectEnroll,
    origin: Origin,
  ): Promise<EnrollmentSession> {
    const { duplicateCheck } = this;
    const wanted = {
      hand: input.hand,
      replace: input.replace ?? false,
      allowDuplicate: input.allow_duplicate ?? false,
      captures: input.captures.length,
    };
    const check = (tx: Tx) => this.eligibility.admit(tx, caller, { projectId, memberId: input.member_id, ...wanted });
    const { reached } = await this.database.tenantTransaction(caller, check);
    const { organizationId } = caller;
    const permit = await this.attempts.requireSearch({ organizationId, caller: nameOf(caller), kind: 'enroll' });
    const session = this.sessionOf(reached, input);
    const { samples, refusal } = await this.look(input, reached.project, origin.limits);
    const palm = { projectId, samples, memberId: input.member_id };
    const opinion = refusal ?? (await duplicateCheck.search(palm, origin.limits));
    /** A refusal is returned: the attempt stays recorded. */
    const record = async (tx: Tx): Promise<EnrollmentSession | Problem> => {
      if (!(opinion instanceof Problem)) await duplicateCheck.lockProject(tx, projectId);
      const { member } = await check(tx); // again: time has passed
      const enrollment: Omit<Enrollment, 'opinion'> = {
        ...{ session, member, hand: input.hand, samples, capturedAt: samples[0]?.capturedAt ?? this.clock.now() },
        ...{ demo: false, source: 'api', sourceIp: origin.address },
      };
      if (opinion instanceof Problem) {
        const result = opinion.code === 'liveness_failed' ? 'liveness_failed' : 'low_quality';
        await duplicateCheck.recordScan(tx, { ...enrollment, refusal: opinion.code }, result);
        return opinion;
      }
      if (await duplicateCheck.hasDuplicate(tx, { ...enrollment, opinion })) {
        await this.attempts.searchEnded(tx, permit, true);
        await duplicateCheck.recordScan(tx, { ...enrollment, opinion }, 'duplicate');
        return duplicatePalm();
      }
      await this.attempts.searchEnded(tx, permit, await this.wasEnrolledLately(tx, input.member_id));
      await tx.insert(EnrollmentSession, { ...session, result: null });
      session.result = await duplicateCheck.record(tx, { ...enrollment, opinion });
      await tx.update(EnrollmentSession, { sessionId: session.sessionId }, { result: session.result as never });
      return session;
    };
    const recorded = () => this.database.tenantTransaction(caller, record, caller.answer);
    return refusal === null ? duplicateCheck.runExclusively(projectId, recorded) : recorded();
  }

  /** Every capture must be usable, new, and of one palm, one of a whole hand where the project says so; the first refusal is the answer. */
  private async look(input: DirectEnroll, project: Project, limits: JobOptions): Promise<CaptureSamples> {
    const samples: CaptureSample[] = [];
    for (const index of input.captures.keys()) {
      const seen = await this.lookAt(input, index, { project, earlier: samples, limits });
      if (seen === 'captures_not_distinct') return { samples, refusal: capturesNotDistinct(index) };
      if ('refusal' in seen) return { samples, refusal: unusablePicture(seen.refusal, { index, hint: seen.hint }) };
      samples.push(seen);
    }
    const group = new Set(agreeing(samples));
    const stray = samples.findIndex((sample) => !group.has(sample));
    if (stray >= 0) return { samples, refusal: inconsistentCaptures(stray) };
    const needsHand = project.enrollFrom === 'hand' && !samples.some(({ wholeHand }) => wholeHand);
    return { samples, refusal: needsHand ? handPictureRequired(samples.length - 1) : null };
  }

  /** A single capture has no other one to agree with, so it must look like the project's palms. */
  private async lookAt(
    { captures, hand }: DirectEnroll,
    index: number,
    { project, earlier, limits }: { project: Project; earlier: readonly CaptureSample[]; limits: JobOptions },
  ): Promise<CaptureSample | { refusal: PictureRefusal; hint?: HintCode } | 'captures_not_distinct'> {
    const capture = captures[index]!;
    const declared = { ...capture, hand: capture.hand === 'unknown' ? hand : capture.hand };
    let palm: ExtractedPalm;
    try {
      palm = await this.captures.readPalm(declared, project, limits);
    } catch (error) {
      if (isAboutThePicture(error)) return { refusal: error.code, hint: adviceOf(error).hint };
      throw error;
    }
    if (palm.hand !== hand) return { refusal: 'wrong_hand' };
    const { digest, repeated, distances } = await this.comparison.compare(palm.roi, earlier, limits);
    if (repeated) return 'captures_not_distinct';
    const code = await this.captures.extract(palm, limits);
    const atypicality = await this.atypicality.measure(palm.roi, project.projectId, limits);
    if (captures.length === 1 && (await this.atypicality.exceeds(atypicality, project, null)))
      return { refusal: 'low_quality' };
    const { roi, quality, capturedAt, wholeHand } = palm;
    return { seq: index + 1, roi, code, digest, quality, atypicality, capturedAt, wholeHand, distances };
  }

  /** Repeated enrollment attempts would be a search by other means. */
  private wasEnrolledLately(tx: Tx, memberId: string): Promise<boolean> {
    const since = new Date(this.clock.nowMs() - REPEATED_WITHIN_MS);
    return tx
      .getRepository(EnrollmentSession)
      .existsBy({ memberId, status: 'completed', completedAt: MoreThan(since) });
  }

  private sessionOf({ project }: ProjectAccess, input: DirectEnroll): EnrollmentSession {
    const now = this.clock.now();
    return {
      ...blankSession(now),
      sessionId: this.duplicateCheck.newEnrollmentId(),
      organizationId: project.organizationId,
      projectId: project.projectId,
      deviceId: null,
      memberId: input.member_id,
      hand: input.hand,
      status: 'completed',
      capturesRequired: input.captures.length,
      capturesAccepted: input.captures.length,
      replaceExisting: input.replace ?? false,
      allowDuplicate: input.allow_duplicate ?? false,
      completedAt: now,
      expiresAt: now,
    };
  }
}
