/** The outline of a shape, its convex hull and the bays between them. */
import type { Silhouette } from './silhouette.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { abs, floor, hypot } = Math;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A bay of the outline: its innermost point, as an index into the outline, and how deep it lies under the hull, px. */
export interface Concavity {
  readonly at: number;
  readonly depth: number;
}

/** The eight neighbours, turning clockwise from the east (y grows downwards). */
const STEP_X = [1, 1, 0, -1, -1, -1, 0, 1];
const STEP_Y = [0, 1, 1, 1, 0, -1, -1, -1];

/** Outer border by Moore's neighbour tracing, clockwise as seen on the picture. */
export function traceOutline(shape: Silhouette): Point[] {
  const start = shape.inside.indexOf(1);
  const first = { x: start % shape.width, y: floor(start / shape.width) };
  const outline: Point[] = [first];
  let at = first;
  let heading = 0;
  let leaving = -1;
  for (let guard = 4 * shape.area + 8; guard > 0; guard--) {
    const turn = nextHeading(shape, at, (heading + 6) % 8);
    if (turn < 0) return outline;
    if (at.x === first.x && at.y === first.y) {
      if (leaving === turn) break;
      if (leaving < 0) leaving = turn;
    }
    at = { x: at.x + STEP_X[turn], y: at.y + STEP_Y[turn] };
    heading = turn;
    outline.push(at);
  }
  return outline.slice(0, -1);
}

function nextHeading(shape: Silhouette, at: Point, from: number): number {
  for (let i = 0; i < 8; i++) {
    const heading = (from + i) % 8;
    const x = at.x + STEP_X[heading];
    const y = at.y + STEP_Y[heading];
    if (x < 0 || y < 0 || x >= shape.width || y >= shape.height) continue;
    if (shape.inside[y * shape.width + x] === 1) return heading;
  }
  return -1;
}

/** Bays at least `leastDepth` deep, in outline order. */
export function findBays(outline: readonly Point[], leastDepth: number): Concavity[] {
  const hull = convexHull(outline);
  const bays: Concavity[] = [];
  for (let i = 0; i < hull.length; i++) {
    const from = hull[i];
    const to = hull[(i + 1) % hull.length] + (i + 1 === hull.length ? outline.length : 0);
    const bay = deepest(outline, from, to);
    if (bay.depth >= leastDepth) bays.push(bay);
  }
  return bays.sort((one, other) => one.at - other.at);
}

function deepest(outline: readonly Point[], from: number, to: number): Concavity {
  const a = outline[from];
  const b = outline[to % outline.length];
  const length = hypot(b.x - a.x, b.y - a.y) || 1;
  let at = from;
  let depth = 0;
  for (let i = from + 1; i < to; i++) {
    const p = outline[i % outline.length];
    const away = abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
    if (away > depth) [depth, at] = [away, i % outline.length];
  }
  return { at, depth };
}

/** Indices into the outline of the hull's corners, in outline order (Andrew's monotone chain). */
export function convexHull(outline: readonly Point[]): number[] {
  const order = outline.map((_, i) => i);
  order.sort((i, j) => outline[i].x - outline[j].x || outline[i].y - outline[j].y || i - j);
  const corners = new Set([...halfHull(outline, order), ...halfHull(outline, order.reverse())]);
  return [...corners].sort((i, j) => i - j);
}

function halfHull(outline: readonly Point[], order: readonly number[]): number[] {
  const hull: number[] = [];
  for (const i of order) {
    while (hull.length >= 2) {
      const a = outline[hull[hull.length - 2]];
      const b = outline[hull[hull.length - 1]];
      const p = outline[i];
      if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
      hull.pop();
    }
    hull.push(i);
  }
  return hull;
}
