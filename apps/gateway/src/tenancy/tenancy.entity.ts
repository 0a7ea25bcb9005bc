/** Organizations, their people, environments and projects. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../principal/principal.js';

/** Whose word about liveness counts. */
export type LivenessSource = 'reported' | 'attested' | 'gateway';

@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid') organizationId: string;
  @Column('text') name: string;
  @Column('text') plan: string;
  @Column('int', { nullable: true }) keyMaxAgeDays: number | null;
  @Column('boolean') requireMfa: boolean;
  @Column('timestamptz') createdAt: Date;
}

@Entity('users')
export class User {
  @PrimaryColumn('uuid') userId: string;
  @Column('text') uid: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('boolean') emailVerified: boolean;
  @Column('text', { nullable: true }) name: string | null;
  @Column('timestamptz') createdAt: Date;
}

@Entity('memberships')
export class Membership {
  @PrimaryColumn('uuid') organizationId: string;
  @PrimaryColumn('uuid') userId: string;
  @Column('text') role: Role;
  @Column('boolean') disabled: boolean;
  @Column('timestamptz') createdAt: Date;
}

@Entity('invitations')
export class Invitation {
  @PrimaryColumn('uuid') organizationId: string;
  @PrimaryColumn('text') email: string;
  @Column('text') role: Role;
  @Column('uuid', { nullable: true }) invitedBy: string | null;
  @Column('timestamptz') createdAt: Date;
}

@Entity('environments')
export class Environment {
  @PrimaryColumn('uuid') environmentId: string;
  @Column('uuid') organizationId: string;
  @Column('text') name: string;
  @Column('text') mode: 'sandbox' | 'production';
  @Column('text', { nullable: true }) region: string | null;
  @Column('boolean') shared: boolean;
  @Column('boolean') allowsServerLookup: boolean;
  @Column('text') registrationPolicy: 'sandbox_only' | 'code';
  @Column('text') attestationPolicy: 'off' | 'log' | 'require';
  @Column('timestamptz') createdAt: Date;
}

@Entity('projects')
export class Project {
  @PrimaryColumn('uuid') projectId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid', { nullable: true }) environmentId: string | null;
  @Column('text') name: string;
  @Column('text', { nullable: true }) phoneNumber: string | null;
  @Column('text', { nullable: true }) website: string | null;
  @Column('text') timeZone: string;
  @Column('boolean') serverLookupRequested: boolean;
  @Column('boolean') consentRequired: boolean;
  @Column('int', { nullable: true }) retentionDays: number | null;
  @Column('text', { array: true }) displayFields: string[];
  @Column('boolean') extendedEvents: boolean;
  @Column('text') liveness: 'off' | 'log' | 'require';
  @Column('text') livenessSource: LivenessSource;
  @Column('text') enrollFrom: 'any' | 'hand';
  @Column('jsonb') riskWeights: Record<string, number>;
  @Column('jsonb') terminalConfig: object;
  @Column('int') terminalConfigVersion: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) deletedAt: Date | null;
}
