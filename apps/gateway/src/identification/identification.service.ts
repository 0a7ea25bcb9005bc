/** Whose palm is this? Searched outside any transaction, recorded in one that reads member and palm again: what was deleted identifies nobody. */
import { Injectable } from '@nestjs/common';
import type { JobOptions } from '#gallery';
import { confidenceBand, decide, type Hand } from '#palm';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import type { Problem } from '#platform/problems';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Member } from '../members/member.entity.js';
import { MembersService } from '../members/members.service.js';
import type { CaptureInput } from '../palms/captures.dto.js';
import { CapturesService, isAboutThePicture, type ExtractedPalm } from '../palms/captures.service.js';
import { LiveGallery } from '../palms/live-gallery.service.js';
import { unusablePicture } from '../palms/palms.errors.js';
import { TemplatesService } from '../palms/templates.service.js';
import { Atypicality } from '../palms/atypicality.service.js';
import type { ScanOutcome, ScanResult } from '../scans/scan-result.entity.js';
import type { NewScan } from '../scans/scans.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import { ScanDecisions, type ComparedCapture } from './scan-decisions.service.js';

/** Where a scan came from. */
export interface ScanOrigin {
  source: 'terminal' | 'api';
  /** Whose failed attempts are counted together. */
  caller: string;
  address: string | null;
  deviceId: string | null;
  demo: boolean;
  offline: boolean;
  /** Overrides the capture's own time. */
  capturedAt?: Date;
  /** A time of the terminal's that cannot be: the scan is judged at this one as well. */
  claimedAt?: Date | null;
  /** Until when the answer is wanted. */
  limits?: JobOptions;
}

export interface IdentificationResult {
  scan: ScanResult;
  member: Member | null;
  confidence: number | null;
  /** Why the picture was not used. */
  refusal?: Problem;
}

/** What the search says, before the database has its word. */
interface SearchDecision {
  result: Extract<ScanOutcome, 'matched' | 'not_matched' | 'ambiguous'>;
  /** Set when matched: who, and by which palm. */
  match: { memberId: string; templateId: string } | null;
  confidence: number | null;
  nearest: ComparedCapture['nearest'];
  trace: object;
}

const HANDS: readonly Hand[] = ['left', 'right'];

@Injectable()
export class IdentificationService {
  constructor(
    private readonly database: Database,
    private readonly captures: CapturesService,
    private readonly live: LiveGallery,
    private readonly atypicality: Atypicality,
    private readonly members: MembersService,
    private readonly templates: TemplatesService,
    private readonly scans: ScanDecisions,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param join runs in the transaction that records the scan
   * @throws Problem 429 `too_many_attempts`; 422 for a capture the engine refuses (recorded all the same), 400, 413, 503
   */
  async identify(
    project: Project,
    capture: CaptureInput,
    origin: ScanOrigin,
    join?: (tx: Tx, found: IdentificationResult) => Promise<void>,
  ): Promise<IdentificationResult> {
    const { organizationId } = project;
    const permit = await this.attempts.requireSearch({ organizationId, caller: origin.caller, kind: 'identify' });
    const palm = await this.extract(project, 'identify', capture, origin, join);
    const decision = await this.search(project, palm, origin.limits);
    if (decision.result === 'not_matched')
      await this.refuseUnlike(project, 'identify', { capture, palm }, origin, join);
    return this.database.tenantTransaction(project, async (tx) => {
      const member = decision.match && (await this.stillThere(tx, project, decision.match));
      const gone = decision.result === 'matched' && !member;
      const result = gone ? 'not_matched' : decision.result;
      await this.attempts.searchEnded(tx, permit, result !== 'matched');
      const found = {
        result,
        memberId: member?.memberId ?? null,
        confidence: member ? decision.confidence : null,
        trace: decision.trace,
      };
      const attempt = { ...this.blank(project, 'identify', origin, palm), ...found };
      const scan = await this.scans.record(tx, project, attempt, { member, nearest: decision.nearest, roi: palm.roi });
      if (member) await this.members.noteScan(tx, member.memberId, scan.createdAt);
      await this.scans.announce(tx, project, scan);
      const identified = { scan, member, confidence: scan.confidence };
      await join?.(tx, identified);
      return identified;
    });
  }

  /** Looks at the picture; a refusal leaves its scan result before it is thrown. */
  async extract(
    project: Project,
    operation: NewScan['operation'],
    capture: CaptureInput,
    origin: ScanOrigin,
    join?: (tx: Tx, found: IdentificationResult) => Promise<void>,
  ): Promise<ExtractedPalm> {
    try {
      return await this.captures.readPalm(capture, project, origin.limits);
    } catch (error) {
      if (!isAboutThePicture(error)) throw error;
      await this.recordRefusal(project, operation, { capture, refusal: error }, origin, join);
      throw error;
    }
  }

  /**
   * A capture that matches nobody and is unlike every palm says nothing about who is there: a better one is asked for.
   * @throws Problem 422 `low_quality`, recorded
   */
  async refuseUnlike(
    project: Project,
    operation: NewScan['operation'],
    { capture, palm }: { capture: CaptureInput; palm: ExtractedPalm },
    origin: ScanOrigin,
    join?: (tx: Tx, found: IdentificationResult) => Promise<void>,
  ): Promise<void> {
    const atypicality = await this.atypicality.measure(palm.roi, project.projectId, origin.limits);
    if (!(await this.atypicality.exceeds(atypicality, project, origin.deviceId))) return;
    const refusal = unusablePicture('low_quality');
    await this.recordRefusal(project, operation, { capture, refusal }, origin, join);
    throw refusal;
  }

  /** The fields that every scan of a seen palm shares. */
  blank(
    project: Project,
    operation: NewScan['operation'],
    origin: ScanOrigin,
    palm: Pick<ExtractedPalm, 'hand' | 'quality' | 'capturedAt'> | null,
  ): NewScan {
    return {
      organizationId: project.organizationId,
      projectId: project.projectId,
      operation,
      result: 'error',
      memberId: null,
      deviceId: origin.deviceId,
      sessionId: null,
      hand: palm?.hand ?? 'unknown',
      quality: palm?.quality ?? null,
      confidence: null,
      verdict: null,
      matchedRuleId: null,
      signals: {},
      trace: {},
      source: origin.source,
      sourceIp: origin.address,
      offline: origin.offline,
      demo: origin.demo,
      capturedAt: origin.capturedAt ?? palm?.capturedAt ?? this.clock.now(),
      claimedCapturedAt: origin.claimedAt ?? null,
    };
  }

  /** Locked, if the palm that was found is still this member's. */
  private async stillThere(
    tx: Tx,
    project: Project,
    { memberId, templateId }: { memberId: string; templateId: string },
  ): Promise<Member | null> {
    const member = await this.members.lock(tx, project.projectId, memberId);
    return member && (await this.templates.isKept(tx, memberId, templateId)) ? member : null;
  }

  private async search({ projectId }: Project, palm: ExtractedPalm, limits?: JobOptions): Promise<SearchDecision> {
    const hands = palm.hand ? [palm.hand] : HANDS;
    const found = await this.live.search({ roi: palm.roi }, { projectId, hands }, limits);
    const decision = decide(
      found.candidates.map(({ owner, distance }) => ({ member: owner, distance })),
      found.searched,
    );
    if (decision.outcome !== 'matched') this.live.requireReadable(projectId);
    const best = found.candidates[0]?.distance ?? null;
    const nearest = best === null ? null : { distance: best, searched: found.searched };
    const gates = [
      { gate: 'search', outcome: found.searched > 0 ? 'passed' : 'failed', input: found.searched },
      { gate: 'match', outcome: decision.outcome === 'not_matched' ? 'failed' : 'passed' },
      ...(decision.outcome === 'not_matched'
        ? []
        : [{ gate: 'unambiguous', outcome: decision.outcome === 'matched' ? 'passed' : 'failed' }]),
    ];
    if (decision.outcome !== 'matched')
      return { result: decision.outcome, match: null, confidence: null, nearest, trace: { gates } };
    const { member, distance } = decision.best;
    return {
      result: 'matched',
      match: { memberId: member, templateId: found.candidates[0]!.template },
      confidence: confidenceBand(distance, found.searched),
      nearest,
      trace: { gates },
    };
  }

  private async recordRefusal(
    project: Project,
    operation: NewScan['operation'],
    { capture, refusal }: { capture: CaptureInput; refusal: Problem },
    origin: ScanOrigin,
    join?: (tx: Tx, found: IdentificationResult) => Promise<void>,
  ): Promise<void> {
    await this.database.tenantTransaction(project, async (tx) => {
      const attempt: NewScan = {
        ...this.blank(project, operation, origin, null),
        result: refusal.code === 'liveness_failed' ? 'liveness_failed' : 'low_quality',
        hand: capture.hand ?? 'unknown',
        trace: { gates: [{ gate: 'picture', outcome: 'failed', input: refusal.code }] },
      };
      const scan = await this.scans.record(tx, project, attempt, { member: null, nearest: null, roi: null });
      if (operation === 'identify') await this.scans.announce(tx, project, scan);
      await join?.(tx, { scan, member: null, confidence: null, refusal });
    });
  }
}
