import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam, Pager, pageQuery } from '#platform/http';
import type { Principal } from '../principal/principal.js';
import { TemplateList, TemplateView } from './enrollment.view.js';
import { MemberPalms } from './member-palms.service.js';

class TemplatesPage extends pageQuery() {}

@ApiTags('Members')
@Controller('v1/projects/:project_id/members/:member_id/templates')
export class TemplatesController {
  constructor(
    private readonly palms: MemberPalms,
    private readonly pager: Pager,
  ) {}

  /** List Templates of a member: what is known about each sample, never its code. */
  @Get()
  @Access('user-or-key', { scope: 'members:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Query() page: TemplatesPage,
  ): Promise<TemplateList> {
    const list = this.pager.cut(await this.palms.list(caller, projectId, memberId), page, {
      list: `templates of ${memberId}`,
      positionOf: ({ createdAt, templateId }) => ({ time: createdAt, id: templateId }),
    });
    return { ...list, data: list.data.map(TemplateView.of) };
  }

  /** Delete Template */
  @Delete(':template_id')
  @Access('user-or-key', { scope: 'biometrics:enroll' })
  async remove(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @IdParam('template_id') templateId: string,
  ): Promise<TemplateView> {
    return TemplateView.of(await this.palms.remove(caller, { projectId, memberId, templateId }));
  }
}
