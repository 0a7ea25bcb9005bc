import { Column, Entity, PrimaryColumn } from 'typeorm';

export const TIMELINE_KINDS = ['contact', 'gap', 'version', 'clock_skew', 'refused', 'config'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One stretch or moment in the life of a device. */
@Entity('device_timeline')
export class TimelineEntry {
  @PrimaryColumn('uuid') entryId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') deviceId: string;
  @Column('text') kind: TimelineKind;
  @Column('timestamptz') startedAt: Date;
  @Column('timestamptz') endedAt: Date;
  @Column('jsonb') details: object;
}
