import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import type { UserPrincipal } from '../principal/principal.js';
import { PlanPolicy } from './quotas.service.js';
import { UsageQuery } from './usage.dto.js';
import { UsageService } from './usage.service.js';
import { UsageView } from './usage.view.js';

@ApiTags('Usage')
@Controller('v1/organizations/:organization_id/usage')
export class UsageController {
  constructor(
    private readonly usage: UsageService,
    private readonly plans: PlanPolicy,
  ) {}

  /** Get Usage of a month: what was counted, by project, and what the plan allows. */
  @Get()
  @Access('user', { rate: 'management' })
  async read(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Query() query: UsageQuery,
  ): Promise<UsageView> {
    const month = query.month === undefined ? null : new Date(`${query.month}-01T00:00:00Z`);
    return UsageView.of(await this.usage.read(caller, organizationId, month), this.plans.on);
  }
}
