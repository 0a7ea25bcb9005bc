import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { Principal } from '../principal/principal.js';
import { MemberHistory } from './member-history.service.js';
import { MemberSummaryView } from './member-summary.view.js';
import { ListMemberScans, MemberSummaryQuery } from './scans.dto.js';
import { ScanResultList, ScanResultView } from './scans.view.js';

@ApiTags('Members')
@Controller('v1/projects/:project_id/members/:member_id')
export class MemberHistoryController {
  constructor(private readonly history: MemberHistory) {}

  /** List Member Scans: every identify, verify and enroll about the member, newest first, from the first one on. */
  @Get('scan-results')
  @Access('user-or-key', { scope: 'scans:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Query() wanted: ListMemberScans,
  ): Promise<ScanResultList> {
    const list = await this.history.list(caller, { projectId, memberId }, wanted);
    return { ...list, data: list.data.map(ScanResultView.of) };
  }

  /** Get Member Summary: counts the same scans as the member's list. */
  @Get('summary')
  @Access('user-or-key', { scope: 'scans:read' })
  async summary(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @IdParam('member_id') memberId: string,
    @Query() wanted: MemberSummaryQuery,
  ): Promise<MemberSummaryView> {
    return MemberSummaryView.of(await this.history.summary(caller, { projectId, memberId }, wanted.by));
  }
}
