/** Whole hands of nobody, in grey before a dark background or in colour before any: a simple shape with the palm that `drawPalm` draws. */
import { ROI_PX } from '../parameters.js';
import type { ColourPicture } from '../landmarks/colour-picture.js';
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

/** A square picture in grey; the hand comes in from the side the wrist is on. */
export function drawHand(wanted: HandToDraw): GreyPicture {
  const pixels = new Uint8Array(SIDE_PX * SIDE_PX);
  eachPixel(wanted, (at, { depth, skin, noise }) => {
    pixels[at] = min(255, max(0, round((depth > 0 ? SKIN_GREY + skin : BACKGROUND_GREY) + noise)));
  });
  return { width: SIDE_PX, height: SIDE_PX, pixels };
}

/** What a camera sees at a pixel. */
interface SurfacePoint {
  /** 1 on the axis of a finger or in the palm's middle, 0 at the outline, less beyond. */
  readonly depth: number;
  /** How light the flesh's shape and the fingers' creases make it, about 0; in colour pictures only. */
  readonly relief: number;
  /** Grey of the skin there, about 0. */
  readonly skin: number;
  readonly noise: number;
}

/** Light, skin and background of a colour picture; chosen by the capture where left out. */
export interface Scene {
  /** Red, green, blue of skin in full light. */
  readonly skinTone: readonly [number, number, number];
  readonly background: readonly [number, number, number];
  /** Where the light comes from, and how much less of it reaches the other side, 0…1. */
  readonly light: { readonly angleDeg: number; readonly falloff: number };
}

const SKIN_TONES: readonly Scene['skinTone'][] = [
  [236, 188, 160],
  [224, 172, 138],
  [198, 142, 108],
  [150, 102, 76],
];
const BACKGROUNDS: readonly Scene['background'][] = [
  [40, 42, 48],
  [120, 128, 132],
  [205, 208, 210],
  [92, 74, 60],
];
/** Bulges of the palm: middle, reach each way, and how much lighter they are. */
const MOUNDS = [
  { at: [0.85, -0.62], reach: [0.5, 0.3], height: 0.16 },
  { at: [0.95, 0.5], reach: [0.55, 0.28], height: 0.1 },
  { at: [0.15, -0.5], reach: [0.18, 0.2], height: 0.07 },
  { at: [0.15, 0], reach: [0.18, 0.2], height: 0.07 },
  { at: [0.15, 0.5], reach: [0.18, 0.2], height: 0.07 },
  { at: [0.65, 0], reach: [0.35, 0.25], height: -0.1 },
] as const;
/** Creases of a finger along its length, from its base; how dark and how wide, in lengths of the row. */
const CREASES = [0.2, 0.5, 0.74];
const CREASE_DEPTH = 0.2;
const CREASE_WIDTH = 0.035;
/** Of the skin's own pattern: in colour it lies under the shape of the flesh. */
const SKIN_SHARE = 0.75;
/** How much darker the skin is where it turns away at the outline. */
const EDGE_SHADE = 0.45;
/** Colour of the background changes slowly over it, by so much either way. */
const BACKGROUND_SWING = 14;

/** A square picture in colour, as a camera before some background gives it: the landmark network finds the hand. */
export function drawHandPicture(wanted: HandToDraw, scene: Partial<Scene> = {}): ColourPicture {
  const { skinTone, background, light } = { ...sceneOf(wanted), ...scene };
  const turn = (light.angleDeg * Math.PI) / 180;
  const pixels = new Uint8Array(3 * SIDE_PX * SIDE_PX);
  eachPixel(wanted, (at, { depth, relief, skin, noise }) => {
    const [u, v] = [(at % SIDE_PX) / SIDE_PX - 0.5, Math.floor(at / SIDE_PX) / SIDE_PX - 0.5];
    const lit = 1 - light.falloff * (0.5 - (u * Math.cos(turn) + v * Math.sin(turn)) / Math.SQRT2);
    const shade = lit * (1 - EDGE_SHADE * (1 - min(1, max(0, depth))) ** 2);
    const swing = BACKGROUND_SWING * Math.sin(9 * u + 5 * v);
    for (let channel = 0; channel < 3; channel++) {
      const value =
        depth > 0
          ? (skinTone[channel] * (1 + relief) + SKIN_SHARE * skin) * shade
          : (background[channel] + swing) * lit;
      pixels[3 * at + channel] = min(255, max(0, round(value + noise)));
    }
  });
  return { width: SIDE_PX, height: SIDE_PX, pixels };
}

function sceneOf({ identity, capture }: HandToDraw): Scene {
  const person = new Random(`tone:${identity}`);
  const place = new Random(`scene:${identity}:${capture}`);
  const of = <T>(list: readonly T[], random: Random) => list[Math.floor(random.next() * list.length)];
  return {
    skinTone: of(SKIN_TONES, person),
    background: of(BACKGROUNDS, place),
    light: { angleDeg: 360 * place.next(), falloff: 0.1 + 0.3 * place.next() },
  };
}

function eachPixel(wanted: HandToDraw, see: (at: number, seen: SurfacePoint) => void): void {
  const capture = new Random(`hand:${wanted.identity}:${wanted.hand}:${wanted.capture}`);
  const hardness = 0.4;
  const skin = drawSkin(`identity:${wanted.identity}:${wanted.hand}`, capture, hardness);
  const fingers = layFingers(wanted.fingers ?? 'spread', capture);
  const bones = [...PALM, ...fingers, THUMB];
  const angle = (((wanted.turnDeg ?? 0) + capture.normal()) * Math.PI) / 180;
  const row = ROW_PX * (1 + 0.02 * capture.normal());
  const [cos, sin] = [Math.cos(angle) / row, Math.sin(angle) / row];
  for (let py = 0; py < SIDE_PX; py++) {
    for (let px = 0; px < SIDE_PX; px++) {
      const [u, v] = [px - SIDE_PX / 2, py - SIDE_PX / 2];
      const x = cos * u + sin * v + 0.2 + (wanted.moved ?? 0);
      const across = cos * v - sin * u;
      // The skin is laid out for a thumb above the fingers, as right hands have it.
      const y = wanted.hand === 'right' ? across : -across;
      const depth = depthOnHand(bones, x, y);
      const grey = depth > 0 ? skinAt(skin, x, y) : 0;
      see(py * SIDE_PX + px, { depth, relief: reliefAt(fingers, x, y), skin: grey, noise: 1.5 * capture.normal() });
    }
  }
}

function layFingers(how: 'spread' | 'closed', capture: Random): Bone[] {
  return FINGERS.map(({ y, length, spread }) => {
    if (how === 'closed') return { from: [0.2, y], to: [0.2 - length, y * 0.9], radius: FINGER_RADIUS + 0.06 };
    const angle = spread + 0.02 * capture.normal();
    const to = [0.2 - length * Math.cos(angle), y + length * Math.sin(angle)] as const;
    return { from: [0.2, y], to, radius: FINGER_RADIUS };
  });
}

/** 1 on the axis of the nearest bone, 0 at its outline; in the palm, where bones overlap, nearly 1 throughout. */
function depthOnHand(bones: readonly Bone[], x: number, y: number): number {
  let depth = -1;
  for (const { from, to, radius } of bones) {
    const [bx, by] = [to[0] - from[0], to[1] - from[1]];
    const [dx, dy] = [x - from[0], y - from[1]];
    const along = min(1, max(0, (dx * bx + dy * by) / (bx * bx + by * by)));
    const [ox, oy] = [dx - along * bx, dy - along * by];
    depth = max(depth, 1 - (ox * ox + oy * oy) / (radius * radius));
  }
  return depth;
}

/** Balls of thumb and little finger, pads below the fingers, the hollow between, and the two creases of each finger. */
function reliefAt(fingers: readonly Bone[], x: number, y: number): number {
  let relief = 0;
  for (const { at, reach, height } of MOUNDS)
    relief += height * Math.exp(0 - ((x - at[0]) / reach[0]) ** 2 - ((y - at[1]) / reach[1]) ** 2);
  for (const { from, to, radius } of [...fingers, THUMB]) {
    const [bx, by] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(bx, by);
    const along = ((x - from[0]) * bx + (y - from[1]) * by) / (length * length);
    const aside = Math.abs((x - from[0]) * by - (y - from[1]) * bx) / length;
    if (aside > 1.1 * radius) continue;
    for (const crease of CREASES) {
      const away = ((along - crease) * length) / CREASE_WIDTH;
      relief -= CREASE_DEPTH * Math.exp(-away * away);
    }
  }
  return relief;
}

function skinAt(skin: Field, x: number, y: number): number {
  const unit = ROI_PX / REGION.side;
  return sampleSkin(skin, (x - REGION.offset) * unit + MARGIN_PX, y * unit + ROI_PX / 2 + MARGIN_PX);
}
