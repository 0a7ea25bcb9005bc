/** What stands on lists: changed a whole at a time, asked by index, so that a long list is as quick as a short one. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/outbox';
import type { Project } from '../tenancy/tenancy.entity.js';
import { List, type ListType } from './list.entity.js';
import { listFull, MAX_ENTRIES } from './lists.errors.js';
import { canonicalAddress, canonicalValue } from './list-value.policy.js';

export interface EntriesChanged {
  list: List;
  added: number;
  removed: number;
}

export interface EntriesEdit {
  /** Canonical values, each once. */
  add: string[];
  remove: string[];
}

@Injectable()
export class ListEntries {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** @returns null for text that cannot stand on a list of that type */
  canonical(type: ListType, text: string): string | null {
    return canonicalValue(type, text);
  }

  /** The one spelling of an IP address; null for what is none. */
  canonicalAddress(text: string): string | null {
    return canonicalAddress(text);
  }

  /** Which lists the project has now, by name. */
  async known(tx: Tx, projectId: string): Promise<Map<string, Pick<List, 'listId' | 'type'>>> {
    const rows = await tx.query<{ list_id: string; name: string; type: ListType }[]>(
      'SELECT list_id, name, type FROM lists WHERE project_id = $1 AND deleted_at IS NULL',
      [projectId],
    );
    return new Map(rows.map((row) => [row.name, { listId: row.list_id, type: row.type }]));
  }

  /** @returns the lists on which their value stands now */
  async holding(tx: Tx, asked: readonly { listId: string; value: string }[]): Promise<Set<string>> {
    if (asked.length === 0) return new Set();
    const rows = await tx.query<{ list_id: string }[]>(
      `SELECT e.list_id FROM unnest($1::uuid[], $2::text[]) AS asked (list_id, value)
       JOIN list_entries e ON e.list_id = asked.list_id AND e.value = asked.value
       WHERE e.ended_at IS NULL AND (e.expires_at IS NULL OR e.expires_at > $3)`,
      [asked.map((one) => one.listId), asked.map((one) => one.value), this.clock.now()],
    );
    return new Set(rows.map((row) => row.list_id));
  }

  /** A list held in place for a change. @returns null when the project has none of that name */
  claimNamed(tx: Tx, projectId: string, name: string): Promise<List | null> {
    return tx
      .createQueryBuilder(List, 'l')
      .where('l.projectId = :projectId AND l.name = :name AND l.deletedAt IS NULL', { projectId, name })
      .setLock('pessimistic_write')
      .getOne();
  }

  /**
   * Adds and removes on a list that the caller holds, and says so outside.
   * @throws Problem `list_full`
   */
  async change(
    tx: Tx,
    project: Pick<Project, 'extendedEvents'>,
    list: List,
    edit: EntriesEdit,
  ): Promise<EntriesChanged> {
    const now = this.clock.now();
    const over = await this.endOverdue(tx, list, { values: [...edit.add, ...edit.remove], now });
    const removed = await this.end(tx, list, { values: edit.remove, now });
    const added = await this.add(tx, list, { values: edit.add, now });
    list.entryCount += added - removed - over;
    if (list.entryCount > MAX_ENTRIES) throw listFull();
    list.updatedAt = now;
    await tx.update(List, { listId: list.listId }, { entryCount: list.entryCount, updatedAt: now });
    const { organizationId, projectId, listId } = list;
    list.entryCount -= (await this.overdue(tx, [listId])).get(listId) ?? 0;
    if (project.extendedEvents && added + removed > 0)
      await this.outbox.append(tx, {
        ...{ organizationId, projectId, type: 'list.updated' },
        data: { list_id: listId, added, removed, entry_count: list.entryCount },
      });
    return { list, added, removed };
  }

  /** Entries whose time is over and that the sweep has not met yet, by list. */
  async overdue(tx: Tx, listIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ list_id: string; n: string }[]>(
      `SELECT list_id, count(*) AS n FROM list_entries
       WHERE list_id = ANY ($1) AND ended_at IS NULL AND expires_at <= $2 GROUP BY list_id`,
      [listIds, this.clock.now()],
    );
    return new Map(rows.map((row) => [row.list_id, Number(row.n)]));
  }

  private async endOverdue(tx: Tx, list: List, { values, now }: { values: string[]; now: Date }): Promise<number> {
    if (list.ttlS === null) return 0;
    return this.count(
      tx,
      `UPDATE list_entries SET ended_at = expires_at
       WHERE list_id = $1 AND value = ANY ($2) AND ended_at IS NULL AND expires_at <= $3`,
      [list.listId, values, now],
    );
  }

  private async end(tx: Tx, list: List, { values, now }: { values: string[]; now: Date }): Promise<number> {
    if (values.length === 0) return 0;
    return this.count(
      tx,
      'UPDATE list_entries SET ended_at = $3 WHERE list_id = $1 AND value = ANY ($2) AND ended_at IS NULL',
      [...[list.listId, values, now]],
    );
  }

  /** @returns how many were not there */
  private async add(tx: Tx, list: List, { values, now }: { values: string[]; now: Date }): Promise<number> {
    if (values.length === 0) return 0;
    const expiresAt = list.ttlS === null ? null : new Date(now.getTime() + list.ttlS * 1000);
    const rows = await tx.query<{ fresh: boolean }[]>(
      `INSERT INTO list_entries (entry_id, organization_id, list_id, value, added_at, expires_at)
       SELECT entry_id, $3, $4, value, $5, $6 FROM unnest($1::uuid[], $2::text[]) AS new (entry_id, value)
       ON CONFLICT (list_id, value) WHERE ended_at IS NULL DO UPDATE SET expires_at = excluded.expires_at
       RETURNING xmax = 0 AS fresh`,
      [values.map(() => newId(now.getTime())), values, list.organizationId, list.listId, now, expiresAt],
    );
    return rows.filter((row) => row.fresh).length;
  }

  private async count(tx: Tx, update: string, parameters: unknown[]): Promise<number> {
    const [row] = await tx.query<{ n: string }[]>(
      `WITH done AS (${update} RETURNING 1) SELECT count(*) AS n FROM done`,
      parameters,
    );
    return Number(row!.n);
  }
}
