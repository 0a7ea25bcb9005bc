/** Is this the palm of that member? */
import { Injectable } from '@nestjs/common';
import { PalmGallery } from '#gallery';
import { confidenceBand, type Hand, verifyThreshold } from '#palm';
import { Database } from '#platform/database';
import { problem } from '#platform/problems';
import { MembersService } from '../members/members.service.js';
import { busyAsProblem } from '../palms/palms.errors.js';
import { TemplatesService } from '../palms/templates.service.js';
import type { ScanResult } from '../scans/scan-result.entity.js';
import type { NewScan } from '../scans/scans.service.js';
import type { Project } from '../tenancy/tenancy.entity.js';
import type { VerifyPalm } from './identification.dto.js';
import { notEnrolled } from './identification.errors.js';
import { IdentificationService, type ScanOrigin } from './identification.service.js';
import { JudgedScans } from './judged-scans.service.js';

export interface Verified {
  scan: ScanResult;
  memberId: string;
  confidence: number | null;
}

@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly identification: IdentificationService,
    private readonly gallery: PalmGallery,
    private readonly templates: TemplatesService,
    private readonly people: MembersService,
    private readonly scans: JudgedScans,
  ) {}

  /** @throws Problem `not_found`, `not_enrolled`, 422 */
  async verify(project: Project, input: VerifyPalm, origin: ScanOrigin): Promise<Verified> {
    const { projectId, organizationId } = project;
    const memberId = input.member_id;
    await this.database.beforehand([organizationId], (tx) => this.people.find(tx, projectId, memberId));
    const palm = await this.identification.see(project, 'verify', input.capture, origin);
    const hands: Hand[] = palm.hand ? [palm.hand] : ['left', 'right'];
    const codes = await this.database.beforehand([organizationId], (tx) =>
      this.templates.codesOf(tx, { projectId, memberId }, hands),
    );
    if (codes.length === 0) throw notEnrolled();
    const score = await this.gallery.verify(palm.roi, codes).catch(busyAsProblem);
    const verified = score <= verifyThreshold();
    if (!verified) await this.identification.refuseUnlike(project, 'verify', { capture: input.capture, palm }, origin);
    const confidence = verified ? confidenceBand(score, 1) : null;
    return this.database.within([organizationId], async (tx) => {
      const member = await this.people.lock(tx, projectId, memberId);
      if (!member) throw problem.notFound();
      if (!hands.some((hand) => member.hands.includes(hand))) throw notEnrolled(); // destroyed meanwhile
      const attempt: NewScan = {
        ...this.identification.blank(project, 'verify', origin, palm),
        ...{ result: verified ? 'matched' : 'not_matched', memberId, confidence },
        trace: {
          gates: [{ gate: 'threshold', outcome: verified ? 'passed' : 'failed', threshold: verifyThreshold(), score }],
        },
      };
      const scan = await this.scans.record(tx, project, attempt, {
        member,
        nearest: { score, searched: 1 },
        roi: palm.roi,
      });
      if (verified) await this.people.noteScan(tx, memberId, scan.createdAt);
      return { scan, memberId, confidence };
    });
  }
}
