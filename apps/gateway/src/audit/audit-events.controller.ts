import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CallerOf } from '#platform/access';
import { IdParam } from '#platform/http';
import { ListAuditEvents } from './audit-events.dto.js';
import { AuditEventList, AuditEventView } from './audit-events.view.js';
import { AuditLog } from './audit-log.service.js';
import type { KeyPrincipal, UserPrincipal } from '../principal/principal.js';
import { requireOrganizationManager } from '../principal/organization-role.policy.js';

@ApiTags('Audit')
@Controller('v1/organizations/:organization_id/audit-events')
export class AuditEventsController {
  constructor(private readonly log: AuditLog) {}

  /** List Audit Events: who did what to which object, newest first, or in order after a sequence; for owners, admins and keys with `audit:read`. */
  @Get()
  @Access('user-or-key', { rate: 'management', scope: 'audit:read' })
  async list(
    @CallerOf() caller: UserPrincipal | KeyPrincipal,
    @IdParam('organization_id') organizationId: string,
    @Query() wanted: ListAuditEvents,
  ): Promise<AuditEventList> {
    requireOrganizationManager(caller, organizationId);
    const list = await this.log.list(organizationId, wanted);
    return { ...list, data: list.data.map(AuditEventView.of) };
  }
}
