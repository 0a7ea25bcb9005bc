import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of the record: added once, never changed, never removed. */
@Entity('audit_events')
export class AuditEvent {
  @PrimaryColumn('uuid') auditEventId: string;
  @Column('uuid') organizationId: string;
  @Column('bigint') sequence: string;
  @Column('text') actorKind: string;
  @Column('text') actorId: string;
  @Column('text') action: string;
  @Column('text') objectKind: string;
  @Column('text') objectId: string;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) requestId: string | null;
  @Column('jsonb') details: Record<string, unknown>;
  @Column('timestamptz') createdAt: Date;
}
