/** Palms of nobody: pictures that behave under the engine as skin does, decided by an identity seed and a capture seed. */
import { ROI_PX } from '../parameters.js';
import type { GreyPicture } from '../picture.js';
import type { Hand } from '../refusal.js';
import { drawIdentity, engrave, varyCrease } from './creases.js';
import { addNoise, newField, type Field } from './field.js';
import { Random } from './random.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { abs, floor, hypot, max, min, round } = Math;

/** What is done to a capture on top of its own small variation. */
export interface CapturePose {
  readonly turnDeg?: number;
  /** Above one the hand is larger in the picture. */
  readonly scale?: number;
  readonly shiftXPx?: number;
  readonly shiftYPx?: number;
  /** Standard deviation of added sensor noise, grey levels. */
  readonly noise?: number;
}

export interface PalmToDraw {
  readonly identity: string;
  readonly capture: string;
  readonly hand?: Hand;
  readonly pose?: CapturePose;
}

/** Skin drawn around the region of interest, so that a moved hand still fills the frame. */
export const MARGIN_PX = 48;
const CANVAS_PX = ROI_PX + 2 * MARGIN_PX;
export const SKIN_GREY = 150;
/** A capture harder than this could fail to agree with the others of its enrollment. */
const MAX_HARDNESS = 0.65;

const IDENTITY_TEXTURE = [
  { sigmaPx: 1.2, amplitude: 2.75 },
  { sigmaPx: 2.2, amplitude: 4 },
  { sigmaPx: 4.5, amplitude: 6 },
  { sigmaPx: 12, amplitude: 9 },
  { sigmaPx: 30, amplitude: 14 },
];

/** A 128×128 region of interest; the two hands of one identity have nothing in common. */
export function drawPalm(palm: PalmToDraw): GreyPicture {
  const hand = palm.hand ?? 'left';
  const capture = new Random(`capture:${palm.identity}:${hand}:${palm.capture}`);
  const hardness = min(MAX_HARDNESS, 0.62 * Math.exp(0.35 * capture.normal()));
  const skin = drawSkin(`identity:${palm.identity}:${hand}`, capture, hardness);
  const seen = photograph(skin, capture, { hardness, pose: palm.pose ?? {} });
  // The lines are laid out as on a right hand: thumb at the top when the fingers are to the left.
  return hand === 'right' ? seen : flip(seen);
}

/** Lines and texture of one identity, a little varied, on a square that is MARGIN_PX wider than the region each side. */
export function drawSkin(identitySeed: string, capture: Random, hardness: number): Field {
  const identity = new Random(identitySeed);
  const skin = newField(CANVAS_PX);
  const creases = drawIdentity(identity, ROI_PX);
  for (const octave of IDENTITY_TEXTURE) addNoise(skin, identity, octave);
  for (const crease of creases) engrave(skin, varyCrease(crease, capture, hardness), MARGIN_PX);
  return skin;
}

function photograph(skin: Field, capture: Random, how: { hardness: number; pose: CapturePose }): GreyPicture {
  const { hardness: h, pose } = how;
  const bendX = elasticField(capture, h);
  const bendY = elasticField(capture, h);
  const angle = ((1.6 * h * capture.normal() + (pose.turnDeg ?? 0)) * Math.PI) / 180;
  const scale = (1 + 0.018 * h * capture.normal()) * (pose.scale ?? 1);
  const cos = Math.cos(angle) / scale;
  const sin = Math.sin(angle) / scale;
  const moveX = 2.6 * h * capture.normal() + (pose.shiftXPx ?? 0);
  const moveY = 2.6 * h * capture.normal() + (pose.shiftYPx ?? 0);
  const light = lightField(capture, h);
  const gain = Math.exp(0.15 * capture.normal());
  const noise = hypot(2.2 * h, pose.noise ?? 0);
  const centre = (ROI_PX - 1) / 2;
  const pixels = new Uint8Array(ROI_PX * ROI_PX);
  for (let y = 0; y < ROI_PX; y++) {
    for (let x = 0; x < ROI_PX; x++) {
      const at = y * ROI_PX + x;
      const u = x - centre - moveX;
      const v = y - centre - moveY;
      const sx = cos * u + sin * v + centre + MARGIN_PX + bendX.values[at];
      const sy = -sin * u + cos * v + centre + MARGIN_PX + bendY.values[at];
      const grey = (SKIN_GREY + sampleSkin(skin, sx, sy) + light.values[at]) * gain + noise * capture.normal();
      pixels[at] = min(255, max(0, round(grey)));
    }
  }
  return { width: ROI_PX, height: ROI_PX, pixels };
}

function elasticField(capture: Random, h: number): Field {
  const bend = newField(ROI_PX);
  addNoise(bend, capture, { sigmaPx: 28, amplitude: 1.3 * h });
  addNoise(bend, capture, { sigmaPx: 14, amplitude: 0.45 * h });
  return bend;
}

/** Light that differs from day to day, and skin texture that does not stay. */
function lightField(capture: Random, h: number): Field {
  const light = newField(ROI_PX);
  addNoise(light, capture, { sigmaPx: 40, amplitude: 10 * h });
  addNoise(light, capture, { sigmaPx: 1.5, amplitude: 4.2 * h });
  addNoise(light, capture, { sigmaPx: 3, amplitude: 3.4 * h });
  const rampX = (10 * capture.normal()) / ROI_PX;
  const rampY = (10 * capture.normal()) / ROI_PX;
  for (let y = 0; y < ROI_PX; y++) {
    for (let x = 0; x < ROI_PX; x++) {
      light.values[y * ROI_PX + x] += rampX * (x - ROI_PX / 2) + rampY * (y - ROI_PX / 2);
    }
  }
  return light;
}

/** Bilinear, mirrored beyond the border. */
export function sampleSkin(field: Field, x: number, y: number): number {
  const { side, values } = field;
  const cx = fold(x, side - 2);
  const cy = fold(y, side - 2);
  const x0 = floor(cx);
  const y0 = floor(cy);
  const fx = cx - x0;
  const fy = cy - y0;
  const at = y0 * side + x0;
  const top = values[at] * (1 - fx) + values[at + 1] * fx;
  return top * (1 - fy) + (values[at + side] * (1 - fx) + values[at + side + 1] * fx) * fy;
}

function fold(at: number, last: number): number {
  if (at >= 0 && at <= last) return at;
  const around = abs(at) % (2 * last);
  return around <= last ? around : 2 * last - around;
}

function flip(picture: GreyPicture): GreyPicture {
  const { width, height, pixels } = picture;
  const flipped = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) flipped.set(pixels.subarray(y * width, (y + 1) * width), (height - 1 - y) * width);
  return { width, height, pixels: flipped };
}
