/** Quality measures of one region of interest; `assess` decides on them. */
import { ShiftedTemplate, bitsOf, cellsOf, REACH } from './shifted-template.js';
import { ON_GRID } from './filters.js';
import { findForeignMatter } from './foreign-matter.js';
import { kernel } from './kernel/choose-kernel.js';
import { CELLS, CODE_WORDS, FILTER, PLANES, ROI_PX } from './parameters.js';
import type { GreyPicture } from './picture.js';
import { findOutsideFrame, sampleMask } from './validity.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { abs, log, max, min, sqrt } = Math;

export interface Measures {
  /** Mean grey over usable pixels. */
  brightness: number;
  /** Fraction of pixels at 250 or more. */
  saturated: number;
  /** Fraction of cells that saw skin. */
  valid: number;
  /** Fraction of pixels covered by what stands out from the skin around it. */
  covered: number;
  /** Mean absolute filter response, grey levels. */
  lineEnergy: number;
  /** Noise by Immerkær's difference of Laplacians, grey levels. */
  noise: number;
  /** Kurtosis of the responses: that of lines in skin is higher than that of noise. */
  kurtosis: number;
  /** How much the response depends on orientation, 0..1. */
  directedness: number;
  /** Entropy of the strongest orientation over the cells, 0..1. */
  orientationSpread: number;
  /** Smallest and largest part of a plane's bits that are set. */
  minOnes: number;
  maxOnes: number;
  /** Response of the fourth weakest of 4×4 areas over the mean: a palm has lines all over. */
  evenness: number;
  /** Least code distance of the picture to itself shifted by four or more cells: low for patterns that repeat. */
  selfDistance: number;
}

const SIZE = CELLS * CELLS;
const words = new Uint32Array(CODE_WORDS);
const shifted = new ShiftedTemplate();

export function measure(roi: GreyPicture): Measures {
  const bad = findOutsideFrame(roi.pixels);
  const mask = sampleMask(bad);
  kernel.loadRegion(roi.pixels);
  const responses = kernel.respond(ON_GRID, words);
  words.set(mask, PLANES * CELLS);
  return {
    ...measureLight(roi.pixels, bad),
    valid: mask.reduce((count, row) => count + ones(row), 0) / SIZE,
    covered: findForeignMatter(roi.pixels).reduce((count, pixel) => count + pixel, 0) / roi.pixels.length,
    noise: estimateNoise(roi.pixels),
    ...measureLines(responses),
    ...measureBits(),
    evenness: measureEvenness(responses, mask),
    selfDistance: measureSelfDistance(),
  };
}

function measureLight(pixels: Uint8Array, bad: Uint8Array) {
  let sum = 0;
  let count = 0;
  let bright = 0;
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] >= 250) bright++;
    if (bad[at] === 1) continue;
    sum += pixels[at];
    count++;
  }
  return { brightness: count === 0 ? 0 : sum / count, saturated: bright / pixels.length };
}

function estimateNoise(p: Uint8Array): number {
  const w = ROI_PX;
  let sum = 0;
  for (let y = 1; y < w - 1; y++) {
    for (let i = y * w + 1; i < y * w + w - 1; i++) {
      const corners = p[i - w - 1] + p[i - w + 1] + p[i + w - 1] + p[i + w + 1];
      sum += abs(corners - 2 * (p[i - w] + p[i + w] + p[i - 1] + p[i + 1]) + 4 * p[i]);
    }
  }
  return (sum * sqrt(Math.PI / 2)) / (6 * (w - 2) * (w - 2));
}

function measureLines(responses: Int32Array) {
  const unit = 2 * FILTER.scale;
  const strongest = new Array<number>(PLANES).fill(0);
  let absolute = 0;
  let second = 0;
  let fourth = 0;
  let range = 0;
  let extent = 0;
  for (let cell = 0; cell < SIZE; cell++) {
    let high = -Infinity;
    let low = Infinity;
    let winner = 0;
    for (let plane = 0; plane < PLANES; plane++) {
      const r = responses[plane * SIZE + cell] / unit;
      const square = r * r;
      absolute += abs(r);
      second += square;
      fourth += square * square; // the power operator takes longer than all the rest
      if (r > high) [high, winner] = [r, plane];
      if (r < low) low = r;
    }
    strongest[winner]++;
    range += high - low;
    extent += abs(high) + abs(low);
  }
  const all = SIZE * PLANES;
  const entropy = strongest.reduce((sum, n) => (n === 0 ? sum : sum - (n / SIZE) * log(n / SIZE)), 0);
  return {
    lineEnergy: absolute / all,
    kurtosis: second === 0 ? 0 : (fourth * all) / (second * second),
    directedness: extent === 0 ? 0 : range / extent,
    orientationSpread: entropy / log(PLANES),
  };
}

function measureBits() {
  const parts: number[] = [];
  for (let plane = 0; plane < PLANES; plane++) {
    let set = 0;
    for (let y = 0; y < CELLS; y++) set += ones(words[plane * CELLS + y]);
    parts.push(set / SIZE);
  }
  return { minOnes: min(...parts), maxOnes: max(...parts) };
}

function measureEvenness(responses: Int32Array, mask: Uint32Array): number {
  const energy = new Float64Array(16);
  const cells = new Float64Array(16);
  for (let cell = 0; cell < SIZE; cell++) {
    const y = cell >> 5;
    const x = cell & 31;
    if (((mask[y] >>> x) & 1) === 0) continue;
    const area = (y >> 3) * 4 + (x >> 3);
    cells[area]++;
    for (let plane = 0; plane < PLANES; plane++) energy[area] += abs(responses[plane * SIZE + cell]);
  }
  const mean = energy.reduce((sum, e) => sum + e, 0) / cells.reduce((sum, n) => sum + n, 0);
  const areas = Array.from(energy, (e, area) => (cells[area] < 12 ? 1 : e / cells[area] / mean));
  return areas.sort((one, other) => one - other)[3];
}

function measureSelfDistance(): number {
  shifted.load(words);
  let least = 1;
  for (let dy = 0; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      if (max(dy, abs(dx)) < 4) continue;
      const count = shifted.count(words, dy, dx);
      if (cellsOf(count) > 0) least = min(least, bitsOf(count) / (cellsOf(count) * PLANES));
    }
  }
  return least;
}

function ones(word: number): number {
  let count = 0;
  for (let w = word; w !== 0; w &= w - 1) count++;
  return count;
}
