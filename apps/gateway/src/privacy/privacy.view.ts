import { ApiProperty } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import { AuditEventView } from '../audit/audit-events.view.js';
import type { Erasure } from './erasure.entity.js';
import type { MemberCopy } from './member-export.service.js';
import type { RetentionPolicy } from './retention.policy.js';

export class ErasureView {
  erasure_id: string;
  project_id: string;
  /** The bare id: all that is left. */
  member_id: string;
  reason: string;
  @ApiProperty({ enum: ['running', 'completed'] }) status: string;
  @ApiProperty({
    description: 'How many rows the person was in, by what they were.',
    type: 'object',
    additionalProperties: { type: 'integer' },
  })
  counts: Record<string, number>;
  @ApiProperty({
    enum: ['rewritten', 'rows'],
    nullable: true,
    description:
      '`rewritten`: the files of the database were written anew without the person. `rows`: no row holds anything; the ' +
      'server of the operator overwrites the bytes of deleted rows in its own time.',
  })
  storage: string | null;
  @ApiProperty({
    nullable: true,
    description:
      'Once completed: a compact JWS (EdDSA) over ids, counts and times, to be checked with a key of `GET /v1/receipt-keys`.',
  })
  receipt: string | null;
  accepted_at: string;
  completed_at: string | null;

  static of(erasure: Erasure): ErasureView {
    return {
      erasure_id: erasure.erasureId,
      project_id: erasure.projectId,
      member_id: erasure.memberId,
      reason: erasure.reason,
      status: erasure.status,
      counts: erasure.counts,
      storage: erasure.storage,
      receipt: erasure.receipt,
      accepted_at: erasure.acceptedAt.toISOString(),
      completed_at: erasure.completedAt?.toISOString() ?? null,
    };
  }
}

export class ErasureList extends listOf(ErasureView) {}

export class ReceiptKeyView {
  @ApiProperty({ enum: ['OKP'] }) kty: string;
  @ApiProperty({ enum: ['Ed25519'] }) crv: string;
  /** The public key, base64url. */
  x: string;
  kid: string;
  @ApiProperty({ enum: ['EdDSA'] }) alg: string;
  @ApiProperty({ enum: ['sig'] }) use: string;
}

/** A JSON Web Key Set (RFC 7517). */
export class ReceiptKeysView {
  @ApiProperty({ type: [ReceiptKeyView] }) keys: ReceiptKeyView[];
}

export class MemberExportView {
  member_id: string;
  project_id: string;
  exported_at: string;
  @ApiProperty({
    description:
      'Everything held about the person, by what it is: `member`, `templates` (without their codes), `scan_results`, ' +
      '`transactions`, `enrollment_sessions`, `lists`, `terminal_answers`, `webhook_events`, `audit_events`.',
    type: 'object',
    additionalProperties: { type: 'array', items: {} },
  })
  data: Record<string, unknown[]>;

  static of(copy: MemberCopy): MemberExportView {
    return {
      member_id: copy.memberId,
      project_id: copy.projectId,
      exported_at: copy.exportedAt.toISOString(),
      data: { ...copy.data, audit_events: copy.deeds.map(AuditEventView.of) },
    };
  }
}

export class TemplateRetentionView {
  /** What the project chose; null: the most there is. */
  retention_days: number | null;
  /** No project keeps templates longer. */
  most_days: number;
  /** What holds: the smaller of both. */
  effective_days: number;
  @ApiProperty({ enum: ['last_scan'], description: 'A member who was never scanned: the enrollment.' })
  counted_from: string;
  /** Withdrawn consent, deletion and erasure end them at once. */
  destroyed_at_once_on: string[];
}

export class RetentionPolicyView {
  project_id: string;
  consent_required: boolean;
  @ApiProperty({ type: TemplateRetentionView }) templates: TemplateRetentionView;
  @ApiProperty({ enum: ['never_stored'] }) pictures: string;
  /** Whole months; older ones are dropped. */
  scan_results_months: number;
  @ApiProperty({ nullable: true, description: 'Kept until erased, without the person afterwards.' })
  transactions_months: number | null;
  idempotent_answers_hours: number;

  static of(policy: RetentionPolicy): RetentionPolicyView {
    return {
      project_id: policy.projectId,
      consent_required: policy.consentRequired,
      templates: {
        retention_days: policy.retentionDays,
        most_days: policy.mostDays,
        effective_days: policy.effectiveDays,
        counted_from: 'last_scan',
        destroyed_at_once_on: ['consent_withdrawn', 'member_deleted', 'member_erased'],
      },
      pictures: 'never_stored',
      scan_results_months: policy.scanResultsMonths,
      transactions_months: null,
      idempotent_answers_hours: 24,
    };
  }
}
