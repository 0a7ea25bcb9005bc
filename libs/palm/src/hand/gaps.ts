/** Frees gaps between fingers that a jewel, a peg or touching fingertips close: a hole near the outside is cut open. */
import type { Silhouette } from './silhouette.js';

/** Thickest bridge cut, as a part of the square root of the hand's area; a finger's width is about .1. */
const THICKEST = 0.1;
const MIN_HOLE_PX = 12;
const OUTSIDE = -1;

/** The shape with every such hole joined to the outside by a channel three pixels wide. */
export function openGaps(shape: Silhouette): Silhouette {
  const inside = shape.inside.slice();
  const label = new Int32Array(inside.length);
  const queue = new Int32Array(inside.length);
  for (const at of borderOf(shape))
    if (inside[at] === 0 && label[at] === 0) flood({ shape, inside, label, queue }, at, OUTSIDE);
  let holes = 0;
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === 1 || label[at] !== 0) continue;
    const pixels = flood({ shape, inside, label, queue }, at, ++holes);
    if (pixels >= MIN_HOLE_PX) cutOpen({ shape, inside, label, queue }, pixels);
  }
  return { ...shape, inside, area: inside.reduce((sum, one) => sum + one, 0) };
}

interface Work {
  readonly shape: Silhouette;
  readonly inside: Uint8Array;
  readonly label: Int32Array;
  readonly queue: Int32Array;
}

/** Labels the connected background around `start`; its pixels stay in the queue. */
function flood(work: Work, start: number, name: number): number {
  const { shape, inside, label, queue } = work;
  let count = 1;
  queue[0] = start;
  label[start] = name;
  for (let i = 0; i < count; i++) {
    for (const next of neighbours(shape, queue[i])) {
      if (inside[next] === 1 || label[next] !== 0) continue;
      label[next] = name;
      queue[count++] = next;
    }
  }
  return count;
}

/** Walks from the hole through the hand, all ways at once, until it meets the outside; then cuts along that way. */
function cutOpen(work: Work, holePixels: number): void {
  const { shape, inside, label } = work;
  const from = new Map<number, number>();
  let front = Array.from(work.queue.subarray(0, holePixels));
  for (const at of front) from.set(at, at);
  const steps = Math.ceil(THICKEST * Math.sqrt(shape.area));
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (const at of front) {
      for (const to of neighbours(shape, at)) {
        if (from.has(to)) continue;
        from.set(to, at);
        if (label[to] === OUTSIDE) return carve(work, from, at);
        if (inside[to] === 1) next.push(to);
      }
    }
    front = next;
  }
}

function carve(work: Work, from: ReadonlyMap<number, number>, end: number): void {
  const { shape, inside, label } = work;
  for (let at = end; ; at = from.get(at)!) {
    const hole = inside[at] === 0 && from.get(at) === at;
    for (const near of [at, ...neighbours(shape, at)]) {
      if (inside[near] === 0) continue;
      inside[near] = 0;
      label[near] = OUTSIDE;
    }
    if (hole) break;
  }
}

function neighbours(shape: Silhouette, at: number): number[] {
  const { width, height } = shape;
  const x = at % width;
  const near: number[] = [];
  if (x > 0) near.push(at - 1);
  if (x < width - 1) near.push(at + 1);
  if (at >= width) near.push(at - width);
  if (at < width * (height - 1)) near.push(at + width);
  return near;
}

function borderOf(shape: Silhouette): number[] {
  const { width, height } = shape;
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1);
  return border;
}
