import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { Principal } from '../principal/principal.js';
import { ScanAnalyticsQuery, SignalAnalyticsQuery } from './analytics.dto.js';
import { AnalyticsService } from './analytics.service.js';
import { ScanAnalyticsView, SignalAnalyticsView } from './analytics.view.js';

@ApiTags('Analytics')
@Controller('v1/projects/:project_id/analytics')
export class AnalyticsController {
  constructor(private readonly analytics: AnalyticsService) {}

  /** Query Scan Analytics: counts of a span of time, equal to counting the scan results one by one. */
  @Get('scans')
  @Access('user-or-key', { scope: 'analytics:read' })
  async scans(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() asked: ScanAnalyticsQuery,
  ): Promise<ScanAnalyticsView> {
    return ScanAnalyticsView.of(await this.analytics.scans(caller, projectId, asked));
  }

  /** Query Signal Analytics: how often each signal was on; the trend compares with the span of the same length before. */
  @Get('signals')
  @Access('user-or-key', { scope: 'analytics:read' })
  async signals(
    @CallerOf() caller: Principal,
    @IdParam('project_id') projectId: string,
    @Query() asked: SignalAnalyticsQuery,
  ): Promise<SignalAnalyticsView> {
    return SignalAnalyticsView.of(await this.analytics.signals(caller, projectId, asked));
  }
}
