/** What a tenant reads of its scans, and the label it may put on one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, type Tx } from '#platform/database';
import { etagOf, Pager, type PageOf, rangeOf, requireMatch } from '#platform/http';
import { problem } from '#platform/problems';
import { Audit } from '../audit/audit.service.js';
import { type Principal, type KeyPrincipal, type UserPrincipal } from '../principal/principal.js';
import { ProjectsService } from '../tenancy/projects.service.js';
import { type ScanLabel, ScanResult } from './scan-result.entity.js';
import { TIME_COLUMN, timeOf } from './scan-times.js';
import type { ListScans } from './scans.dto.js';

@Injectable()
export class ScanRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pager: Pager,
    private readonly projects: ProjectsService,
    private readonly audit: Audit,
  ) {}

  list(caller: Principal, projectId: string, wanted: ListScans): Promise<PageOf<ScanResult>> {
    const { start, end } = rangeOf(wanted, this.clock.nowMs());
    const by = wanted.by ?? 'created_at';
    const time = TIME_COLUMN[by];
    return this.database.readOnly(caller, async (tx) => {
      await this.projects.authorize(tx, caller, projectId, 'read');
      const rows = tx
        .createQueryBuilder(ScanResult, 's')
        .where(`s.projectId = :projectId AND ${time} >= :start`, { projectId, start });
      if (end) rows.andWhere(`${time} < :end`, { end });
      const { operation, result, verdict, device_id: deviceId, member_id: memberId } = wanted;
      if (operation !== undefined) rows.andWhere('s.operation = :operation', { operation });
      if (result !== undefined) rows.andWhere('s.result = :result', { result });
      if (verdict !== undefined) rows.andWhere('s.verdict = :verdict', { verdict });
      if (deviceId !== undefined) rows.andWhere('s.deviceId = :deviceId', { deviceId });
      if (wanted.site_id !== undefined) rows.andWhere('s.siteId = :siteId', { siteId: wanted.site_id });
      if (wanted.country !== undefined) rows.andWhere(`s.site ->> 'country' = :country`, { country: wanted.country });
      if (wanted.model !== undefined) rows.andWhere(`s.device ->> 'model' = :model`, { model: wanted.model });
      if (wanted.app_version !== undefined)
        rows.andWhere(`s.device ->> 'app_version' = :appVersion`, { appVersion: wanted.app_version });
      if (memberId !== undefined)
        rows.andWhere(`s.memberId = :memberId AND s.operation = 'identify' AND s.result = 'matched'`, { memberId });
      return this.pager.page(rows, wanted, {
        list: `scans of ${projectId} by ${by}`,
        time,
        id: 's.scanId',
        positionOf: (scan) => ({ time: timeOf(scan, by), id: scan.scanId }),
      });
    });
  }

  /** With its trace. */
  get(caller: Principal, scanId: string): Promise<ScanResult> {
    return this.database.readOnly(caller, (tx) => this.reach(tx, caller, scanId, 'read'));
  }

  label(
    caller: UserPrincipal | KeyPrincipal,
    scanId: string,
    edit: { label: ScanLabel | null; ifMatch: string | undefined },
  ): Promise<ScanResult> {
    return this.database.tenantTransaction(caller, async (tx) => {
      const scan = await this.reach(tx, caller, scanId, 'write');
      requireMatch(edit.ifMatch, tagOf(scan));
      if (scan.label === edit.label) return scan;
      scan.label = edit.label;
      await tx.update(ScanResult, { scanId, createdAt: scan.createdAt }, { label: edit.label });
      const { organizationId } = scan;
      await this.audit.record(tx, caller, {
        organizationId,
        action: 'scan.labelled',
        kind: 'scan',
        id: scanId,
        details: { label: edit.label },
      });
      return scan;
    });
  }

  /** With `manage` the row stays locked until the transaction ends. */
  private async reach(tx: Tx, caller: Principal, scanId: string, act: 'read' | 'write'): Promise<ScanResult> {
    const query = tx.createQueryBuilder(ScanResult, 's').addSelect('s.trace').where('s.scanId = :scanId', { scanId });
    if (act === 'write') query.setLock('for_no_key_update');
    const scan = await query.getOne();
    if (!scan) throw problem.notFound();
    await this.projects.authorize(tx, caller, scan.projectId, act);
    return scan;
  }
}

/** The label is all that a client may change. */
export const tagOf = (scan: ScanResult): string => etagOf(scan.label ?? 'unlabelled');
