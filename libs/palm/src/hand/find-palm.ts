/** From a picture of a whole hand, however turned, to its region of interest with the fingers to the left. */
import { ROI_PX } from '../parameters.js';
import { isPicture, resample, warp, type GreyPicture, type PixelMap } from '../picture.js';
import { assess } from '../quality.js';
import type { Hand, Refusal } from '../refusal.js';
import { traceOutline, type Point } from './contour.js';
import { openGaps } from './gaps.js';
import { mapRegion } from './map-region.js';
import { findSilhouettes, open, type Silhouette } from './silhouette.js';
import { findValleys, type Valleys } from './valleys.js';

export type PalmFound =
  | { readonly roi: GreyPicture; readonly hand: Hand; readonly refusal: null }
  | { readonly roi: null; readonly hand: null; readonly refusal: Refusal };

/** Longest side worked on, px, and the shortest that can hold a hand worth coding. */
const WORKING_PX = 640;
const MIN_SIDE_PX = 160;
const MAX_SIDE_PX = 8192;
/** Radii of the opening as parts of the square root of the hand's area; half a little finger's width is .05. */
const OPENINGS = [0.02, 0.03, 0.04];
const EVEN_ROW = 0.1;
const MIN_HAND_AREA = 0.04;
const MIN_INSIDE = 0.9;

/** The palm must face the camera: which hand it is follows from the side the thumb is on. */
export function findPalm(picture: GreyPicture): PalmFound {
  const { width, height } = picture;
  const shorter = Math.min(width, height);
  if (!isPicture(picture) || shorter < MIN_SIDE_PX || Math.max(width, height) > MAX_SIDE_PX) {
    return refuse('bad_dimensions');
  }
  const scale = Math.min(1, WORKING_PX / Math.max(width, height));
  const working = resample(picture, Math.round(width * scale), Math.round(height * scale));
  const light = refuseLight(working);
  if (light !== null) return refuse(light);
  let first: PalmFound | null = null;
  for (const shape of findSilhouettes(working)) {
    const found = shape.area < MIN_HAND_AREA * working.pixels.length ? refuse('no_hand') : cutOut(working, shape);
    if (found.roi !== null) return found;
    first ??= found;
  }
  return first ?? refuse('no_hand');
}

function cutOut(picture: GreyPicture, rough: Silhouette): PalmFound {
  const cleaned = cleanHand(rough);
  if (cleaned === null) return refuse('no_hand');
  const { shape, outline, valleys } = cleaned;
  if (valleys === null) return refuse(explainMissingValleys(shape, outline));
  const map = mapRegion(valleys);
  const inside = coverage(shape, map);
  if (inside.beyondFrame > 0) return refuse('outside_frame');
  if (inside.onHand < MIN_INSIDE) return refuse('no_palm');
  const roi = warp(picture, map, { width: ROI_PX, height: ROI_PX });
  const { refusal } = assess(roi);
  if (refusal !== null) return refuse(refusal);
  // The palm faces the camera: with the fingers up, a right hand has its thumb on the right.
  return { roi, hand: valleys.thumb, refusal: null };
}

/** Opens the shape just enough that the fingers' gaps lie in an even row: a bead or ring may block one. */
function cleanHand(rough: Silhouette): { shape: Silhouette; outline: Point[]; valleys: Valleys | null } | null {
  let best: { shape: Silhouette; outline: Point[]; valleys: Valleys | null } | null = null;
  const freed = openGaps(rough);
  for (const opening of OPENINGS) {
    const shape = open(freed, opening * Math.sqrt(rough.area));
    if (shape === null) break;
    const outline = traceOutline(shape);
    const valleys = findValleys(outline, shape.area);
    const better = best === null || (valleys?.irregularity ?? Infinity) < (best.valleys?.irregularity ?? Infinity);
    if (better) best = { shape, outline, valleys };
    // Opening frees gaps, it makes none.
    if (valleys === null || valleys.irregularity < EVEN_ROW) break;
  }
  return best;
}

/** Part of the region on the hand, and how many of its sampled points lie beyond the picture. */
function coverage(shape: Silhouette, map: PixelMap): { onHand: number; beyondFrame: number } {
  let onHand = 0;
  let beyondFrame = 0;
  let points = 0;
  for (let y = 0; y < ROI_PX; y += 4) {
    for (let x = 0; x < ROI_PX; x += 4) {
      points++;
      const sx = Math.round((map.a * x + map.b * y + map.c) / 65536);
      const sy = Math.round((map.d * x + map.e * y + map.f) / 65536);
      if (sx < 0 || sy < 0 || sx >= shape.width || sy >= shape.height) beyondFrame++;
      else onHand += shape.inside[sy * shape.width + sx];
    }
  }
  return { onHand: onHand / points, beyondFrame };
}

function refuseLight(picture: GreyPicture): Refusal | null {
  const sorted = new Uint32Array(256);
  for (const grey of picture.pixels) sorted[grey]++;
  let above = 0;
  let bright = 255;
  for (; bright > 0 && above < 0.05 * picture.pixels.length; bright--) above += sorted[bright];
  if (bright < 35) return 'too_dark';
  return sorted[255] + sorted[254] > 0.6 * picture.pixels.length ? 'saturated' : null;
}

/** A hand leaves the picture at the wrist: on two sides it is cut off, on one and longer than wide it is closed. */
function explainMissingValleys(shape: Silhouette, outline: readonly Point[]): Refusal {
  const { width, height } = shape;
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (const { x, y } of outline) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const cut = [box.left === 0, box.top === 0, box.right === width - 1, box.bottom === height - 1].filter(
    Boolean,
  ).length;
  if (cut === 0 || cut === 4) return 'no_hand';
  if (cut > 1) return 'outside_frame';
  const [wide, tall] = [box.right - box.left, box.bottom - box.top];
  return Math.max(wide, tall) >= 1.25 * Math.min(wide, tall) ? 'fingers_closed' : 'no_hand';
}

function refuse(refusal: Refusal): PalmFound {
  return { roi: null, hand: null, refusal };
}
