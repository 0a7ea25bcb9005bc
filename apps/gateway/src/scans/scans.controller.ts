import { Body, Controller, Get, Headers, Patch, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { Principal, KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { ScanExplanationView } from './explain.view.js';
import { ScanRecords, tagOf } from './scan-records.service.js';
import { LabelScan, ListScans } from './scans.dto.js';
import { ScanResultList, ScanResultView } from './scans.view.js';

@ApiTags('Scan results')
@Controller('v1')
export class ScansController {
  constructor(private readonly scans: ScanRecords) {}

  /** Get Scan Results of a time range, newest first; `member_id` is there only where an identify found the person. */
  @Get('projects/:project_id/scan-results')
  @Access('user-or-key', { scope: 'scans:read' })
  async list(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() wanted: ListScans,
  ): Promise<ScanResultList> {
    const list = await this.scans.list(caller, projectId, wanted);
    return { ...list, data: list.data.map(ScanResultView.of) };
  }

  /** Get Scan Result */
  @Get('scan-results/:scan_id')
  @Access('user-or-key', { scope: 'scans:read' })
  async get(
    @CallerOf() caller: Principal,
    @IdParam('scan_id') scanId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScanResultView> {
    const scan = await this.scans.get(caller, scanId);
    void reply.header('ETag', tagOf(scan));
    return ScanResultView.of(scan);
  }

  /** Explain Scan Result: every gate, whether it was passed, and a sentence for people; no distance, margin or threshold, in sandboxes neither. */
  @Get('scan-results/:scan_id/explain')
  @Access('user-or-key', { scope: 'scans:read' })
  async explain(@CallerOf() caller: Principal, @IdParam('scan_id') scanId: string): Promise<ScanExplanationView> {
    return ScanExplanationView.of(await this.scans.get(caller, scanId));
  }

  /** Label Scan Result: whether it was right. Needs `scans:read`; users need to be owner or admin. */
  @Patch('scan-results/:scan_id')
  @ApiHeader({ name: 'If-Match', required: false, description: '`ETag` of the GET; 412 when it was labelled since.' })
  @Access('user-or-key', { scope: 'scans:read' })
  async label(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('scan_id') scanId: string,
    @Body() input: LabelScan,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScanResultView> {
    const scan = await this.scans.label(caller, scanId, { label: input.label, ifMatch });
    void reply.header('ETag', tagOf(scan));
    return ScanResultView.of(scan);
  }
}
