import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { KeyMode } from '../principal/principal.js';

/** An API key as stored: never its secret, only a MAC under a pepper that is not in the database. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid') keyId: string;
  @Column('uuid') organizationId: string;
  @Column('char', { length: 12 }) publicId: string;
  @Column('text') prefix: string;
  @Column('bytea') secretMac: Buffer;
  @Column('int') pepperVersion: number;
  @Column('text') name: string;
  @Column('text') mode: KeyMode;
  @Column('uuid', { array: true, nullable: true }) projectIds: string[] | null;
  @Column('text', { array: true }) scopes: string[];
  /** Addresses and blocks in CIDR notation; null: any. */
  @Column('text', { array: true, nullable: true }) allowedIps: string[] | null;
  @Column('text') apiVersion: string;
  /** Keys that follow one another by reroll share a line. */
  @Column('uuid') lineId: string;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt: Date | null;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  /** By the organization's greatest age of keys; nothing is switched off. */
  @Column('timestamptz', { nullable: true }) rotationDueAt: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
  @Column('timestamptz', { nullable: true }) exposedAt: Date | null;
}
