/** Enrollment by the tenant's own server: the captures come at once, the judgement is the same. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import type { Answering } from '#platform/idempotency';
import type { Problem } from '#platform/problems';
import { CapturesService, isAboutThePicture, type ExtractedPalm } from '../palms/captures.service.js';
import { type PictureRefusal, unusablePicture } from '../palms/palms.errors.js';
import { Atypicality } from '../palms/atypicality.service.js';
import { type KeyPrincipal } from '../principal/principal.js';
import type { ProjectAccess } from '../tenancy/project-access.policy.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { agreeing, type ComparedCapture } from './agreement.policy.js';
import { Eligibility } from './eligibility.service.js';
import type { DirectEnroll } from './enrollment.dto.js';
import { duplicatePalm, inconsistentCaptures } from './enrollment.errors.js';
import { type Enrollment, DuplicateCheck, type Sample } from './duplicate-check.service.js';
import { EnrollmentSession } from './session.entity.js';
import { blankSession } from './sessions.service.js';

interface Origin {
  address: string;
  /** Until when the answer is wanted. */
  limits: JobOptions;
}

type SeenSample = Sample & ComparedCapture & { capturedAt: Date };

@Injectable()
export class DirectEnrollment {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly eligibility: Eligibility,
    private readonly captures: CapturesService,
    private readonly duplicateCheck: DuplicateCheck,
    private readonly atypicality: Atypicality,
  ) {}

  /** @throws Problem 403, 404, 409 `already_enrolled`, `duplicate_palm`, 422 with the reason of the first capture refused */
  async enroll(
    caller: Answering<KeyPrincipal, EnrollmentSession>,
    projectId: string,
    input: DirectEnroll,
    origin: Origin,
  ): Promise<EnrollmentSession> {
    const { duplicateCheck } = this;
    const wanted = {
      hand: input.hand,
      replace: input.replace ?? false,
      allowDuplicate: input.allow_duplicate ?? false,
    };
    const check = (tx: Tx) => this.eligibility.admit(tx, caller, { projectId, memberId: input.member_id, ...wanted });
    const { reached } = await this.database.tenantTransaction(caller, check);
    const session = this.sessionOf(reached, input);
    const { samples, refusal } = await this.look(input, reached.project, origin.limits);
    const enough = refusal === null && samples.length === input.captures.length;
    const palm = { projectId, hand: input.hand, samples, memberId: input.member_id };
    const opinion = enough ? await duplicateCheck.search(palm, origin.limits) : null;
    /** A refusal is returned: the attempt stays recorded. */
    const record = async (tx: Tx): Promise<EnrollmentSession | Problem> => {
      if (opinion) await duplicateCheck.lockProject(tx, projectId);
      const { member } = await check(tx); // again: time has passed
      const enrollment: Omit<Enrollment, 'opinion'> = {
        ...{ session, member, hand: input.hand, samples, capturedAt: samples[0]?.capturedAt ?? this.clock.now() },
        ...{ demo: false, source: 'api', sourceIp: origin.address },
      };
      if (!opinion) {
        await duplicateCheck.recordScan(
          tx,
          enrollment,
          refusal === 'liveness_failed' ? 'liveness_failed' : 'low_quality',
        );
        return refusal === null ? inconsistentCaptures() : unusablePicture(refusal);
      }
      if (await duplicateCheck.hasDuplicate(tx, { ...enrollment, opinion })) {
        await duplicateCheck.recordScan(tx, enrollment, 'duplicate');
        return duplicatePalm();
      }
      await tx.insert(EnrollmentSession, { ...session, result: null });
      session.result = await duplicateCheck.record(tx, { ...enrollment, opinion });
      await tx.update(EnrollmentSession, { sessionId: session.sessionId }, { result: session.result as never });
      return session;
    };
    const recorded = () => this.database.tenantTransaction(caller, record, caller.answer);
    return opinion ? duplicateCheck.runExclusively(projectId, recorded) : recorded();
  }

  /** Every capture must be usable and of one palm; the first refusal is the answer. Several that agree vouch for each other. */
  private async look(
    input: DirectEnroll,
    project: Project,
    limits: JobOptions,
  ): Promise<{ samples: SeenSample[]; refusal: PictureRefusal | null }> {
    const samples: SeenSample[] = [];
    for (const [index, capture] of input.captures.entries()) {
      let palm: ExtractedPalm;
      try {
        palm = await this.captures.see(
          { ...capture, hand: capture.hand === 'unknown' ? input.hand : capture.hand },
          project.liveness,
          limits,
        );
      } catch (error) {
        if (isAboutThePicture(error)) return { samples, refusal: error.code };
        throw error;
      }
      if (palm.hand !== input.hand) return { samples, refusal: 'wrong_hand' };
      const code = await this.captures.extract(palm, limits);
      const distances = await this.duplicateCheck.distancesTo(
        palm.roi,
        samples.map((sample) => sample.code),
        limits,
      );
      const bySeq = Object.fromEntries(samples.map((sample, i) => [sample.seq, distances[i]!]));
      const atypicality = await this.atypicality.measure(palm.roi, project.projectId, limits);
      const alone = input.captures.length === 1;
      if (alone && (await this.atypicality.exceeds(atypicality, project, null)))
        return { samples, refusal: 'low_quality' };
      const { quality, capturedAt } = palm;
      samples.push({ seq: index + 1, code, quality, atypicality, capturedAt, distances: bySeq });
    }
    return { samples: agreeing(samples), refusal: null };
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
