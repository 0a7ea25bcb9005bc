/** Reads the record of one organization; who may, its caller has decided. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { Pager, type PageOf, rangeOf } from '#platform/http';
import type { ListAuditEvents } from './audit-events.dto.js';
import { AuditEvent } from './audit-event.entity.js';

@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pager: Pager,
  ) {}

  list(organizationId: string, wanted: ListAuditEvents): Promise<PageOf<AuditEvent>> {
    return this.database.readOnly({ organizationId }, (tx) => this.page(tx, organizationId, wanted));
  }

  private async page(tx: Tx, organizationId: string, wanted: ListAuditEvents): Promise<PageOf<AuditEvent>> {
    const { start, end } = rangeOf(wanted, this.clock.nowMs());
    const rows = tx
      .createQueryBuilder(AuditEvent, 'a')
      .where('a.organizationId = :organizationId AND a.createdAt >= :start', { organizationId, start });
    if (end) rows.andWhere('a.createdAt < :end', { end });
    if (wanted.action !== undefined) rows.andWhere('a.action = :action', { action: wanted.action });
    if (wanted.actor_id !== undefined) rows.andWhere('a.actorId = :actorId', { actorId: wanted.actor_id });
    if (wanted.object_kind !== undefined) rows.andWhere('a.objectKind = :kind', { kind: wanted.object_kind });
    if (wanted.object_id !== undefined) rows.andWhere('a.objectId = :objectId', { objectId: wanted.object_id });
    return this.pager.page(rows, wanted, {
      list: `audit of ${organizationId}`,
      time: 'a.createdAt',
      id: 'a.auditEventId',
      positionOf: (event) => ({ time: event.createdAt, id: event.auditEventId }),
    });
  }
}
