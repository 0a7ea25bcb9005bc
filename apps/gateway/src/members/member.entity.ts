/** A person of a project, as stored; palms lie elsewhere, under a key of their own. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface Consent {
  policy_version: string;
  granted_at: string;
  reference: string | null;
}

export type MemberStatus = 'active' | 'disabled';

@Entity('members')
export class Member {
  @PrimaryColumn('uuid') memberId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text', { nullable: true }) externalId: string | null;
  @Column('text', { nullable: true }) displayName: string | null;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('jsonb') metadata: object;
  @Column('text') status: MemberStatus;
  @Column('jsonb', { nullable: true }) consent: Consent | null;
  /** Hands that have palms, kept by whoever keeps or destroys the palms. */
  @Column('text', { array: true }) hands: string[];
  /** Rises with every edit by a client; the entity tag. */
  @Column('int') version: number;
  @Column('timestamptz', { nullable: true }) lastScanAt: Date | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
