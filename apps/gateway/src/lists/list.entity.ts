/** Named lists of a project, and what stands on them. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ListType = 'member' | 'device' | 'ip' | 'external_id';

@Entity('lists')
export class List {
  @PrimaryColumn('uuid') listId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') name: string;
  @Column('text') type: ListType;
  @Column('text', { nullable: true }) description: string | null;
  /** Seconds that an entry stays; null: until it is removed. */
  @Column('int', { nullable: true }) ttlS: number | null;
  /** Entries that have not ended, those included whose time is over and that the sweep has not met yet. */
  @Column('int') entryCount: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}

/** One stay on a list; a value that comes back has another. */
@Entity('list_entries')
export class ListEntry {
  @PrimaryColumn('uuid') entryId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') listId: string;
  @Column('text') value: string;
  @Column('timestamptz') addedAt: Date;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt: Date | null;
}
