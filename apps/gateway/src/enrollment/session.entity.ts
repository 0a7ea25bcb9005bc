import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Hand } from '#palm';
import type { FailureCode, SessionStatus } from './session.machine.js';

/** What a completed session made. */
export interface SessionResult {
  enrollment_id: string;
  hand: Hand;
  template_ids: string[];
  quality: number;
  scan_id: string;
}

@Entity('enrollment_sessions')
export class EnrollmentSession {
  @PrimaryColumn('uuid') sessionId: string;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('uuid') memberId: string;
  @Column('text') hand: Hand | 'any';
  @Column('text') status: SessionStatus;
  @Column('int') version: number;
  @Column('smallint') capturesRequired: number;
  @Column('smallint') capturesAccepted: number;
  @Column('smallint') capturesRefused: number;
  @Column('real', { nullable: true }) lastQuality: number | null;
  @Column('text', { nullable: true }) hint: string | null;
  @Column('boolean') replaceExisting: boolean;
  @Column('boolean') allowDuplicate: boolean;
  @Column('bytea', { nullable: true }) challengeDigest: Buffer | null;
  @Column('timestamptz', { nullable: true }) challengeExpiresAt: Date | null;
  @Column('text', { nullable: true }) failureCode: FailureCode | null;
  @Column('text', { nullable: true }) failureMessage: string | null;
  @Column('jsonb', { nullable: true }) result: SessionResult | null;
  @Column('timestamptz', { nullable: true }) lastContactAt: Date | null;
  @Column('timestamptz') updatedAt: Date;
  @Column('timestamptz', { nullable: true }) deliveredAt: Date | null;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
  @Column('timestamptz') expiresAt: Date;
  @Column('timestamptz') createdAt: Date;
}

/** One capture that a terminal sent; its code is sealed with the member's key and goes when the session ends. */
@Entity('session_captures')
export class SessionCapture {
  @PrimaryColumn('uuid') sessionId: string;
  @PrimaryColumn('int') seq: number;
  @Column('uuid') organizationId: string;
  @Column('bytea') digest: Buffer;
  @Column('boolean') accepted: boolean;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) hand: Hand | null;
  /** Cut from a picture of the whole hand. */
  @Column('boolean') wholeHand: boolean;
  @Column('real', { nullable: true }) quality: number | null;
  @Column('real', { nullable: true, name: 'typicality' }) atypicality: number | null;
  /** Distances to the usable captures before it, by seq. */
  @Column('jsonb', { name: 'scores' }) distances: object;
  @Column('bytea', { nullable: true }) sealed: Buffer | null;
  @Column('timestamptz') createdAt: Date;
}
