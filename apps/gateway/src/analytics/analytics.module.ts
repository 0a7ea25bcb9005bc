import { Module } from '@nestjs/common';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { AnalyticsService } from './analytics.service.js';
import { CountsQueries } from './counts.queries.js';
import { ScanFoldJob } from './fold.service.js';

@Module({
  imports: [TenancyModule],
  controllers: [AnalyticsController],
  providers: [AnalyticsService, CountsQueries, ScanFoldJob],
})
export class AnalyticsModule {}
