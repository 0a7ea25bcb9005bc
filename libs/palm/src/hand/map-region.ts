/** Where the region of interest lies behind the row of valleys, for every way of finding them. */
import { ROI_PX } from '../parameters.js';
import type { PixelMap } from '../picture.js';
import type { Hand } from '../refusal.js';
import type { Point } from './contour.js';

/** The region's side and its distance from the row of valleys, in lengths of that row. */
export const SIDE = 1.15;
const OFFSET = 0.15;

/** The outer valleys, px, and the side of the picture that the thumb is on. */
export interface Row {
  readonly index: Point;
  readonly little: Point;
  readonly thumb: Hand;
}

/** Target pixel of the region to source pixel: x runs from the fingers to the wrist, y to the fingers' left. */
export function mapRegion({ index, little, thumb }: Row): PixelMap {
  const [left, right] = thumb === 'right' ? [little, index] : [index, little];
  const row = Math.hypot(right.x - left.x, right.y - left.y);
  // Unit vector from the fingers' right to their left, and from the fingers to the wrist (y grows downwards).
  const across = { x: (left.x - right.x) / row, y: (left.y - right.y) / row };
  const down = { x: across.y, y: -across.x };
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const step = (SIDE * row) / ROI_PX;
  const originX = middle.x + down.x * OFFSET * row - across.x * (SIDE / 2) * row + ((down.x + across.x) * step) / 2;
  const originY = middle.y + down.y * OFFSET * row - across.y * (SIDE / 2) * row + ((down.y + across.y) * step) / 2;
  const fixed = (value: number) => Math.round(value * 65536);
  return {
    a: fixed(down.x * step),
    b: fixed(across.x * step),
    c: fixed(originX),
    d: fixed(down.y * step),
    e: fixed(across.y * step),
    f: fixed(originY),
  };
}
