/** The end of palms that nobody has shown for as long as their project says, one member at a time. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { Audit } from '../audit/audit.service.js';
import { MembersService } from '../members/members.service.js';
import { TemplatesService } from '../palms/templates.service.js';
import { forgottenBefore } from './retention.policy.js';

const CLOCK = { kind: 'system' as const, name: 'retention clock' };

/** As the sweep found it. */
export interface ErasedMember {
  member_id: string;
  project_id: string;
  organization_id: string;
}

@Injectable()
export class PalmErasure {
  constructor(
    private readonly clock: Clock,
    private readonly members: MembersService,
    private readonly templates: TemplatesService,
    private readonly audit: Audit,
  ) {}

  /** @returns false when the member was scanned or enrolled anew, or went, meanwhile */
  async end(tx: Tx, found: ErasedMember): Promise<boolean> {
    const { member_id: memberId, project_id: projectId, organization_id: organizationId } = found;
    const member = await this.members.lock(tx, projectId, memberId);
    const [project] = await tx.query<{ retention_days: number | null }[]>(
      'SELECT retention_days FROM projects WHERE project_id = $1',
      [projectId],
    );
    const before = forgottenBefore(project!.retention_days, this.clock.nowMs());
    if (!member || (member.lastScanAt !== null && member.lastScanAt >= before)) return false;
    const owner = { organizationId, projectId, memberId };
    if ((await this.templates.listOf(tx, owner)).some((template) => template.createdAt >= before)) return false;
    const templates = await this.templates.destroyOf(tx, owner);
    await this.members.setHands(tx, memberId, []);
    await this.audit.record(tx, CLOCK, {
      ...{ organizationId, action: 'member.palms_expired', kind: 'member', id: memberId, details: { templates } },
    });
    return true;
  }

  /** Once it is committed. */
  evict({ member_id: memberId }: ErasedMember): void {
    this.templates.evict(memberId);
  }
}
