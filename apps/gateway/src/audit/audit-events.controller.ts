import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import { ListAuditEvents } from './audit-events.dto.js';
import { AuditEventList, AuditEventView } from './audit-events.view.js';
import { AuditLog } from './audit-log.service.js';
import type { UserPrincipal } from '../principal/principal.js';
import { requireOrganizationAdmin } from '../principal/organization-role.policy.js';

@ApiTags('Audit')
@Controller('v1/organizations/:organization_id/audit-events')
export class AuditEventsController {
  constructor(private readonly log: AuditLog) {}

  /** List Audit Events: who did what to which object, newest first; for owners and admins. */
  @Get()
  @Access('user', { rate: 'management' })
  async list(
    @CallerOf() caller: UserPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Query() wanted: ListAuditEvents,
  ): Promise<AuditEventList> {
    requireOrganizationAdmin(caller, organizationId);
    const list = await this.log.list(organizationId, wanted);
    return { ...list, data: list.data.map(AuditEventView.of) };
  }
}
