/** From a colour picture of a hand before any background to its region of interest, or the reason why there is none. */
import { assess } from '../quality.js';
import type { GreyPicture } from '../picture.js';
import type { Hand, Refusal } from '../refusal.js';
import { isColourPicture, type Box, type ColourPicture } from './colour-picture.js';
import { cutRegion } from './cut-region.js';
import { findHand, LANDMARK, MIN_PRESENCE, rowOf, thumbSide, type HandOnPicture } from './find-hand.js';
import type { LandmarkNetwork } from './network.js';

export type HandReading =
  | {
      readonly roi: GreyPicture;
      /** Null where the network is unsure of its name: both hands' galleries are to be searched. */
      readonly hand: Hand | null;
      readonly quality: number;
      readonly refusal: null;
      /** Where to look first on the next picture of the same hand. */
      readonly box: Box;
    }
  | { readonly roi: null; readonly hand: null; readonly quality: 0; readonly refusal: Refusal; readonly hint?: Hint };

/** What would help where the refusal alone does not say it. */
export type Hint = 'hold_still' | 'come_closer' | 'move_back' | 'turn_palm' | 'show_hand' | 'hold_flat';

const MIN_SIDE_PX = 160;
const MAX_SIDE_PX = 8192;
/** A thing that is taken for a hand at least this surely is a hand seen badly. */
const MAYBE_A_HAND = 0.5;
/** Below, the side of the thumb and the hand that the network names agree too weakly to name it. */
const SURE_OF_SIDE = 0.5;
/** Angle between the palm and the picture, degrees, that the matcher bears. */
const MAX_TILT_DEG = 50;
const MAX_BEYOND = 0.1;
/** Landmarks that still move by more of the row of knuckles have found no one hand; of 78 phone pictures none moved by .07. */
const MAX_MOVED = 0.2;
/** Row of knuckles over the picture's longer side. */
const TOO_FAR = 0.08;
const TOO_NEAR = 0.3;
/** Joint, tip: an extended finger's tip is farther from the wrist than its middle joint. */
const FINGERS = [
  [6, 8],
  [10, 12],
  [14, 16],
  [18, 20],
] as const;
const MIN_EXTENDED = 2;

/**
 * @param from the box of the same hand on the picture before, if any
 * @returns the region with the hand named as it is seen unmirrored; a back, a fist, a face or a thing is `not_a_palm`
 */
export function readHand(network: LandmarkNetwork, picture: ColourPicture, from?: Box): HandReading {
  const shorter = Math.min(picture.width, picture.height);
  if (!isColourPicture(picture) || shorter < MIN_SIDE_PX || Math.max(picture.width, picture.height) > MAX_SIDE_PX)
    return refuse('bad_dimensions');
  const { hand, another } = findHand(network, picture, from);
  if (hand === null || hand.presence < MAYBE_A_HAND) return refuse('not_a_palm', 'show_hand');
  if (hand.presence < MIN_PRESENCE) return refuse('no_hand', 'show_hand');
  if (hand.moved > MAX_MOVED && Number.isFinite(hand.moved)) return refuse('no_hand', 'hold_still');
  if (another) return refuse('several_hands');
  if (hand.facing <= 0) return refuse('not_a_palm', 'turn_palm');
  if (extendedFingers(hand) < MIN_EXTENDED) return refuse('not_a_palm', 'show_hand');
  if (tiltDegOf(hand) > MAX_TILT_DEG) return refuse('tilted', 'hold_flat');
  return cutOut(picture, hand);
}

function cutOut(picture: ColourPicture, hand: HandOnPicture): HandReading {
  const { roi, beyond } = cutRegion(picture, hand.points);
  const size = rowOf(hand.points) / Math.max(picture.width, picture.height);
  const nearer = size < TOO_FAR ? 'come_closer' : undefined;
  if (beyond > MAX_BEYOND) return refuse('outside_frame', size > TOO_NEAR ? 'move_back' : undefined);
  const { quality, refusal } = assess(roi);
  if (refusal !== null) return refuse(refusal, nearer);
  const name = hand.facing >= SURE_OF_SIDE ? thumbSide(hand.points) : null;
  return { roi, hand: name, quality, refusal: null, box: hand.box };
}

function extendedFingers({ points }: HandOnPicture): number {
  const wrist = points[LANDMARK.wrist];
  const away = (i: number) => Math.hypot(points[i].x - wrist.x, points[i].y - wrist.y);
  return FINGERS.filter(([joint, tip]) => away(tip) > away(joint)).length;
}

/** Angle between the palm, by wrist and outer knuckles in metres, and the plane of the picture. */
export function tiltDegOf({ world }: HandOnPicture): number {
  const at = (landmark: number) => [0, 1, 2].map((axis) => world[3 * landmark + axis]);
  const from = at(LANDMARK.wrist);
  const [u, v] = [at(LANDMARK.indexBase), at(LANDMARK.littleBase)].map((point) =>
    point.map((value, i) => value - from[i]),
  );
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  return (Math.acos(Math.min(1, Math.abs(normal[2]) / (Math.hypot(...normal) || 1))) * 180) / Math.PI;
}

function refuse(refusal: Refusal, hint?: Hint): HandReading {
  return { roi: null, hand: null, quality: 0, refusal, hint };
}
