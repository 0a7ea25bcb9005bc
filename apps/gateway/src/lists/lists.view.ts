import { ApiProperty } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import type { List, ListEntry } from './list.entity.js';
import type { EntriesChanged } from './list-entries.service.js';

export class ListView {
  list_id: string;
  name: string;
  @ApiProperty({ enum: ['member', 'device', 'ip', 'external_id'] }) type: string;
  description: string | null;
  /** Seconds after which an entry ends by itself; null: it stays. */
  @ApiProperty({ type: 'integer', nullable: true }) ttl: number | null;
  entry_count: number;
  created_at: string;
  updated_at: string;

  static of(list: List): ListView {
    return {
      list_id: list.listId,
      name: list.name,
      type: list.type,
      description: list.description,
      ttl: list.ttlS,
      entry_count: list.entryCount,
      created_at: list.createdAt.toISOString(),
      updated_at: list.updatedAt.toISOString(),
    };
  }
}

export class ListOfLists extends listOf(ListView) {}

export class ListEntryView {
  value: string;
  added_at: string;
  expires_at: string | null;

  static of(entry: ListEntry): ListEntryView {
    return {
      value: entry.value,
      added_at: entry.addedAt.toISOString(),
      expires_at: entry.expiresAt?.toISOString() ?? null,
    };
  }
}

export class ListOfEntries extends listOf(ListEntryView) {}

export class EntriesChangedView {
  list_id: string;
  /** Values that were not there before. */
  added: number;
  /** Values that were there. */
  removed: number;
  entry_count: number;

  static of({ list, added, removed }: EntriesChanged): EntriesChangedView {
    return { list_id: list.listId, added, removed, entry_count: list.entryCount };
  }
}

export class DeletedListView {
  deleted: boolean;
  list_id: string;

  static of(list: List): DeletedListView {
    return { deleted: true, list_id: list.listId };
  }
}
