/** A person of a project, as stored; palms lie elsewhere, under a key of their own. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface Consent {
  policy_version: string;
  granted_at: string;
  reference: string | null;
}

/** Whether a scan of the member counts at all: not disabled, and within its validity. */
export function isBarred(member: Pick<Member, 'status' | 'validFrom' | 'validUntil'>, at: Date): boolean {
  if (member.status === 'disabled') return true;
  return (
    (member.validFrom !== null && at < member.validFrom) || (member.validUntil !== null && at >= member.validUntil)
  );
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
  @Column('text', { array: true }) tags: string[];
  /** Outside this span a scan of the member is blocked; null on a side without a limit. */
  @Column('timestamptz', { nullable: true }) validFrom: Date | null;
  @Column('timestamptz', { nullable: true }) validUntil: Date | null;
  /** Kept by the database: words of name, e-mail address and external id, without accents and case. */
  @Column({ type: 'text', select: false, insert: false, update: false }) searchWords?: string;
  @Column({ type: 'text', select: false, insert: false, update: false }) searchDigits?: string;
  /** Hands that have palms, kept by whoever keeps or destroys the palms. */
  @Column('text', { array: true }) hands: string[];
  /** Rises with every edit by a client; the entity tag. */
  @Column('int') version: number;
  @Column('timestamptz', { nullable: true }) lastScanAt: Date | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
