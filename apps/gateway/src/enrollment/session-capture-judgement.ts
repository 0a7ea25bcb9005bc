/** What is decided about a terminal's capture from its words and numbers alone. */
import { createHash } from 'node:crypto';
import { capturesAgree, type Hand } from '#palm';
import type { ExtractedPalm } from '../palms/captures.service.js';
import type { Advice } from '../palms/palms.errors.js';
import { agreeing } from './agreement.policy.js';
import type { SendCapture } from './enrollment.dto.js';
import type { UsableCapture } from './session-captures.js';
import type { EnrollmentSession } from './session.entity.js';
import type { FailureCode } from './session.machine.js';

/** A capture as looked at, before it is written down. */
export interface CaptureReading {
  palm: (ExtractedPalm & { hand: Hand; code: Uint8Array; digest: Uint8Array; atypicality: number | null }) | null;
  refusal: string | null;
  advice: Advice;
  /** To the usable captures before it, by seq. */
  distances: Record<string, number>;
}

interface CaptureDecision {
  /** What is kept of it. */
  palm: CaptureReading['palm'];
  /** The usable captures that show one palm; null when this one cannot be used. */
  group: { seq: number }[] | null;
  accepted: boolean;
  reason: string | null;
}

/** A capture counts when it agrees with the others, and completes only where one of them shows the whole hand if one must. */
export function judge(on: {
  session: EnrollmentSession;
  earlier: readonly UsableCapture[];
  reading: CaptureReading;
  seq: number;
  enrollFrom: 'any' | 'hand';
}): CaptureDecision {
  const { session, earlier, reading: reading, seq, enrollFrom } = on;
  const { palm, refusal, distances } = reading;
  if (palm === null) return { palm, group: null, accepted: false, reason: refusal };
  const group = agreeing([...earlier, { seq, distances, wholeHand: palm.wholeHand }]);
  const isLast = group.length >= session.capturesRequired;
  if (enrollFrom === 'hand' && isLast && !group.some(({ wholeHand }) => wholeHand)) {
    const others = group.filter((capture) => capture.seq !== seq);
    return { palm: null, group: others, accepted: false, reason: 'hand_picture_required' };
  }
  const accepted = group.some((capture) => capture.seq === seq);
  return { palm, group, accepted, reason: accepted ? null : 'inconsistent_captures' };
}

/**
 * Whether a capture may be unlike other palms: when it shows the palm of an earlier one, and once the session had another
 * try. Nobody is kept out for an unusual palm, and what is enrolled here does not draw the device's line ever closer.
 */
export function isVouchedFor(session: EnrollmentSession, distances: readonly number[]): boolean {
  return session.capturesRefused > 0 || distances.some(capturesAgree);
}

/** Same capture, same bytes: the challenge may differ when a terminal repeats after a lost answer. */
export function digestOf({ capture }: SendCapture): Buffer {
  const { image, kind, hand, mirrored, sandbox_palm: palm, take } = capture;
  return createHash('sha256')
    .update(
      JSON.stringify([
        image,
        kind,
        hand,
        ...(mirrored ? ['mirrored'] : []),
        ...(palm === undefined ? [] : [palm, take]),
      ]),
    )
    .digest();
}

export function failureFor(reason: string | null): FailureCode {
  const named = ['wrong_hand', 'liveness_failed', 'inconsistent_captures', 'hand_picture_required'] as const;
  return named.find((code) => code === reason) ?? 'low_quality';
}
