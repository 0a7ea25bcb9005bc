import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A program that asks a person for an API key. */
@Entity('cli_grants')
export class CliGrant {
  @PrimaryColumn('uuid') grantId: string;
  @Column('bytea') deviceCodeDigest: Buffer;
  /** X25519 public key that only the holder of the device code can open for. */
  @Column('bytea') sealingKey: Buffer;
  @Column('char', { length: 8 }) userCode: string;
  @Column('text') clientName: string;
  @Column('text') address: string;
  @Column('text') status: 'pending' | 'approved' | 'denied' | 'consumed';
  @Column('int') intervalS: number;
  @Column('timestamptz', { nullable: true }) lastPolledAt: Date | null;
  @Column('uuid', { nullable: true }) organizationId: string | null;
  @Column('uuid', { nullable: true }) projectId: string | null;
  @Column('uuid', { nullable: true }) keyId: string | null;
  @Column('uuid', { nullable: true }) decidedBy: string | null;
  @Column('bytea', { nullable: true }) sealedKey: Buffer | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  /** When the approved key ends; null for never. */
  @Column('timestamptz', { nullable: true }) keyExpiresAt: Date | null;
}
