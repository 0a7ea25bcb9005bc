/** The lines of a drawn palm: three principal lines, a few long ones and many creases, as Bézier curves and their ink. */
import type { Field } from './field.js';
import type { Random } from './random.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, hypot, max, min } = Math;

/** Control points in px of the region of interest: x, y four times. */
export interface Crease {
  readonly points: readonly number[];
  readonly widthPx: number;
  readonly depth: number;
}

/** In unit ROI coordinates, fingers to the left (after BézierPalm, Zhao et al. 2022). */
const PRINCIPAL = [
  [0.12, 1.05, 0.3, 0.8, 0.33, 0.5, 0.15, 0.05],
  [0.33, -0.08, 0.4, 0.35, 0.62, 0.7, 0.85, 1.0],
  [0.36, -0.08, 0.62, 0.1, 0.85, 0.3, 1.05, 0.55],
];
const CONTROL_JITTER = 0.055;

export function drawIdentity(random: Random, roiPx: number): Crease[] {
  const creases: Crease[] = PRINCIPAL.map((line) => ({
    points: line.map((at) => (at + CONTROL_JITTER * random.normal()) * roiPx),
    widthPx: random.between(2, 3.8),
    depth: random.between(28, 52),
  }));
  for (let more = random.whole(0, 2); more > 0; more--) creases.push(longLine(random, roiPx));
  const preferred = [random.between(0, Math.PI), random.between(0, Math.PI), random.between(0, Math.PI)];
  for (let more = random.whole(45, 110); more > 0; more--) creases.push(smallCrease(random, roiPx, preferred));
  return creases;
}

function longLine(random: Random, roiPx: number): Crease {
  const points: number[] = [];
  const [x0, y0, x1, y1] = [random.next(), random.next(), random.next(), random.next()];
  for (let i = 0; i < 4; i++) {
    points.push((x0 + ((x1 - x0) * i) / 3 + 0.08 * random.normal()) * roiPx);
    points.push((y0 + ((y1 - y0) * i) / 3 + 0.08 * random.normal()) * roiPx);
  }
  return { points, widthPx: random.between(1.3, 2.6), depth: random.between(14, 30) };
}

function smallCrease(random: Random, roiPx: number, preferred: readonly number[]): Crease {
  const length = 6 + random.gamma(2.2, 9);
  const aligned = random.next() < 0.45;
  const angle = aligned ? preferred[random.whole(0, 2)] + 0.25 * random.normal() : random.between(0, Math.PI);
  const x = random.between(-0.05, 1.05) * roiPx;
  const y = random.between(-0.05, 1.05) * roiPx;
  const bend = 0.08 * length;
  const points: number[] = [];
  for (let i = 0; i < 4; i++) {
    const along = length * (i / 3 - 0.5);
    points.push(
      x + Math.cos(angle) * along + bend * random.normal(),
      y + Math.sin(angle) * along + bend * random.normal(),
    );
  }
  return { points, widthPx: random.between(0.6, 1.7), depth: random.gamma(2, 4.2) };
}

/** The same crease on another day: moved as a whole, a little deeper or fainter. */
export function varyCrease(crease: Crease, random: Random, hardness: number): Crease {
  const dx = 0.35 * hardness * random.normal();
  const dy = 0.35 * hardness * random.normal();
  const depth = crease.depth * Math.exp(0.28 * hardness * random.normal());
  return { ...crease, depth, points: crease.points.map((at, i) => at + (i % 2 === 0 ? dx : dy)) };
}

/** Darkens the field along the crease with a Gaussian profile; a crease crossing itself is not darker for it. */
export function engrave(field: Field, crease: Crease, marginPx: number): void {
  const { side, values } = field;
  const reach = Math.ceil(crease.widthPx * 1.6 + 1);
  const line = flatten(crease.points, marginPx);
  const box = bounds(line, reach, side);
  if (box === null) return;
  const ink = new Float32Array(box.width * box.height);
  const sharpness = 1 / (2 * (crease.widthPx / 2) ** 2);
  const segments = line.length / 2 - 1;
  for (let s = 0; s < segments; s++) {
    const taper = min(1, 0.35 + 3 * min((s + 0.5) / segments, 1 - (s + 0.5) / segments));
    inkSegment(ink, box, { line, at: s * 2, reach, sharpness, taper });
  }
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      values[(y + box.top) * side + x + box.left] -= crease.depth * ink[y * box.width + x];
    }
  }
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Stroke {
  line: Float64Array;
  at: number;
  reach: number;
  sharpness: number;
  taper: number;
}

function inkSegment(ink: Float32Array, box: Box, stroke: Stroke): void {
  const { line, at, reach, sharpness, taper } = stroke;
  const [x0, y0, x1, y1] = line.subarray(at, at + 4);
  const [ex, ey] = [x1 - x0, y1 - y0];
  const lengthSq = ex * ex + ey * ey || 1e-9;
  const top = max(box.top, floor(min(y0, y1) - reach));
  const bottom = min(box.top + box.height - 1, Math.ceil(max(y0, y1) + reach));
  const left = max(box.left, floor(min(x0, x1) - reach));
  const right = min(box.left + box.width - 1, Math.ceil(max(x0, x1) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const t = min(1, max(0, ((x - x0) * ex + (y - y0) * ey) / lengthSq));
      const dx = x - x0 - t * ex;
      const dy = y - y0 - t * ey;
      const dark = taper * Math.exp(-(dx * dx + dy * dy) * sharpness);
      const cell = (y - box.top) * box.width + x - box.left;
      if (dark > ink[cell]) ink[cell] = dark;
    }
  }
}

/** The cubic as a polyline with a point about every three pixels. */
function flatten(points: readonly number[], marginPx: number): Float64Array {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = points;
  const length = hypot(x1 - x0, y1 - y0) + hypot(x2 - x1, y2 - y1) + hypot(x3 - x2, y3 - y2);
  const steps = max(4, Math.ceil(length / 3));
  const line = new Float64Array((steps + 1) * 2);
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    line[i * 2] = a * x0 + b * x1 + c * x2 + d * x3 + marginPx;
    line[i * 2 + 1] = a * y0 + b * y1 + c * y2 + d * y3 + marginPx;
  }
  return line;
}

function bounds(line: Float64Array, reach: number, side: number): Box | null {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let i = 0; i < line.length; i += 2) {
    left = min(left, floor(line[i]) - reach);
    right = max(right, Math.ceil(line[i]) + reach);
    top = min(top, floor(line[i + 1]) - reach);
    bottom = max(bottom, Math.ceil(line[i + 1]) + reach);
  }
  left = max(0, left);
  top = max(0, top);
  const width = min(side - 1, right) - left + 1;
  const height = min(side - 1, bottom) - top + 1;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}
