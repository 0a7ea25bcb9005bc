/** Refusals of pictures: 422 for a picture that the engine will not use, 400 and 413 for what is no picture of ours. */
import { GalleryOverloadedError } from '#gallery';
import { Problem } from '#platform/problems';

const SAYS = {
  low_quality: 'The palm is not seen well enough.',
  no_palm: 'There is no palm in the picture.',
  no_hand: 'There is no hand in the picture.',
  fingers_closed: 'Spread the fingers.',
  bad_dimensions: 'A roi picture is square, 96 to 256 pixels; a hand picture is at least 160 pixels a side.',
  blurred: 'The picture is blurred.',
  too_dark: 'The picture is too dark.',
  saturated: 'The picture is too bright.',
  outside_frame: 'The palm is partly outside the picture.',
  liveness_failed: 'The terminal did not see a living hand.',
  wrong_hand: 'This is the other hand.',
} as const;

/** Why a picture is not used. */
export type PictureRefusal = keyof typeof SAYS;

/** What a person in front of a terminal should do. */
export function hintFor(reason: string): string {
  return reason in SAYS ? SAYS[reason as PictureRefusal] : 'Try again.';
}

/** @param index of the capture among several */
export const unusablePicture = (reason: PictureRefusal, index?: number) =>
  new Problem(
    'unprocessable',
    reason,
    SAYS[reason],
    index === undefined ? { field: 'capture.image' } : atCapture(index),
  );

/** Which of several captures a refusal is about. */
export const atCapture = (index: number) => ({ field: `captures.${index}.image`, details: { index } });

export const notAPicture = (why: string) => new Problem('invalid', 'invalid_image', why, { field: 'capture.image' });
export const pictureTooLarge = (why: string) =>
  new Problem('too-large', 'image_too_large', why, { field: 'capture.image' });

/** Refusals of the matcher as clients see them: it cannot answer in time, or its caller has gone. */
export function matcherProblem(error: unknown): never {
  if (error instanceof GalleryOverloadedError) throw overloaded(error.expectedWaitMs, error);
  if (error instanceof Error && error.name === 'AbortError') throw overloaded(0, error);
  throw error;
}

function overloaded(expectedWaitMs: number, cause: Error): Problem {
  const retryAfterS = Math.max(1, Math.ceil(expectedWaitMs / 1000));
  return new Problem('unavailable', 'overloaded', 'The matcher cannot answer in time; try again.', {
    details: { retry_after_s: retryAfterS },
    cause,
  });
}
