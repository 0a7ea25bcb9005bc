/** The stored palms of a member, one by one. */
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { problem } from '#platform/problems';
import { Audit } from '../audit/audit.service.js';
import { MembersService } from '../members/members.service.js';
import { LiveGallery } from '../palms/live-gallery.service.js';
import type { Template } from '../palms/template.entity.js';
import { TemplatesService } from '../palms/templates.service.js';
import { type Principal } from '../principal/principal.js';
import { Eligibility } from './eligibility.service.js';

@Injectable()
export class MemberPalms {
  constructor(
    private readonly database: Database,
    private readonly eligibility: Eligibility,
    private readonly members: MembersService,
    private readonly templates: TemplatesService,
    private readonly live: LiveGallery,
    private readonly audit: Audit,
  ) {}

  list(caller: Principal, projectId: string, memberId: string): Promise<Template[]> {
    return this.database.readOnly(caller, async (tx) => {
      await this.eligibility.reach(tx, caller, projectId, 'read');
      await this.members.find(tx, projectId, memberId);
      return this.templates.listOf(tx, { projectId, memberId });
    });
  }

  async remove(caller: Principal, at: { projectId: string; memberId: string; templateId: string }): Promise<Template> {
    const gone = await this.database.tenantTransaction(caller, async (tx) => this.destroy(tx, caller, at));
    await this.live.follow(); // out of this process's memory before the answer
    return gone;
  }

  private async find(tx: Tx, at: { projectId: string; memberId: string; templateId: string }): Promise<Template> {
    const template = (await this.templates.listOf(tx, at)).find((row) => row.templateId === at.templateId);
    if (!template) throw problem.notFound();
    return template;
  }

  private async destroy(
    tx: Tx,
    caller: Principal,
    at: { projectId: string; memberId: string; templateId: string },
  ): Promise<Template> {
    const { projectId, memberId, templateId } = at;
    await this.eligibility.reach(tx, caller, projectId, 'write', () => this.find(tx, at));
    const member = await this.members.claim(tx, projectId, memberId);
    const owner = { organizationId: member.organizationId, projectId, memberId };
    const template = await this.find(tx, at);
    await this.templates.destroyOne(tx, owner, templateId);
    await this.members.setHands(tx, memberId, await this.templates.handsOf(tx, memberId));
    const { organizationId } = owner;
    await this.audit.record(tx, caller, {
      organizationId,
      action: 'template.deleted',
      kind: 'template',
      id: templateId,
    });
    return template;
  }
}
