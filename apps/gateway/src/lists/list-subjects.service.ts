/** A person on lists: by the member's id, and by the external id that the tenant gave. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { MemberLists } from '../scans/member-lists.js';
import { ListEntries } from './list-entries.service.js';
import { List } from './list.entity.js';

export interface Subject {
  projectId: string;
  memberId: string;
  externalId: string | null;
}

const STANDS = `e.ended_at IS NULL AND (e.expires_at IS NULL OR e.expires_at > $4)`;
const IS_SUBJECT = `(l.type = 'member' AND e.value = $2::text OR l.type = 'external_id' AND e.value = $3::text)`;

@Injectable()
export class ListSubjects implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly entries: ListEntries,
    private readonly memberLists: MemberLists,
  ) {}

  onModuleInit(): void {
    this.memberLists.answerWith((tx, projectId, memberId) => this.namesOf(tx, projectId, memberId));
  }

  /** Names of the lists that the member is on now, in alphabetical order. */
  async namesOf(tx: Tx, projectId: string, memberId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `SELECT DISTINCT l.name FROM list_entries e JOIN lists l ON l.list_id = e.list_id
       WHERE e.value IN ($2::text, $3::text) AND l.project_id = $1 AND l.deleted_at IS NULL AND ${IS_SUBJECT} AND ${STANDS} ORDER BY l.name`,
      [projectId, memberId, await this.externalIdOf(tx, projectId, memberId), this.clock.now()],
    );
    return rows.map((row) => row.name);
  }

  /** Erases the subject from every list of the project, past stays included. @returns how many lists had it */
  async erase(tx: Tx, { projectId, memberId, externalId }: Subject): Promise<number> {
    const lists = await tx
      .createQueryBuilder(List, 'l')
      .where('l.projectId = :projectId', { projectId })
      .andWhere(
        `EXISTS (SELECT 1 FROM list_entries e WHERE e.list_id = l.list_id AND
          (l.type = 'member' AND e.value = :memberId OR l.type = 'external_id' AND e.value = :externalId))`,
        { memberId, externalId },
      )
      .orderBy('l.listId')
      .setLock('pessimistic_write')
      .getMany();
    for (const list of lists) {
      const value = list.type === 'member' ? memberId : externalId!;
      await this.entries.change(tx, { extendedEvents: false }, list, { add: [], remove: [value] });
      await tx.query('DELETE FROM list_entries WHERE list_id = $1 AND value = $2', [list.listId, value]);
    }
    return lists.length;
  }

  private async externalIdOf(tx: Tx, projectId: string, memberId: string): Promise<string | null> {
    const [row] = await tx.query<{ external_id: string | null }[]>(
      'SELECT external_id FROM members WHERE member_id = $2 AND project_id = $1',
      [projectId, memberId],
    );
    return row?.external_id ?? null;
  }
}
