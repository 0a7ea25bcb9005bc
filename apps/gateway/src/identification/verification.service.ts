/** Is this the palm of that member? */
import { Injectable } from '@nestjs/common';
import { PalmGallery } from '#gallery';
import { confidenceBand, type Hand, verifyThreshold } from '#palm';
import { type AnswerWriter, Database, type Tx } from '#platform/database';
import { type Problem, problem } from '#platform/problems';
import { AttemptsService, type VerifyAttempt } from '../attempts/attempts.service.js';
import { MembersService } from '../members/members.service.js';
import type { ExtractedPalm } from '../palms/captures.service.js';
import { LiveGallery } from '../palms/live-gallery.service.js';
import { matcherProblem } from '../palms/palms.errors.js';
import { TemplatesService } from '../palms/templates.service.js';
import type { ScanResult } from '../scans/scan-result.entity.js';
import type { NewScan } from '../scans/scans.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import type { VerifyPalm } from './identification.dto.js';
import { notEnrolled } from './identification.errors.js';
import { IdentificationService, type ScanOrigin } from './identification.service.js';
import { ScanDecisions } from './scan-decisions.service.js';

export interface VerificationResult {
  scan: ScanResult;
  memberId: string;
  confidence: number | null;
}

/** What was seen outside of any transaction; `distance` is null when the member had no palm to compare with. */
interface Comparison {
  memberId: string;
  palm: ExtractedPalm;
  hands: Hand[];
  distance: number | null;
  attempt: VerifyAttempt;
}

@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly identification: IdentificationService,
    private readonly gallery: PalmGallery,
    private readonly live: LiveGallery,
    private readonly templates: TemplatesService,
    private readonly people: MembersService,
    private readonly attempts: AttemptsService,
    private readonly scans: ScanDecisions,
  ) {}

  /** @throws Problem `not_found`, `not_enrolled`, 422, 429 `too_many_attempts` */
  async verify(
    project: Project,
    input: VerifyPalm,
    origin: ScanOrigin,
    answer?: AnswerWriter<VerificationResult>,
  ): Promise<VerificationResult> {
    const { projectId, organizationId } = project;
    const memberId = input.member_id;
    const attempt = { organizationId, caller: origin.caller, memberId, pointRef: input.point_ref ?? null };
    await this.database.readOnly({ organizationId }, async (tx) => {
      await this.people.find(tx, projectId, memberId);
      await this.attempts.requireVerify(tx, attempt);
    });
    const palm = await this.identification.extract(project, 'verify', input.capture, origin);
    this.live.requireComplete(projectId);
    const hands: Hand[] = palm.hand ? [palm.hand] : ['left', 'right'];
    const codes = await this.database.tenantTransaction({ organizationId }, (tx) =>
      this.templates.codesOf(tx, { projectId, memberId }, hands),
    );
    const distance =
      codes.length === 0 ? null : await this.gallery.verify(palm.roi, codes, origin.limits).catch(matcherProblem);
    if (distance !== null && distance > verifyThreshold())
      await this.identification.refuseUnlike(project, 'verify', { capture: input.capture, palm }, origin);
    const compared = { memberId, palm, hands, distance, attempt };
    return this.database.tenantTransaction(
      { organizationId },
      (tx) => this.record(tx, project, compared, origin),
      answer,
    );
  }

  /** @returns a refusal when there is nothing to compare with, or no longer: the attempt stays recorded */
  private async record(
    tx: Tx,
    project: Project,
    compared: Comparison,
    origin: ScanOrigin,
  ): Promise<VerificationResult | Problem> {
    const { memberId, palm, hands } = compared;
    const member = await this.people.lock(tx, project.projectId, memberId);
    if (!member) throw problem.notFound();
    await this.attempts.requireVerify(tx, compared.attempt); // again: others ran beside, and the member's lock orders them
    const distance = hands.some((hand) => member.hands.includes(hand)) ? compared.distance : null;
    const verified = distance !== null && distance <= verifyThreshold();
    const repeatedFailures = distance !== null && (await this.judge(tx, compared.attempt, verified));
    const confidence = verified ? confidenceBand(distance, 1) : null;
    const gate =
      distance === null
        ? { gate: 'enrolled', outcome: 'failed' }
        : { gate: 'match', outcome: verified ? 'passed' : 'failed' };
    const attempt: NewScan = {
      ...this.identification.blank(project, 'verify', origin, palm),
      ...{ result: distance === null ? 'error' : verified ? 'matched' : 'not_matched', memberId, confidence },
      trace: { gates: [gate] },
    };
    const nearest = distance === null ? null : { distance, searched: 1 };
    const scan = await this.scans.record(tx, project, attempt, { member, nearest, roi: palm.roi, repeatedFailures });
    if (verified) await this.people.noteScan(tx, memberId, scan.createdAt);
    return distance === null ? notEnrolled() : { scan, memberId, confidence };
  }

  /** @returns whether the caller failed with this member too often */
  private async judge(tx: Tx, attempt: VerifyAttempt, verified: boolean): Promise<boolean> {
    if (!verified) return (await this.attempts.verifyFailed(tx, attempt)).repeated;
    await this.attempts.verifySucceeded(tx, attempt);
    return false;
  }
}
