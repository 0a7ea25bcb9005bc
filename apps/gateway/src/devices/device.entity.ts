import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A registered terminal as its tenant sees it. */
@Entity('devices')
export class Device {
  @PrimaryColumn('uuid') deviceId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('uuid', { nullable: true }) siteId: string | null;
  @Column('text', { array: true }) tags: string[];
  @Column('text') name: string;
  @Column('boolean') enabled: boolean;
  @Column('text') mode: 'standard' | 'demo';
  @Column('text') keyThumbprint: string;
  /** What its attestation proved. */
  @Column('text') integrity: 'hardware' | 'software' | 'unverified';
  @Column('text') serialNumber: string;
  @Column('text') model: string;
  @Column('text') appVersion: string;
  @Column('text', { nullable: true }) osVersion: string | null;
  @Column('int') configVersion: number;
  @Column('jsonb') metadata: object;
  @Column('timestamptz', { nullable: true }) lastSeenAt: Date | null;
  @Column('timestamptz', { nullable: true }) nextContactDueAt: Date | null;
  @Column('timestamptz', { nullable: true }) contactSince: Date | null;
  /** Terminal's clock minus ours, as of its last proof. */
  @Column('int') clockSkewS: number;
  /** Set on devices that the gateway itself plays, in sandboxes. */
  @Column('text', { nullable: true }) simulation: 'ok' | 'late' | 'fail' | 'slow' | null;
  @Column('timestamptz') registeredAt: Date;
  @Column('timestamptz', { nullable: true }) decommissionedAt: Date | null;
  /** When something changed that its terminal must hear of. */
  @Column('timestamptz') changedAt: Date;
  @Column('timestamptz') createdAt: Date;
}

/** A proto-terminal that waits for someone to type its code. */
@Entity('terminal_registrations')
export class Registration {
  @PrimaryColumn('uuid') registrationId: string;
  @Column('text') keyThumbprint: string;
  @Column('char', { length: 8 }) code: string;
  @Column('text') serialNumber: string;
  @Column('text') model: string;
  @Column('text') appVersion: string;
  @Column('text', { nullable: true }) osVersion: string | null;
  @Column('text', { nullable: true }) address: string | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('uuid', { nullable: true }) projectId: string | null;
  @Column('int') intervalS: number;
  @Column('timestamptz', { nullable: true }) lastPolledAt: Date | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
}
