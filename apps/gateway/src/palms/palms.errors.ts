/** Refusals of pictures: 422 for a picture that the engine will not use, 400 and 413 for what is no picture of ours. */
import { GalleryOverloadedError } from '#gallery';
import { Problem } from '#platform/problems';

/** What a person in front of the lens can do, in codes for programs and words for people. */
export const HINTS = {
  come_closer: 'Bring the hand closer.',
  move_back: 'Move the hand back a little.',
  center: 'Hold the palm over the middle.',
  show_hand: 'Show one open hand, the palm to the lens.',
  turn_palm: 'Turn the palm to the lens.',
  hold_flat: 'Hold the hand flat, facing the lens.',
  hold_still: 'Hold the hand still.',
  more_light: 'More light is needed.',
  less_light: 'The light is too bright.',
  clean_lens: 'Clean the lens.',
  none: '',
} as const;
export type HintCode = keyof typeof HINTS;
export const HINT_CODES = Object.keys(HINTS) as HintCode[];
export const HINT_MEANING = 'What the person should do now; a code that is not known is to be treated as `none`.';

const REASONS = {
  low_quality: ['The palm is not seen well enough.', 'clean_lens'],
  no_palm: ['There is no palm in the picture.', 'show_hand'],
  not_a_palm: ['This is not the palm of a hand.', 'show_hand'],
  no_hand: ['There is no hand in the picture.', 'show_hand'],
  several_hands: ['There are several hands in the picture.', 'show_hand'],
  fingers_closed: ['Spread the fingers.', 'hold_flat'],
  bad_dimensions: ['A roi picture is square, 96 to 256 pixels; a hand picture is at least 160 pixels a side.', 'none'],
  blurred: ['The picture is blurred.', 'hold_still'],
  too_dark: ['The picture is too dark.', 'more_light'],
  saturated: ['The picture is too bright.', 'less_light'],
  outside_frame: ['The palm is partly outside the picture.', 'center'],
  tilted: ['The hand is tilted away from the picture.', 'hold_flat'],
  liveness_failed: ['The terminal did not see a living hand.', 'none'],
  wrong_hand: ['This is the other hand.', 'show_hand'],
  hand_picture_required: ['One picture must show the whole hand.', 'show_hand'],
} as const satisfies Record<string, readonly [message: string, hint: HintCode]>;

/** Why a picture is not used. */
export type PictureRefusal = keyof typeof REASONS;

/** Of refusals that are not about one picture alone. */
const OTHER_HINTS: Record<string, HintCode> = {
  captures_not_distinct: 'show_hand',
  inconsistent_captures: 'hold_still',
};

export interface Advice {
  hint: HintCode;
  hint_text: string;
}

/** What helps after a refusal; nothing is to be done where there was none. */
export function adviceFor(reason: string | null, hint?: HintCode | null): Advice {
  const code = hint ?? (reason === null ? 'none' : hintOf(reason));
  return { hint: code, hint_text: HINTS[code] };
}

function hintOf(reason: string): HintCode {
  return reason in REASONS ? REASONS[reason as PictureRefusal][1] : (OTHER_HINTS[reason] ?? 'none');
}

/** The advice that a refusal carries. */
export function adviceOf({ code, details }: Problem): Advice {
  const { hint } = (details ?? {}) as { hint?: HintCode };
  return adviceFor(code, hint);
}

/** @param about the capture among several, and what helps where the reason alone does not say it */
export function unusablePicture(reason: PictureRefusal, about: { index?: number; hint?: HintCode | null } = {}) {
  const { index } = about;
  const advice = adviceFor(reason, about.hint);
  return new Problem('unprocessable', reason, REASONS[reason][0], {
    field: index === undefined ? 'capture.image' : `captures.${index}.image`,
    details: index === undefined ? advice : { index, ...advice },
  });
}

/** Which of several captures a refusal is about. */
export const atCapture = (index: number, reason: string) => ({
  field: `captures.${index}.image`,
  details: { index, ...adviceFor(reason) },
});

export const notAPicture = (why: string) => new Problem('invalid', 'invalid_image', why, { field: 'capture.image' });
export const pictureTooLarge = (why: string) =>
  new Problem('too-large', 'image_too_large', why, { field: 'capture.image' });

/** Refusals of the matcher as clients see them: it cannot answer in time, or its caller has gone. */
export function matcherProblem(error: unknown): never {
  if (error instanceof GalleryOverloadedError) throw overloaded(error.expectedWaitMs, error);
  if (error instanceof Error && error.name === 'AbortError') throw overloaded(0, error);
  throw error;
}

/** Enrolling one more palm would make it one that is never found. */
export const galleryFull = () =>
  new Problem('unavailable', 'gallery_full', 'The gallery has no space for another palm; ask the operator for more.', {
    details: { retry_after_s: FULL_RETRY_S },
  });

/** Not all palms of the project are in memory: nobody can be said to be unknown. */
export const galleryIncomplete = () =>
  new Problem('unavailable', 'gallery_incomplete', 'Not all palms of this project are loaded; try again.', {
    details: { retry_after_s: INCOMPLETE_RETRY_S },
  });

const FULL_RETRY_S = 60;
const INCOMPLETE_RETRY_S = 5;

function overloaded(expectedWaitMs: number, cause: Error): Problem {
  const retryAfterS = Math.max(1, Math.ceil(expectedWaitMs / 1000));
  return new Problem('unavailable', 'overloaded', 'The matcher cannot answer in time; try again.', {
    details: { retry_after_s: retryAfterS },
    cause,
  });
}
