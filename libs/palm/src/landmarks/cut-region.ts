/** The region of interest of a hand that landmarks found, from the picture as it came, in the convention of `findPalm`. */
import type { Point } from '../hand/contour.js';
import { mapRegion, SIDE } from '../hand/map-region.js';
import { ROI_PX } from '../parameters.js';
import { resample, warp, type GreyPicture, type PixelMap } from '../picture.js';
import { greyOf, type ColourPicture, type Window } from './colour-picture.js';
import { thumbSide } from './find-hand.js';
import { VALLEYS, type LandmarkWeight } from './valleys-of-landmarks.js';

export interface Region {
  readonly roi: GreyPicture;
  /** Part of the region beyond the picture, 0…1. */
  readonly beyond: number;
}

/** Regions larger than this on the picture are shrunk by a whole factor before they are cut, px. */
const CUT_PX = 160;
/** Pixels around the region that shrinking and interpolation reach, in pixels of the shrunk picture. */
const MARGIN_PX = 3;
const SAMPLED_EVERY = 4;

/** @param points the 21 landmarks, px of the picture */
export function cutRegion(picture: ColourPicture, points: readonly Point[]): Region {
  const thumb = thumbSide(points);
  const row = { index: valley(VALLEYS.index, points, thumb), little: valley(VALLEYS.little, points, thumb), thumb };
  const length = Math.hypot(row.index.x - row.little.x, row.index.y - row.little.y);
  const factor = Math.max(1, Math.floor((SIDE * length) / CUT_PX));
  const window = windowOf(picture, mapRegion(row), factor);
  const grey = greyOf(picture, window);
  const shrunk = factor === 1 ? grey : resample(grey, grey.width / factor, grey.height / factor);
  const within = ({ x, y }: Point) => ({
    x: (x - window.left) / factor - 0.5,
    y: (y - window.top) / factor - 0.5,
  });
  const map = mapRegion({ index: within(row.index), little: within(row.little), thumb });
  return { roi: warp(shrunk, map, { width: ROI_PX, height: ROI_PX }), beyond: partBeyond(picture, mapRegion(row)) };
}

function valley(weights: readonly LandmarkWeight[], points: readonly Point[], thumb: 'left' | 'right'): Point {
  const mirror = thumb === 'right' ? 1 : -1;
  let x = 0;
  let y = 0;
  for (const { landmark, re, im } of weights) {
    const point = points[landmark];
    x += re * mirror * point.x - im * point.y;
    y += im * mirror * point.x + re * point.y;
  }
  return { x: mirror * x, y };
}

/** The part of the picture around the region, in whole multiples of the factor. */
function windowOf(picture: ColourPicture, map: PixelMap, factor: number): Window {
  const corners = [0, ROI_PX - 1].flatMap((y) => [0, ROI_PX - 1].map((x) => sourceOf(map, x, y)));
  const margin = MARGIN_PX * factor;
  const span = (values: number[], limit: number) => {
    const from = Math.min(limit - factor, Math.max(0, Math.floor(Math.min(...values)) - margin));
    const to = Math.min(limit, Math.max(from + factor, Math.ceil(Math.max(...values)) + margin));
    return { from, length: Math.floor((to - from) / factor) * factor };
  };
  const across = span(
    corners.map(({ x }) => x),
    picture.width,
  );
  const down = span(
    corners.map(({ y }) => y),
    picture.height,
  );
  return { left: across.from, top: down.from, width: across.length, height: down.length };
}

function partBeyond({ width, height }: ColourPicture, map: PixelMap): number {
  let beyond = 0;
  let all = 0;
  for (let y = 0; y < ROI_PX; y += SAMPLED_EVERY) {
    for (let x = 0; x < ROI_PX; x += SAMPLED_EVERY, all++) {
      const point = sourceOf(map, x, y);
      if (point.x < 0 || point.y < 0 || point.x >= width || point.y >= height) beyond++;
    }
  }
  return beyond / all;
}

function sourceOf({ a, b, c, d, e, f }: PixelMap, x: number, y: number): Point {
  return { x: (a * x + b * y + c) / 65536, y: (d * x + e * y + f) / 65536 };
}
