import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Hand } from '#palm';

/** One sample of one palm at rest: the code is sealed with its member's key. */
@Entity('templates')
export class Template {
  @PrimaryColumn('uuid') templateId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('uuid') memberId: string;
  @Column('text') hand: Hand;
  @Column('smallint') engineVersion: number;
  @Column('real') quality: number;
  @Column('bytea') sealed: Buffer;
  @Column('uuid') enrollmentId: string;
  /** Whose camera saw it; null when the tenant's server sent it. */
  @Column('uuid', { nullable: true }) deviceId: string | null;
  /** Null when the project had too few palms to say. */
  @Column('real', { nullable: true, name: 'typicality' }) atypicality: number | null;
  @Column('timestamptz') createdAt: Date;
}

/** A member's key, wrapped by a version of the project's key, which is not in the database. */
@Entity('member_keys')
export class MemberKey {
  @PrimaryColumn('uuid') memberId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('int') projectKeyVersion: number;
  @Column('bytea') wrapped: Buffer;
}
