/** The hand as a shape: smoothed, split from its background at a threshold, the largest piece kept. */
import type { GreyPicture } from '../picture.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, max, min } = Math;

/** One byte a pixel, 1 = hand. */
export interface Silhouette {
  readonly width: number;
  readonly height: number;
  readonly inside: Uint8Array;
  readonly area: number;
}

/** Grey levels between the two classes' means under which there is nothing to split. */
const MIN_CONTRAST = 18;

/** Where else to split, in distances of the classes' means: part of a hand in shadow or glare lies on the wrong side. */
const OTHER_SPLITS = [-0.2, 0.2, -0.35];

/**
 * The largest piece of the class that is rarer along the border: at Otsu's threshold, then at others for whoever finds no
 * hand in it. Nothing when the picture has no two classes to split.
 */
export function* findSilhouettes(picture: GreyPicture): Generator<Silhouette> {
  const { width, height } = picture;
  const smooth = blur(blur(picture.pixels, width, height), width, height);
  const { threshold, contrast } = otsu(smooth);
  if (contrast < MIN_CONTRAST) return;
  for (const aside of [0, ...OTHER_SPLITS]) {
    const bright = smooth.map((grey) => (grey > threshold + aside * contrast ? 1 : 0));
    const handIsBright = borderMean(bright, picture) < 0.5;
    const shape = keepLargest(handIsBright ? bright : bright.map((one) => 1 - one), picture);
    if (shape !== null) yield shape;
  }
}

function borderMean(values: Uint8Array, { width, height }: { width: number; height: number }): number {
  let sum = 0;
  for (let x = 0; x < width; x++) sum += values[x] + values[(height - 1) * width + x];
  for (let y = 0; y < height; y++) sum += values[y * width] + values[y * width + width - 1];
  return sum / (2 * (width + height));
}

/** Removes what a disc of `radiusPx` does not fit into: strings, beads and jewels between fingers. */
export function open(shape: Silhouette, radiusPx: number): Silhouette | null {
  const eroded = farFrom(shape.inside, shape, { value: 0, radiusPx });
  const opened = farFrom(eroded, shape, { value: 1, radiusPx }).map((far) => 1 - far);
  return keepLargest(opened, shape);
}

/** Binomial 1 4 6 4 1 both ways, nearest pixel beyond the border. */
function blur(from: Uint8Array, width: number, height: number): Uint8Array {
  const wide = new Uint16Array(from.length);
  const to = new Uint8Array(from.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = y * width;
      const [a, b] = [from[row + max(0, x - 2)], from[row + max(0, x - 1)]];
      const [d, e] = [from[row + min(width - 1, x + 1)], from[row + min(width - 1, x + 2)]];
      wide[row + x] = a + e + 4 * (b + d) + 6 * from[row + x];
    }
  }
  for (let y = 0; y < height; y++) {
    const [a, b] = [max(0, y - 2) * width, max(0, y - 1) * width];
    const [d, e] = [min(height - 1, y + 1) * width, min(height - 1, y + 2) * width];
    const c = y * width;
    for (let x = 0; x < width; x++) {
      const sum = wide[a + x] + wide[e + x] + 4 * (wide[b + x] + wide[d + x]) + 6 * wide[c + x];
      to[c + x] = (sum + 128) >> 8;
    }
  }
  return to;
}

/** The threshold that separates two classes best, and the distance of their means. */
function otsu(pixels: Uint8Array): { threshold: number; contrast: number } {
  const histogram = new Float64Array(256);
  for (const grey of pixels) histogram[grey]++;
  const total = pixels.length;
  const sum = histogram.reduce((all, count, grey) => all + count * grey, 0);
  const best = { threshold: 0, contrast: 0 };
  let between = 0;
  let below = 0;
  let sumBelow = 0;
  for (let grey = 0; grey < 255; grey++) {
    below += histogram[grey];
    sumBelow += histogram[grey] * grey;
    if (below === 0 || below === total) continue;
    const gap = (sum - sumBelow) / (total - below) - sumBelow / below;
    const variance = below * (total - below) * gap * gap;
    if (variance <= between) continue;
    between = variance;
    best.threshold = grey;
    best.contrast = gap;
  }
  return best;
}

/** 1 where no pixel of `value` is within the radius; chamfer distance with steps 3 and 4, nothing beyond the border. */
function farFrom(
  from: Uint8Array,
  size: { width: number; height: number },
  what: { value: 0 | 1; radiusPx: number },
): Uint8Array {
  const { width } = size;
  const wide = width + 2;
  const distance = new Int32Array(wide * (size.height + 2)).fill(1 << 28);
  for (let at = 0; at < from.length; at++) {
    if (from[at] === what.value) distance[(floor(at / width) + 1) * wide + (at % width) + 1] = 0;
  }
  const relax = (i: number, way: number) => {
    const straight = min(distance[i - way], distance[i - way * wide]) + 3;
    const slanted = min(distance[i - way * (wide + 1)], distance[i - way * (wide - 1)]) + 4;
    distance[i] = min(distance[i], straight, slanted);
  };
  for (let i = wide + 1; i < distance.length - wide - 1; i++) relax(i, 1);
  for (let i = distance.length - wide - 2; i > wide; i--) relax(i, -1);
  return from.map((_, at) => (distance[(floor(at / width) + 1) * wide + (at % width) + 1] > 3 * what.radiusPx ? 1 : 0));
}

function keepLargest(inside: Uint8Array, size: { width: number; height: number }): Silhouette | null {
  const { width, height } = size;
  const label = new Int32Array(inside.length);
  const queue = new Int32Array(inside.length);
  let largest = 0;
  let area = 0;
  let labels = 0;
  for (let start = 0; start < inside.length; start++) {
    if (inside[start] === 0 || label[start] !== 0) continue;
    labels++;
    let count = 1;
    queue[0] = start;
    label[start] = labels;
    for (let i = 0; i < count; i++) {
      const at = queue[i];
      const x = at % width;
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= inside.length || inside[next] === 0 || label[next] !== 0) continue;
        label[next] = labels;
        queue[count++] = next;
      }
    }
    if (count > area) [area, largest] = [count, labels];
  }
  if (area === 0) return null;
  const kept = new Uint8Array(inside.length);
  for (let at = 0; at < kept.length; at++) if (label[at] === largest) kept[at] = 1;
  return { width, height, inside: kept, area };
}
