/** A colour picture, its smaller copies, and the crops that the landmark network looks at. */
import type { GreyPicture } from '../picture.js';
import { CROP_PX } from './network.js';

/** Row-major RGB, 8 bits a channel. */
export interface ColourPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A square on the picture, px; `angle` in radians, 0 upright, rising clockwise. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly angle: number;
}

const { cos, floor, min, sin } = Math;

/** Halving stops here: the smallest crop still has pixels of its own. */
const MIN_SIDE_PX = 200;
const MAX_LEVELS = 5;
/** Luma in 1/65536. */
const [RED, GREEN, BLUE] = [19_595, 38_470, 7_471];

export function isColourPicture({ width, height, pixels }: ColourPicture): boolean {
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  return whole && pixels.length === 3 * width * height;
}

/** A part of a picture, px. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The picture, or a part of it, in grey: Rec. 601 luma in whole numbers. */
export function greyOf(picture: ColourPicture, window: Window = { left: 0, top: 0, ...sizeOf(picture) }): GreyPicture {
  const { width, pixels } = picture;
  const grey = new Uint8Array(window.width * window.height);
  let at = 0;
  for (let y = 0; y < window.height; y++) {
    let from = 3 * ((window.top + y) * width + window.left);
    for (let x = 0; x < window.width; x++, from += 3)
      grey[at++] = (RED * pixels[from] + GREEN * pixels[from + 1] + BLUE * pixels[from + 2] + 32_768) >> 16;
  }
  return { ...sizeOf(window), pixels: grey };
}

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });

/** The picture and its halves, largest first. */
export function halvings(picture: ColourPicture): ColourPicture[] {
  const levels = [picture];
  for (let last = picture; min(last.width, last.height) > MIN_SIDE_PX && levels.length < MAX_LEVELS;) {
    last = halve(last);
    levels.push(last);
  }
  return levels;
}

function halve({ width, height, pixels }: ColourPicture): ColourPicture {
  const size = { width: width >> 1, height: height >> 1 };
  const half = new Uint8Array(3 * size.width * size.height);
  const below = 3 * width;
  let at = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      for (let from = 3 * (2 * y * width + 2 * x), end = from + 3; from < end; from++)
        half[at++] = (pixels[from] + pixels[from + 3] + pixels[from + below] + pixels[from + below + 3] + 2) >> 2;
    }
  }
  return { ...size, pixels: half };
}

/** The box, bilinear, as the network takes it: 224 × 224 × 3 values of 0…1; black beyond the picture. */
export function cutCrop(levels: readonly ColourPicture[], box: Box): Float32Array {
  let level = 0;
  while (level + 1 < levels.length && box.size / CROP_PX >= 2 ** (level + 1)) level++;
  const picture = levels[level];
  const scale = 1 / 2 ** level;
  const step = (box.size / CROP_PX) * scale;
  const right = { x: cos(box.angle) * step, y: sin(box.angle) * step };
  const crop = new Float32Array(CROP_PX * CROP_PX * 3);
  const sample = { picture, crop };
  for (let row = 0; row < CROP_PX; row++) {
    const v = row + 0.5 - CROP_PX / 2;
    for (let column = 0; column < CROP_PX; column++) {
      const u = column + 0.5 - CROP_PX / 2;
      const x = box.x * scale + right.x * u - right.y * v - 0.5;
      const y = box.y * scale + right.y * u + right.x * v - 0.5;
      samplePixel(sample, (row * CROP_PX + column) * 3, { x, y });
    }
  }
  return crop;
}

function samplePixel(
  { picture, crop }: { picture: ColourPicture; crop: Float32Array },
  to: number,
  { x, y }: { x: number; y: number },
): void {
  const { width, height, pixels } = picture;
  const [left, top] = [floor(x), floor(y)];
  if (left < -1 || top < -1 || left >= width || top >= height) return;
  for (let corner = 0; corner < 4; corner++) {
    const px = left + (corner & 1);
    const py = top + (corner >> 1);
    if (px < 0 || py < 0 || px >= width || py >= height) continue;
    const weight = ((corner & 1 ? x - left : 1 - x + left) * (corner >> 1 ? y - top : 1 - y + top)) / 255;
    const from = (py * width + px) * 3;
    crop[to] += weight * pixels[from];
    crop[to + 1] += weight * pixels[from + 1];
    crop[to + 2] += weight * pixels[from + 2];
  }
}
