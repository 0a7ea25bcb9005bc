import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SessionView } from '../enrollment/enrollment.view.js';
import type { TerminalScansAnswer } from '../identification/terminal-scan.types.js';
import type { Acknowledgement, CaptureAnswer } from '../enrollment/terminal-sessions.service.js';
import type { CaptureAssessment } from '../palms/captures.service.js';
import { HINT_CODES, HINT_MEANING, type HintCode } from '../palms/palms.errors.js';
import type { PollAnswer } from './terminal-polls.service.js';

export class TerminalTokenView {
  access_token: string;
  token_type: 'DPoP';
  expires_in: number;
  device_id: string;
  project_id: string;
}

export class TerminalConfigView {
  config_version: number;
  config: Record<string, unknown>;
}

export class TerminalPollView {
  server_time: string;
  session: SessionView | null;
  config: TerminalConfigView | null;
  next_poll_in_s: number;

  static of(news: PollAnswer): TerminalPollView {
    return {
      server_time: news.serverTime.toISOString(),
      session: news.session && SessionView.of(news.session),
      config: news.config && {
        config_version: news.config.version,
        config: news.config.config as Record<string, unknown>,
      },
      next_poll_in_s: news.nextPollInS,
    };
  }
}

export class AckView {
  session: SessionView;
  challenge: string;

  static of({ session, challenge }: Acknowledgement): AckView {
    return { session: SessionView.of(session), challenge };
  }
}

export class CaptureView {
  accepted: boolean;
  /** Why it was not accepted. */
  reason?: string;
  /** What the person should do now, in a code and in words. */
  @ApiProperty({ enum: HINT_CODES, description: HINT_MEANING })
  hint: HintCode;
  hint_text: string;
  session: SessionView;
  /** For the next capture; null once the session takes no more. */
  challenge: string | null;

  static of({ accepted, reason, advice, session, challenge }: CaptureAnswer): CaptureView {
    const why = reason === null ? {} : { reason };
    return { accepted, ...why, ...advice, session: SessionView.of(session), challenge };
  }
}

export class CaptureCheckView {
  /** Whether it would be looked at further, sent as a capture. */
  usable: boolean;
  /** Why not. */
  reason?: string;
  /** What the person should do now, in a code and in words. */
  @ApiProperty({ enum: HINT_CODES, description: HINT_MEANING })
  hint: HintCode;
  hint_text: string;
  /** As declared or found. */
  hand: 'left' | 'right' | 'unknown';

  static of({ reason, advice, hand }: CaptureAssessment): CaptureCheckView {
    return { usable: reason === null, ...(reason === null ? {} : { reason }), ...advice, hand: hand ?? 'unknown' };
  }
}

export class TerminalSessionView {
  session: SessionView;
}

export class ScanItemErrorView {
  code: string;
  message: string;
  field?: string;
  @ApiPropertyOptional({ description: 'What to go on from: `last_counter` after a `counter_conflict`.' })
  details?: unknown;
}

export class TerminalScanView {
  /** null when the item had none that can be read. */
  scan_ref: string | null;
  counter: number | null;
  /** The scan's result, or why it was not taken: `invalid`, `deferred` (send it again), `counter_conflict`, … */
  status: string;
  scan_id: string | null;
  matched: boolean;
  verdict: string | null;
  /** Why the picture was not used. */
  reason?: string;
  /** What the person should do now. */
  @ApiPropertyOptional({ enum: HINT_CODES, description: HINT_MEANING })
  hint?: HintCode;
  hint_text?: string;
  member?: Record<string, string | null>;
  /** Why it was not taken. */
  error?: ScanItemErrorView;
}

export class OverLimitView {
  over_limit: true;
}

export class TerminalScansView {
  results: TerminalScanView[];
  /** The highest counter that was taken from this device. */
  @ApiProperty({ type: 'integer' }) last_counter: number;
  /** Present when the organization has used up its plan: the terminal works on, its people should hear of it. */
  usage?: OverLimitView;

  static of({ results, lastCounter }: TerminalScansAnswer, overLimit: boolean): TerminalScansView {
    return { results, last_counter: lastCounter, ...(overLimit ? { usage: { over_limit: true } } : {}) };
  }
}

export class TerminalNonceView {
  /** The nonce itself is in the header `DPoP-Nonce`. */
  server_time: string;
}
