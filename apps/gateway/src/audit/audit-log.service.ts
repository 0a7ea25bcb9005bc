/** Reads the record of one organization; who may, its caller has decided. */
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
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
    const { after_sequence: after } = wanted;
    if (after !== undefined)
      return this.database.readOnly({ organizationId }, (tx) => this.following(tx, organizationId, { wanted, after }));
    return this.database.readOnly({ organizationId }, (tx) => this.page(tx, organizationId, wanted));
  }

  private async page(tx: Tx, organizationId: string, wanted: ListAuditEvents): Promise<PageOf<AuditEvent>> {
    const { start, end } = rangeOf(wanted, this.clock.nowMs());
    const rows = tx
      .createQueryBuilder(AuditEvent, 'a')
      .where('a.organizationId = :organizationId AND a.createdAt >= :start', { organizationId, start });
    if (end) rows.andWhere('a.createdAt < :end', { end });
    filter(rows, wanted);
    return this.pager.page(rows, wanted, {
      list: `audit of ${organizationId}`,
      time: 'a.createdAt',
      id: 'a.auditEventId',
      positionOf: (event) => ({ time: event.createdAt, id: event.auditEventId }),
    });
  }

  /** In the order of their sequence: numbers are given under a lock, so that none appears behind one that was read. */
  private async following(
    tx: Tx,
    organizationId: string,
    { wanted, after }: { wanted: ListAuditEvents; after: number },
  ): Promise<PageOf<AuditEvent>> {
    const perPage = wanted.per_page ?? 20;
    const rows = tx
      .createQueryBuilder(AuditEvent, 'a')
      .where('a.organizationId = :organizationId AND a.sequence > :after', { organizationId, after });
    filter(rows, wanted);
    const total = await rows.getCount();
    const data = await rows.orderBy('a.sequence', 'ASC').limit(perPage).getMany();
    return { data, page: 1, per_page: perPage, total, has_more: total > data.length, next_cursor: null };
  }
}

function filter(rows: SelectQueryBuilder<AuditEvent>, wanted: ListAuditEvents): void {
  if (wanted.action !== undefined) rows.andWhere('a.action = :action', { action: wanted.action });
  if (wanted.actor_id !== undefined) rows.andWhere('a.actorId = :actorId', { actorId: wanted.actor_id });
  if (wanted.object_kind !== undefined) rows.andWhere('a.objectKind = :kind', { kind: wanted.object_kind });
  if (wanted.object_id !== undefined) rows.andWhere('a.objectId = :objectId', { objectId: wanted.object_id });
}
