/**
 * The one judgement about an enrollment, at the terminal and by the tenant's server: do the captures show one palm,
 * and does that palm belong to another person already? A duplicate that arrives between search and write is found too.
 */
import { Injectable } from '@nestjs/common';
import { type JobOptions, PalmGallery } from '#gallery';
import { type Hand, identifyThreshold, mirrorTemplate } from '#palm';
import { KeyedMutex } from '#platform/concurrency';
import { retryOnLockTimeout, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Clock } from '#platform/clock';
import { Outbox } from '#platform/outbox';
import type { Member } from '../members/member.entity.js';
import { MembersService } from '../members/members.service.js';
import { type GalleryMark, LiveGallery } from '../palms/live-gallery.service.js';
import { matcherProblem } from '../palms/palms.errors.js';
import { TemplatesService } from '../palms/templates.service.js';
import type { TraceGate } from '../scans/scan-result.entity.js';
import { ScansService } from '../scans/scans.service.js';
import type { EnrollmentSession, SessionResult } from './session.entity.js';

export interface Sample {
  code: Uint8Array;
  quality: number;
  atypicality: number | null;
}

/** What was thought outside of any transaction. */
export interface DuplicateSearchResult {
  /** Members whose palms looked like this one. */
  duplicates: string[];
  /** Palms added after this mark were not looked at. */
  mark: GalleryMark;
  galleryTemplates: number;
}

/** How an enrollment is written down. */
export interface Enrollment {
  session: Pick<
    EnrollmentSession,
    'sessionId' | 'organizationId' | 'projectId' | 'deviceId' | 'replaceExisting' | 'allowDuplicate'
  >;
  member: Member;
  hand: Hand;
  samples: Sample[];
  opinion: DuplicateSearchResult;
  capturedAt: Date;
  demo: boolean;
  source: 'terminal' | 'api';
  sourceIp: string | null;
}

/** An enrollment that may have ended before its duplicates were looked for. */
export type EnrollmentAttempt = Omit<Enrollment, 'opinion'> & {
  opinion?: DuplicateSearchResult;
  /** The code of what ended it. */
  refusal?: string;
};

@Injectable()
export class DuplicateCheck {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly gallery: PalmGallery,
    private readonly live: LiveGallery,
    private readonly templates: TemplatesService,
    private readonly members: MembersService,
    private readonly scans: ScansService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Looks for the palm among the project's other members: on both hands, and as a front camera may have mirrored it. */
  async search(
    palm: { projectId: string; samples: readonly Sample[]; memberId: string },
    limits?: JobOptions,
  ): Promise<DuplicateSearchResult> {
    const { projectId, samples, memberId } = palm;
    this.live.requireSpace(samples.length);
    const mark = this.live.mark();
    let galleryTemplates = 0;
    const duplicates = new Set<string>();
    for (const template of viewsOf(samples)) {
      const found = await this.live.search({ template }, { projectId, hands: ['left', 'right'] }, limits);
      galleryTemplates = found.searched;
      const line = identifyThreshold(found.searched);
      for (const { owner, distance } of found.candidates)
        if (owner !== memberId && distance <= line) duplicates.add(owner);
    }
    if (duplicates.size === 0) this.live.requireReadable(projectId, memberId);
    return { duplicates: [...duplicates], mark, galleryTemplates };
  }

  /** One enrollment of a project at a time is written down, in this process without a connection for those that wait. */
  runExclusively<T>(projectId: string, record: () => Promise<T>): Promise<T> {
    return this.mutex.run(projectId, () => retryOnLockTimeout(record));
  }

  /** The first lock of a transaction that adds a palm, in every process; until its end. */
  async lockProject(tx: Tx, projectId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`enroll ${projectId}`]);
  }

  /** Under the project's lock: true when a palm that was added since belongs to another member. */
  async hasDuplicate(tx: Tx, { session, samples, member, opinion }: Enrollment): Promise<boolean> {
    if (session.allowDuplicate) return false;
    if (await this.templates.hasAny(tx, opinion.duplicates)) return true; // memory may be a moment behind a deletion
    const added = (await this.live.addedSince(tx, session.projectId, opinion.mark)).filter(
      (palm) => palm.memberId !== member.memberId,
    );
    if (added.length === 0) return false;
    const line = identifyThreshold(opinion.galleryTemplates + added.length);
    for (const template of viewsOf(samples)) {
      const distances = await this.gallery
        .compare(
          template,
          added.map((palm) => palm.code),
        )
        .catch(matcherProblem);
      if (distances.some((distance) => distance <= line)) return true;
    }
    return false;
  }

  /** Keeps the palm; everything in one transaction with the session's end. */
  async record(tx: Tx, enrollment: Enrollment): Promise<SessionResult> {
    const { session, member, hand, samples } = enrollment;
    const owner = { organizationId: session.organizationId, projectId: session.projectId, memberId: member.memberId };
    if (session.replaceExisting) await this.templates.destroyHand(tx, owner, hand);
    const palm = { hand, enrollmentId: session.sessionId, deviceId: session.deviceId, samples };
    const templateIds = await this.templates.keep(tx, owner, palm);
    await this.members.setHands(tx, member.memberId, await this.templates.handsOf(tx, member.memberId));
    const quality = Math.min(...samples.map((sample) => sample.quality));
    const scan = await this.recordScan(tx, enrollment, 'matched');
    await this.outbox.append(tx, {
      organizationId: session.organizationId,
      projectId: session.projectId,
      type: 'enrollment.completed',
      data: {
        enrollment_id: session.sessionId,
        session_id: session.sessionId,
        member_id: member.memberId,
        device_id: session.deviceId,
        hand,
      },
    });
    return {
      enrollment_id: session.sessionId,
      hand,
      template_ids: templateIds,
      quality: Math.round(quality * 1000) / 1000,
      scan_id: scan.scanId,
    };
  }

  /** Every attempt leaves a scan result, refusals too. */
  recordScan(
    tx: Tx,
    enrollment: EnrollmentAttempt,
    result: 'matched' | 'duplicate' | 'low_quality' | 'liveness_failed',
  ) {
    const { session, member, hand, samples, source, sourceIp, capturedAt, demo } = enrollment;
    return this.scans.record(tx, {
      organizationId: session.organizationId,
      projectId: session.projectId,
      operation: 'enroll',
      result,
      memberId: member.memberId,
      deviceId: session.deviceId,
      sessionId: session.sessionId,
      hand,
      quality: samples.length > 0 ? Math.min(...samples.map((sample) => sample.quality)) : null,
      confidence: null,
      verdict: null,
      matchedRuleId: null,
      signals: {},
      trace: { gates: enrollmentGates(enrollment, result) },
      source,
      sourceIp,
      offline: false,
      demo,
      capturedAt,
    });
  }

  /** An id for an enrollment that has no device session. */
  newEnrollmentId(): string {
    return newId(this.clock.nowMs());
  }
}

/** The questions that were asked, up to the one that ended it. */
function enrollmentGates({ samples, opinion, refusal }: EnrollmentAttempt, result: string): TraceGate[] {
  const captures = { gate: 'captures', outcome: samples.length > 0 ? 'passed' : 'failed', input: samples.length };
  if (refusal === 'inconsistent_captures') return [captures, { gate: 'agreement', outcome: 'failed', input: refusal }];
  if (refusal !== undefined) return [captures, { gate: 'picture', outcome: 'failed', input: refusal }];
  const outcome = result === 'duplicate' ? 'failed' : 'passed';
  return [
    captures,
    { gate: 'agreement', outcome: 'passed' },
    { gate: 'duplicate_search', outcome, input: opinion?.galleryTemplates ?? null },
  ];
}

/** Each sample as it came and mirrored: a left palm must not be enrolled as another member's right one. */
function viewsOf(samples: readonly Sample[]): Uint8Array[] {
  return samples.flatMap(({ code }) => [code, mirrorTemplate(code)]);
}
