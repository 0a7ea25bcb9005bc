import { ENGINE_VERSION } from '#palm';
import { listOf } from '#platform/http';
import { ApiProperty } from '@nestjs/swagger';
import { adviceFor, HINT_CODES, HINT_MEANING, type HintCode } from '../palms/palms.errors.js';
import type { Template } from '../palms/template.entity.js';
import type { EnrollmentSession } from './session.entity.js';

export class ProgressView {
  captures_required: number;
  captures_accepted: number;
  last_quality: number | null;
  /** What the person should do now. Until API version 2026-11-22 the sentence itself. */
  @ApiProperty({ type: String, nullable: true, description: HINT_MEANING })
  hint: string | null;
  hint_text: string | null;
}

export class SessionResultView {
  enrollment_id: string;
  hand: 'left' | 'right';
  template_ids: string[];
  quality: number;
  scan_id: string;
}

export class SessionView {
  session_id: string;
  device_id: string | null;
  project_id: string;
  member_id: string;
  hand: 'left' | 'right' | 'any';
  status: 'pending' | 'active' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'expired';
  progress: ProgressView;
  failure_code: string | null;
  failure_message: string | null;
  result: SessionResultView | null;
  version: number;
  created_at: string;
  delivered_at: string | null;
  completed_at: string | null;
  expires_at: string;

  static of(session: EnrollmentSession): SessionView {
    return {
      session_id: session.sessionId,
      device_id: session.deviceId,
      project_id: session.projectId,
      member_id: session.memberId,
      hand: session.hand,
      status: session.status,
      progress: {
        captures_required: session.capturesRequired,
        captures_accepted: session.capturesAccepted,
        last_quality: session.lastQuality === null ? null : Math.round(session.lastQuality * 1000) / 1000,
        hint: session.hint === null ? null : adviceFor(session.hint).hint,
        hint_text: session.hint === null ? null : adviceFor(session.hint).hint_text,
      },
      failure_code: session.failureCode,
      failure_message: session.failureMessage,
      result: session.result,
      version: session.version,
      created_at: session.createdAt.toISOString(),
      delivered_at: session.deliveredAt?.toISOString() ?? null,
      completed_at: session.completedAt?.toISOString() ?? null,
      expires_at: session.expiresAt.toISOString(),
    };
  }
}

export class SessionList extends listOf(SessionView) {}

/** `{session}`: null when there is none, or another one. */
export class SessionAnswer {
  session: SessionView | null;

  static of(session: EnrollmentSession | null): SessionAnswer {
    return { session: session && SessionView.of(session) };
  }
}

export class SessionPollAnswer {
  session: SessionView | null;
  changed: boolean;
}

export class DirectEnrollmentView {
  enrollment_id: string;
  session_id: string;
  member_id: string;
  hand: 'left' | 'right';
  template_ids: string[];
  quality: number;
  /** Of captures that were used: `none`; a refusal carries its own in `error.details`. */
  @ApiProperty({ enum: HINT_CODES, description: HINT_MEANING })
  hint: HintCode;
  hint_text: string;
  created_at: string;

  static of(session: EnrollmentSession): DirectEnrollmentView {
    return {
      enrollment_id: session.sessionId,
      session_id: session.sessionId,
      member_id: session.memberId,
      hand: session.result!.hand,
      template_ids: session.result!.template_ids,
      quality: session.result!.quality,
      ...adviceFor(null),
      created_at: session.createdAt.toISOString(),
    };
  }
}

/** A stored palm sample: what is known about it, never its code. */
export class TemplateView {
  template_id: string;
  member_id: string;
  hand: 'left' | 'right';
  quality: number;
  engine_version: number;
  /** False for a template of another engine version: codes of two versions cannot be compared. */
  searched: boolean;
  enrollment_id: string;
  created_at: string;

  static of(template: Template): TemplateView {
    return {
      template_id: template.templateId,
      member_id: template.memberId,
      hand: template.hand,
      quality: Math.round(template.quality * 1000) / 1000,
      engine_version: template.engineVersion,
      searched: template.engineVersion === ENGINE_VERSION,
      enrollment_id: template.enrollmentId,
      created_at: template.createdAt.toISOString(),
    };
  }
}

export class TemplateList extends listOf(TemplateView) {}
