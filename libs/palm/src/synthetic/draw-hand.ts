/** Whole hands of nobody before a dark background: the shape is simple, the palm is the one `drawPalm` draws. */
import { ROI_PX } from '../parameters.js';
import type { GreyPicture } from '../picture.js';
import type { Hand } from '../refusal.js';
import { drawSkin, MARGIN_PX, sampleSkin, SKIN_GREY } from './draw-palm.js';
import type { Field } from './field.js';
import { Random } from './random.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { max, min, round } = Math;

export interface HandToDraw {
  readonly identity: string;
  readonly capture: string;
  readonly hand: Hand;
  /** Turned clockwise, degrees; at 0 the fingers point to the left. */
  readonly turnDeg?: number;
  readonly fingers?: 'spread' | 'closed';
  /** How far the hand is moved out of the picture along its own axis, in lengths of the row of valleys. */
  readonly moved?: number;
}

/** Part of the hand in lengths of the row of finger valleys: x to the wrist, y from the thumb to the little finger. */
interface Bone {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly radius: number;
}

const SIDE_PX = 420;
const ROW_PX = 80;
const BACKGROUND_GREY = 14;
/** Where the region of interest lies behind the row, and its side; as `findPalm` cuts it. */
const REGION = { offset: 0.1, side: 1.15 };

const PALM: readonly Bone[] = [
  { from: [0.25, -0.66], to: [1.45, -0.52], radius: 0.3 },
  { from: [0.25, -0.22], to: [1.5, -0.2], radius: 0.3 },
  { from: [0.25, 0.22], to: [1.5, 0.2], radius: 0.3 },
  { from: [0.25, 0.64], to: [1.45, 0.46], radius: 0.3 },
  { from: [1.2, 0], to: [9, 0], radius: 0.62 },
];
const THUMB: Bone = { from: [1.15, -0.6], to: [0.1, -1.5], radius: 0.24 };
const FINGERS: readonly { readonly y: number; readonly length: number; readonly spread: number }[] = [
  { y: -0.75, length: 1.5, spread: -0.16 },
  { y: -0.25, length: 1.7, spread: -0.03 },
  { y: 0.25, length: 1.55, spread: 0.09 },
  { y: 0.74, length: 1.2, spread: 0.22 },
];
const FINGER_RADIUS = 0.21;

/** A square picture; the hand comes in from the side the wrist is on. */
export function drawHand(wanted: HandToDraw): GreyPicture {
  const capture = new Random(`hand:${wanted.identity}:${wanted.hand}:${wanted.capture}`);
  const hardness = 0.4;
  const skin = drawSkin(`identity:${wanted.identity}:${wanted.hand}`, capture, hardness);
  const bones = [...PALM, ...layFingers(wanted.fingers ?? 'spread', capture), THUMB];
  const angle = (((wanted.turnDeg ?? 0) + capture.normal()) * Math.PI) / 180;
  const row = ROW_PX * (1 + 0.02 * capture.normal());
  const [cos, sin] = [Math.cos(angle) / row, Math.sin(angle) / row];
  const pixels = new Uint8Array(SIDE_PX * SIDE_PX);
  for (let py = 0; py < SIDE_PX; py++) {
    for (let px = 0; px < SIDE_PX; px++) {
      const [u, v] = [px - SIDE_PX / 2, py - SIDE_PX / 2];
      const x = cos * u + sin * v + 0.2 + (wanted.moved ?? 0);
      const across = cos * v - sin * u;
      // The skin is laid out for a thumb above the fingers, as right hands have it.
      const y = wanted.hand === 'right' ? across : -across;
      const seen = isOnHand(bones, x, y) ? SKIN_GREY + skinAt(skin, x, y) : BACKGROUND_GREY;
      pixels[py * SIDE_PX + px] = min(255, max(0, round(seen + 1.5 * capture.normal())));
    }
  }
  return { width: SIDE_PX, height: SIDE_PX, pixels };
}

function layFingers(how: 'spread' | 'closed', capture: Random): Bone[] {
  return FINGERS.map(({ y, length, spread }) => {
    if (how === 'closed') return { from: [0.2, y], to: [0.2 - length, y * 0.9], radius: FINGER_RADIUS + 0.06 };
    const angle = spread + 0.02 * capture.normal();
    const to = [0.2 - length * Math.cos(angle), y + length * Math.sin(angle)] as const;
    return { from: [0.2, y], to, radius: FINGER_RADIUS };
  });
}

function isOnHand(bones: readonly Bone[], x: number, y: number): boolean {
  for (const { from, to, radius } of bones) {
    const [bx, by] = [to[0] - from[0], to[1] - from[1]];
    const [dx, dy] = [x - from[0], y - from[1]];
    const along = min(1, max(0, (dx * bx + dy * by) / (bx * bx + by * by)));
    const [ox, oy] = [dx - along * bx, dy - along * by];
    if (ox * ox + oy * oy <= radius * radius) return true;
  }
  return false;
}

function skinAt(skin: Field, x: number, y: number): number {
  const unit = ROI_PX / REGION.side;
  return sampleSkin(skin, (x - REGION.offset) * unit + MARGIN_PX, y * unit + ROI_PX / 2 + MARGIN_PX);
}
