/** The devices of a project, found and sorted. */
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { type PageOf, Pager } from '#platform/http';
import { problem } from '#platform/problems';
import type { Principal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { Device } from './device.entity.js';
import type { ListDevices } from './devices.dto.js';
import { CONTACT_GRACE_MS } from './presence.policy.js';

/** A sorted list has no cursor: whoever reads further than this filters first. */
const MAX_SORTED_ROW = 100_000;

@Injectable()
export class DeviceLists {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly pager: Pager,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListDevices): Promise<PageOf<Device>> {
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const query = tx.createQueryBuilder(Device, 'd').where('d.projectId = :projectId', { projectId });
      this.filter(query, wanted);
      if (wanted.sort) return this.sorted(query, { ...wanted, sort: wanted.sort });
      return this.pager.page(query, wanted, {
        list: `devices of ${projectId}`,
        time: 'd.createdAt',
        id: 'd.deviceId',
        positionOf: (device) => ({ time: device.createdAt, id: device.deviceId }),
      });
    });
  }

  private filter(query: SelectQueryBuilder<Device>, wanted: ListDevices): void {
    if (wanted.enabled !== undefined) query.andWhere('d.enabled = :enabled', { enabled: wanted.enabled });
    if (wanted.mode !== undefined) query.andWhere('d.mode = :mode', { mode: wanted.mode });
    if (wanted.q)
      query.andWhere(`(d.name ILIKE :q OR d.serialNumber ILIKE :q)`, {
        q: `%${wanted.q.replace(/[\\%_]/g, '\\$&')}%`,
      });
    if (wanted.site_id !== undefined) query.andWhere('d.siteId = :siteId', { siteId: wanted.site_id });
    if (wanted.tag !== undefined) query.andWhere(':tag = ANY (d.tags)', { tag: wanted.tag });
    if (wanted.integrity !== undefined) query.andWhere('d.integrity = :integrity', { integrity: wanted.integrity });
    if (wanted.app_version !== undefined)
      query.andWhere('d.appVersion = :appVersion', { appVersion: wanted.app_version });
    this.filterByStatus(query, wanted.status);
    if (wanted.offline_for_s === undefined) return;
    this.filterByStatus(query, 'offline');
    query.andWhere(`coalesce(d.nextContactDueAt, d.lastSeenAt) <= :overdue`, {
      overdue: this.clock.in(-CONTACT_GRACE_MS - wanted.offline_for_s * 1000),
    });
  }

  private filterByStatus(query: SelectQueryBuilder<Device>, status: ListDevices['status']): void {
    if (!status) return;
    if (status === 'decommissioned') return void query.andWhere('d.decommissionedAt IS NOT NULL');
    query.andWhere('d.decommissionedAt IS NULL');
    if (status === 'disabled') return void query.andWhere('NOT d.enabled');
    query.andWhere('d.enabled');
    if (status !== 'online') query.andWhere('d.simulation IS NULL');
    if (status === 'never_seen') return void query.andWhere('d.lastSeenAt IS NULL');
    const since = { since: this.clock.in(-CONTACT_GRACE_MS) };
    if (status === 'online')
      return void query.andWhere('(d.simulation IS NOT NULL OR d.nextContactDueAt >= :since)', since);
    query.andWhere(`d.lastSeenAt IS NOT NULL AND coalesce(d.nextContactDueAt, '-infinity') < :since`, since);
  }

  /** Names and versions from the first letter on; who was seen last comes first, who never was comes last. */
  private async sorted(
    query: SelectQueryBuilder<Device>,
    wanted: ListDevices & { sort: NonNullable<ListDevices['sort']> },
  ): Promise<PageOf<Device>> {
    const { page = 1, per_page: perPage = 20, sort } = wanted;
    if (wanted.cursor !== undefined) throw problem.invalid('cursor', 'cursor excludes sort.');
    if (page * perPage > MAX_SORTED_ROW) throw problem.invalid('page', 'page is too deep; filter first.');
    if (sort === 'last_seen_at') query.orderBy('d.lastSeenAt', 'DESC', 'NULLS LAST');
    else query.orderBy(sort === 'name' ? 'd.name' : 'd.appVersion', 'ASC');
    query.addOrderBy('d.deviceId', 'DESC');
    const skipped = (page - 1) * perPage;
    const [data, total] = await query.skip(skipped).take(perPage).getManyAndCount();
    return {
      ...{ data, page, per_page: perPage, total },
      ...{ has_more: skipped + data.length < total, next_cursor: null },
    };
  }
}
