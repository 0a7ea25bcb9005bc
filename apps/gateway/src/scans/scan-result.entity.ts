/** The record of one identify, verify or enroll attempt; the table is partitioned by month. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeviceSnapshot } from '../devices/devices.service.js';

export type ScanOperation = 'identify' | 'verify' | 'enroll';
export type ScanOutcome =
  'matched' | 'not_matched' | 'ambiguous' | 'duplicate' | 'low_quality' | 'liveness_failed' | 'error';
export type Verdict = 'allow' | 'challenge' | 'block';
export type ScanLabel = 'correct' | 'wrong_person' | 'missed';

/** One question that was asked on the way to the result, in order. */
export interface TraceGate {
  gate: string;
  outcome: string;
  /** What was judged: a count, a word, or several by name; never a distance between palms. */
  input?: number | string | Record<string, unknown> | null;
}

export interface ScanTrace {
  gates: TraceGate[];
}

@Entity('scan_results')
export class ScanResult {
  @PrimaryColumn('uuid') scanId: string;
  @PrimaryColumn('timestamptz') createdAt: Date;
  @Column('uuid') organizationId: string;
  @Column('uuid') projectId: string;
  @Column('text') operation: ScanOperation;
  @Column('text') result: ScanOutcome;
  @Column('uuid', { nullable: true }) memberId: string | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('uuid', { nullable: true }) sessionId: string | null;
  /** Device and place as they were. */
  @Column('jsonb', { nullable: true }) device: DeviceSnapshot['device'];
  @Column('jsonb', { nullable: true }) site: DeviceSnapshot['site'];
  @Column('uuid', { nullable: true }) siteId: string | null;
  @Column('text') hand: string;
  @Column('real', { nullable: true }) quality: number | null;
  @Column('real', { nullable: true }) confidence: number | null;
  @Column('text', { nullable: true }) verdict: Verdict | null;
  @Column('uuid', { nullable: true }) matchedRuleId: string | null;
  @Column('jsonb') signals: object;
  /** Read only where it is asked for: it is the bulk of a row. */
  @Column('jsonb', { select: false }) trace: object;
  @Column('text') source: 'terminal' | 'api';
  @Column('text', { nullable: true }) sourceIp: string | null;
  @Column('boolean') offline: boolean;
  @Column('boolean') demo: boolean;
  @Column('text', { nullable: true }) label: ScanLabel | null;
  @Column('timestamptz') capturedAt: Date;
  @Column('timestamptz', { nullable: true }) claimedCapturedAt: Date | null;
}
