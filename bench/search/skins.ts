/**
 * Skins of nobody and what the engine's filters answer to them on a grid of two pixels. The filters are linear, so the
 * answer to a mixture of skins is the mixture of their answers: a million palms can be made of some hundred drawings.
 */
import { KERNELS } from '../../libs/palm/src/filters.js';
import { drawSkin, sampleSkin } from '../../libs/palm/src/synthetic/draw-palm.js';
import { addNoise, newField, type Field } from '../../libs/palm/src/synthetic/field.js';
import { Random } from '../../libs/palm/src/synthetic/random.js';

/** Side of a skin, px, and of its map of answers, steps of two pixels; the map begins FIRST_PX into the skin. */
const SKIN_PX = 224;
export const MAP = 96;
const FIRST_PX = 18;
export const PLANES = 6;
/** Where the middle of a code's first cell lies on the map, with no shift. */
export const FIRST_CELL = 16;
const TAPS = 17;

export interface Skin {
  readonly field: Field;
  /** Plane by plane, row by row: answers in 1/16 of a grey level. */
  readonly answers: Int8Array;
}

export function drawSkins(count: number): Skin[] {
  return Array.from({ length: count }, (_, i) => answered(drawSkin(`skin ${i}`, new Random(`skin ${i}`), 0.3)));
}

/** What changes from capture to capture: fine texture and light. */
export function drawDisturbances(count: number): Skin[] {
  return Array.from({ length: count }, (_, i) => {
    const random = new Random(`disturbance ${i}`);
    const field = newField(SKIN_PX);
    addNoise(field, random, { sigmaPx: 1.5, amplitude: 4.2 });
    addNoise(field, random, { sigmaPx: 3, amplitude: 3.4 });
    addNoise(field, random, { sigmaPx: 40, amplitude: 10 });
    return answered(field);
  });
}

/** One of the eight ways to lay a square, by bits: swap x and y, then mirror x, mirror y. */
export interface Lay {
  readonly skin: Skin;
  readonly way: number;
  readonly weight: number;
  /** Steps of two pixels. */
  readonly up: number;
  readonly left: number;
}

/** How one walks the map of a laid skin: where the region's origin is, and the steps to the next row and column. */
export function walk(lay: Lay): { origin: number; down: number; across: number } {
  let [down, across] = lay.way & 1 ? [1, MAP] : [MAP, 1];
  let origin = (FIRST_CELL + lay.up) * down + (FIRST_CELL + lay.left) * across;
  if (lay.way & 2) {
    origin += (MAP - 1 - 2 * (FIRST_CELL + lay.left)) * across;
    across = -across;
  }
  if (lay.way & 4) {
    origin += (MAP - 1 - 2 * (FIRST_CELL + lay.up)) * down;
    down = -down;
  }
  return { origin, down, across };
}

/** The plane whose answers show in `plane` once the skin is laid that way. */
export function planeOf(plane: number, way: number): number {
  const mirrored = ((way >> 1) ^ (way >> 2)) & 1 ? (PLANES - plane) % PLANES : plane;
  return way & 1 ? (PLANES + 3 - mirrored) % PLANES : mirrored;
}

/** Grey of a laid skin at a pixel of the region, as the walk over its answers sees it. */
export function greyOf(lay: Lay, x: number, y: number): number {
  const middle = FIRST_PX + MAP - 1;
  // The first cell's middle is pixel 2 of the region.
  const u = FIRST_PX + 2 * (FIRST_CELL + lay.left) + x - 2 - middle;
  const v = FIRST_PX + 2 * (FIRST_CELL + lay.up) + y - 2 - middle;
  const mx = lay.way & 2 ? -u : u;
  const my = lay.way & 4 ? -v : v;
  return lay.way & 1
    ? sampleSkin(lay.skin.field, my + middle, mx + middle)
    : sampleSkin(lay.skin.field, mx + middle, my + middle);
}

function answered(field: Field): Skin {
  const answers = new Int8Array(PLANES * MAP * MAP);
  const reach = (TAPS - 1) / 2;
  const scale = KERNELS[0].reduce((sum, tap) => sum + Math.abs(tap), 0);
  KERNELS.forEach((kernel, plane) => {
    const taps = Float32Array.from(kernel, (tap) => tap / scale);
    for (let y = 0; y < MAP; y++) {
      for (let x = 0; x < MAP; x++) {
        const corner = (FIRST_PX + 2 * y - reach) * SKIN_PX + FIRST_PX + 2 * x - reach;
        let sum = 0;
        for (let ty = 0; ty < TAPS; ty++) {
          const row = corner + ty * SKIN_PX;
          for (let tx = 0; tx < TAPS; tx++) sum += field.values[row + tx] * taps[ty * TAPS + tx];
        }
        answers[(plane * MAP + y) * MAP + x] = Math.max(-127, Math.min(127, Math.round(16 * sum)));
      }
    }
  });
  return { field, answers };
}
