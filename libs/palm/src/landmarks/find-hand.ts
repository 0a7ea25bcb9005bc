/**
 * Finds the hand on a picture by the landmark network alone: it starts on the whole frame at several turns and sizes,
 * and follows its own landmarks until they stay where they are.
 */
import type { Point } from '../hand/contour.js';
import { cutCrop, halvings, type Box, type ColourPicture } from './colour-picture.js';
import { CROP_PX, LANDMARKS, type LandmarkNetwork } from './network.js';

/** Landmarks by their number in the network's output. */
export const LANDMARK = { wrist: 0, indexBase: 5, middleBase: 9, ringBase: 13, littleBase: 17 } as const;

export interface HandOnPicture {
  /** The 21 landmarks, px of the picture, to an eighth. */
  readonly points: readonly Point[];
  /** x, y, z of each landmark in metres, turned as the box. */
  readonly world: Float32Array;
  /** 0…1: whether there is a hand at all. */
  readonly presence: number;
  /**
   * 1 for the palm, −1 for the back, near 0 where the network is unsure: the side that the thumb is on, and the hand that
   * the network names, agree for palms only.
   */
  readonly facing: number;
  /** How far the landmarks moved in the last pass, in lengths of the row of knuckles. */
  readonly moved: number;
  /** Where the next picture of the same hand is looked at first. */
  readonly box: Box;
}

export interface HandSearch {
  /** The surest hand, or the likeliest thing where none is sure; null where nothing was taken for a hand. */
  readonly hand: HandOnPicture | null;
  /** A second hand, apart from the first. */
  readonly another: boolean;
}

/** From here a hand is there; of 259 pictures without one none had more than .8. */
export const MIN_PRESENCE = 0.9;
/** Below, a start is not followed. */
const WORTH_FOLLOWING = 0.3;
const REFINEMENTS = 2;
/** A start that is nearly there is worth one pass more: another start costs three. */
const NEARLY = { presence: 0.95, moved: 0.3 };
/** A start that ends like this is believed at once. */
const SURE = { presence: 0.95, moved: 0.05, facing: 0.7 };
/** Sizes of the first boxes in lengths of the longer side: the frame, hands that fill it, and hands in its middle. */
const SIZES = [1, 1.4, 0.6];
const TURNS = [0, Math.PI, Math.PI / 2, -Math.PI / 2];
/** The network expects the hand in the middle of a box twice as large. */
const BOX_PER_HAND = 2;
const BOX_SHIFT = 0.1;
/** Landmarks that place the box: the fingertips bend too much. */
const STEADY = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];
/** Hands whose middles lie farther apart than this, in lengths of the row of knuckles, are two. */
const APART = 1.5;
const SUB_PIXEL = 8;

/** @param from the box of the same hand on the picture before, if any: it is tried first, at the cost of one pass */
export function findHand(network: LandmarkNetwork, picture: ColourPicture, from?: Box): HandSearch {
  const search = new Search(network, picture);
  const hand = (from && search.fromBefore(from)) ?? search.surest();
  return { hand, another: hand !== null && hand.presence >= MIN_PRESENCE && search.seesAnother(hand) };
}

class Search {
  private readonly levels: ColourPicture[];
  private readonly found: HandOnPicture[] = [];

  constructor(
    private readonly network: LandmarkNetwork,
    private readonly picture: ColourPicture,
  ) {
    this.levels = halvings(picture);
  }

  fromBefore(box: Box): HandOnPicture | null {
    const hand = this.look(box);
    return hand.presence >= SURE.presence && hand.facing > SURE.facing ? hand : null;
  }

  surest(): HandOnPicture | null {
    for (const size of SIZES) {
      const sound = this.found.filter((hand) => hand.presence >= MIN_PRESENCE);
      // hands in the middle only where the whole frame showed none; what showed its back at every turn stays a back
      if (size < 1 && sound.length > 0) break;
      if (size > 1 && sound.length > 0 && this.found.every(isSteadyBack)) break;
      for (const angle of TURNS) {
        const hand = this.follow(this.frame(size, angle));
        if (hand === null) continue;
        this.found.push(hand);
        if (isSure(hand) && (hand.facing > 0 || this.found.length > 1)) return hand;
      }
    }
    return this.best();
  }

  /** Whether another hand is seen once this one is painted over. */
  seesAnother(hand: HandOnPicture): boolean {
    const covered = new Search(this.network, paintOver(this.picture, hand));
    const other = covered.follow(covered.frame(1, hand.box.angle));
    if (other === null || other.presence < SURE.presence || other.moved > SURE.moved) return false;
    const [one, two] = [hand, other].map(({ points }) => points[LANDMARK.middleBase]);
    return Math.hypot(one.x - two.x, one.y - two.y) > APART * rowOf(hand.points);
  }

  private best(): HandOnPicture | null {
    const sound = this.found.filter((hand) => hand.presence >= MIN_PRESENCE);
    if (sound.length > 0) return sound.reduce((one, other) => (other.moved < one.moved ? other : one));
    return this.found.reduce<HandOnPicture | null>(
      (one, other) => (one === null || other.presence > one.presence ? other : one),
      null,
    );
  }

  private frame(size: number, angle: number): Box {
    const { width, height } = this.picture;
    return { x: width / 2, y: height / 2, size: size * Math.max(width, height), angle };
  }

  private follow(start: Box): HandOnPicture | null {
    let hand = this.look(start);
    if (hand.presence < WORTH_FOLLOWING) return null;
    for (let i = 0; i < REFINEMENTS; i++) hand = this.refine(hand);
    if (!isSure(hand) && hand.presence > NEARLY.presence && hand.moved < NEARLY.moved) hand = this.refine(hand);
    return hand;
  }

  private refine(hand: HandOnPicture): HandOnPicture {
    const next = this.look(hand.box);
    return { ...next, moved: spread(hand.points, next.points) / rowOf(next.points) };
  }

  private look(box: Box): HandOnPicture {
    const { points: flat, presence, handedness, world } = this.network.run(cutCrop(this.levels, box));
    const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
    const round = (value: number) => Math.round(value * SUB_PIXEL) / SUB_PIXEL;
    const points = Array.from({ length: LANDMARKS }, (_, i) => {
      const u = (flat[3 * i] / CROP_PX - 0.5) * box.size;
      const v = (flat[3 * i + 1] / CROP_PX - 0.5) * box.size;
      return { x: round(box.x + cos * u - sin * v), y: round(box.y + sin * u + cos * v) };
    });
    const right = 2 * handedness - 1;
    const facing = thumbSide(points) === 'right' ? right : -right;
    return { points, world, presence, facing, moved: Infinity, box: boxAround(points) };
  }
}

const isSure = ({ presence, moved, facing }: HandOnPicture) =>
  presence > SURE.presence && moved < SURE.moved && Math.abs(facing) > SURE.facing;
const isSteadyBack = ({ presence, moved, facing }: HandOnPicture) =>
  presence >= MIN_PRESENCE && moved < SURE.moved && facing < 0;

/** The side of the picture that the thumb is on, seen from the wrist to the fingers: a right palm has it on the right. */
export function thumbSide(points: readonly Point[]): 'left' | 'right' {
  const [wrist, index, middle, little] = [
    LANDMARK.wrist,
    LANDMARK.indexBase,
    LANDMARK.middleBase,
    LANDMARK.littleBase,
  ].map((i) => points[i]);
  const up = { x: middle.x - wrist.x, y: middle.y - wrist.y };
  const across = { x: index.x - little.x, y: index.y - little.y };
  return up.x * across.y - up.y * across.x > 0 ? 'right' : 'left';
}

/** Length of the row of knuckles, px. */
export function rowOf(points: readonly Point[]): number {
  const [index, little] = [points[LANDMARK.indexBase], points[LANDMARK.littleBase]];
  return Math.hypot(index.x - little.x, index.y - little.y);
}

function spread(before: readonly Point[], after: readonly Point[]): number {
  const sum = after.reduce((total, { x, y }, i) => total + (x - before[i].x) ** 2 + (y - before[i].y) ** 2, 0);
  return Math.sqrt(sum / LANDMARKS);
}

/** The box that MediaPipe takes from the landmarks of the frame before: fingers up, the hand in its middle. */
function boxAround(points: readonly Point[]): Box {
  const [wrist, index, middle, ring] = [LANDMARK.wrist, LANDMARK.indexBase, LANDMARK.middleBase, LANDMARK.ringBase].map(
    (i) => points[i],
  );
  const knuckles = { x: ((index.x + ring.x) / 2 + middle.x) / 2, y: ((index.y + ring.y) / 2 + middle.y) / 2 };
  const angle = Math.atan2(knuckles.y - wrist.y, knuckles.x - wrist.x) + Math.PI / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const upright = STEADY.map((i) => points[i]).map(({ x, y }) => ({ x: cos * x + sin * y, y: cos * y - sin * x }));
  const [left, right] = [Math.min(...upright.map(({ x }) => x)), Math.max(...upright.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...upright.map(({ y }) => y)), Math.max(...upright.map(({ y }) => y))];
  const x = (left + right) / 2;
  const y = (top + bottom) / 2 - BOX_SHIFT * (bottom - top);
  const size = BOX_PER_HAND * Math.max(right - left, bottom - top);
  return { x: cos * x - sin * y, y: sin * x + cos * y, size, angle };
}

/** A copy in which a disc over the hand, fingers included, is grey. */
function paintOver({ width, height, pixels }: ColourPicture, { box }: HandOnPicture): ColourPicture {
  const covered = pixels.slice();
  const radius = box.size / 2;
  for (let y = Math.max(0, Math.floor(box.y - radius)); y < Math.min(height, box.y + radius); y++) {
    const reach = Math.sqrt(Math.max(0, radius ** 2 - (y - box.y) ** 2));
    const from = Math.max(0, Math.floor(box.x - reach));
    const to = Math.min(width, Math.ceil(box.x + reach));
    if (to > from) covered.fill(127, 3 * (y * width + from), 3 * (y * width + to));
  }
  return { width, height, pixels: covered };
}
