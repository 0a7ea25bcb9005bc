/** A member's past: every scan about the person, and what they add up to. */
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import { instantOf, Pager, type PageOf } from '#platform/http';
import { problem } from '#platform/problems';
import type { MemberPath } from '../members/member-records.service.js';
import { MembersService } from '../members/members.service.js';
import { type Principal } from '../principal/principal.js';
import { MemberLists } from './member-lists.js';
import { ScanResult } from './scan-result.entity.js';
import { TIME_COLUMN, timeOf } from './scan-times.js';
import type { ListMemberScans, ScanTime } from './scans.dto.js';

const MAX_DEVICES = 100;

export interface MemberSummary {
  firstScanAt: Date | null;
  lastScanAt: Date | null;
  scanCount: number;
  devices: { deviceId: string; scanCount: number; lastScanAt: Date }[];
  lists: string[];
}

@Injectable()
export class MemberHistory {
  constructor(
    private readonly database: Database,
    private readonly pager: Pager,
    private readonly members: MembersService,
    private readonly lists: MemberLists,
  ) {}

  list(caller: Principal, at: MemberPath, wanted: ListMemberScans): Promise<PageOf<ScanResult>> {
    const start = wanted.start === undefined ? null : instantOf(wanted.start)!;
    const end = wanted.end === undefined ? null : instantOf(wanted.end)!;
    if (start && end && end <= start) throw problem.invalid('end', 'end must be after start.');
    const by = wanted.by ?? 'created_at';
    const time = TIME_COLUMN[by];
    return this.within(caller, at, async (tx) => {
      const rows = tx
        .createQueryBuilder(ScanResult, 's')
        .where('s.projectId = :projectId AND s.memberId = :memberId', at);
      if (start) rows.andWhere(`${time} >= :start`, { start });
      if (end) rows.andWhere(`${time} < :end`, { end });
      return this.pager.page(rows, wanted, {
        list: `scans of ${at.memberId} by ${by}`,
        time,
        id: 's.scanId',
        positionOf: (scan) => ({ time: timeOf(scan, by), id: scan.scanId }),
      });
    });
  }

  /** @param by which time counts as first and last */
  summary(caller: Principal, at: MemberPath, by: ScanTime = 'created_at'): Promise<MemberSummary> {
    return this.within(caller, at, async (tx) => {
      const ofMember = [at.projectId, at.memberId];
      const [whole] = await tx.query<{ first: Date | null; last: Date | null; n: string }[]>(
        `SELECT min(${by}) AS first, max(${by}) AS last, count(*) AS n FROM scan_results WHERE project_id = $1 AND member_id = $2`,
        ofMember,
      );
      const devices = await tx.query<{ device_id: string; n: string; last: Date }[]>(
        `SELECT device_id, count(*) AS n, max(${by}) AS last FROM scan_results
         WHERE project_id = $1 AND member_id = $2 AND device_id IS NOT NULL
         GROUP BY device_id ORDER BY last DESC, device_id LIMIT ${MAX_DEVICES}`,
        ofMember,
      );
      return {
        firstScanAt: whole!.first,
        lastScanAt: whole!.last,
        scanCount: Number(whole!.n),
        devices: devices.map((row) => ({ deviceId: row.device_id, scanCount: Number(row.n), lastScanAt: row.last })),
        lists: await this.lists.of(tx, at.projectId, at.memberId),
      };
    });
  }

  /** Only for a member who is there: history under a bare id is read by `scan-results?member_id=`. */
  private within<T>(caller: Principal, at: MemberPath, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.tenantTransaction(caller, async (tx) => {
      await this.members.reach(tx, caller, at.projectId, 'read');
      await this.members.find(tx, at.projectId, at.memberId);
      return work(tx);
    });
  }
}
