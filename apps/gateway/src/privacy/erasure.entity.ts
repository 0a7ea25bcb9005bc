/** The tombstone of an erased person: the bare id, when, why, and how much there was. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('erasures')
export class Erasure {
  @PrimaryColumn('uuid') erasureId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('uuid') memberId: string;
  @Column('text') reason: string;
  @Column('text') status: 'running' | 'completed';
  /** Rows by what they were, e.g. `{scan_results: 12}`. */
  @Column('jsonb') counts: Record<string, number>;
  /** `rewritten`: the files too; `rows`: the operator's server overwrites them in its own time. */
  @Column('text', { nullable: true }) storage: 'rewritten' | 'rows' | null;
  /** Compact JWS. */
  @Column('text', { nullable: true }) receipt: string | null;
  @Column('text') requestedBy: string;
  @Column('timestamptz') acceptedAt: Date;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
}
