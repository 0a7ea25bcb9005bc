/** The three gaps between the four fingers, distinguished from the thumb's gap and the wrist's bays by position. */
import { findBays, type Concavity, type Point } from './contour.js';

export interface Valleys {
  /** Gap of index and middle finger. */
  readonly index: Point;
  /** Gap of middle and ring finger. */
  readonly middle: Point;
  /** Gap of ring and little finger. */
  readonly little: Point;
  /** Which side the thumb is on, seen from the wrist towards the fingers on the picture. */
  readonly thumb: 'left' | 'right';
  /** How far from evenly spaced and in a row, 0 at best: a blocked gap shows here. */
  readonly irregularity: number;
}

/** Least depth of a bay as a part of the square root of the hand's area. */
const MIN_DEPTH = 0.08;
const MAX_BAYS = 7;
/** The wrist's bays and the little finger's outer side are shallower than this part of the third deepest. */
const SHALLOW = 0.5;

interface Triple {
  readonly bays: readonly [Concavity, Concavity, Concavity];
  /** Distance from the first over the second to the third, px: the fingers' gaps lie closest together. */
  readonly spanPx: number;
}

export function findValleys(outline: readonly Point[], area: number): Valleys | null {
  const bays = findBays(outline, MIN_DEPTH * Math.sqrt(area))
    .sort((one, other) => other.depth - one.depth)
    .filter((bay, _, sorted) => bay.depth >= SHALLOW * (sorted[2]?.depth ?? 0))
    .slice(0, MAX_BAYS)
    .sort((one, other) => one.at - other.at);
  let best: Triple | null = null;
  for (let i = 0; i < bays.length; i++) {
    for (const triple of triplesFrom(bays, i, outline)) {
      if (isFingerRow(triple, outline) && (best === null || triple.spanPx < best.spanPx)) best = triple;
    }
  }
  return best === null ? null : nameValleys(best, bays, outline);
}

/** Three bays in outline order beginning at bay i; one stray bay between them may be stepped over. */
function triplesFrom(bays: readonly Concavity[], i: number, outline: readonly Point[]): Triple[] {
  const triples: Triple[] = [];
  const n = bays.length;
  for (const [j, k] of [
    [1, 2],
    [1, 3],
    [2, 3],
  ]) {
    if (k >= n) continue;
    const three = [bays[i], bays[(i + j) % n], bays[(i + k) % n]] as const;
    const [a, b, c] = three.map((bay) => outline[bay.at]);
    triples.push({ bays: [...three], spanPx: Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - b.x, c.y - b.y) });
  }
  return triples;
}

/** Evenly spaced, nearly in a row, with a finger's outline between neighbours. */
function isFingerRow(triple: Triple, outline: readonly Point[]): boolean {
  const [a, b, c] = triple.bays.map((bay) => outline[bay.at]);
  const ab = Math.hypot(b.x - a.x, b.y - a.y);
  const bc = Math.hypot(c.x - b.x, c.y - b.y);
  const ac = Math.hypot(c.x - a.x, c.y - a.y);
  if (ac === 0 || ab > 2 * bc || bc > 2 * ab) return false;
  const off = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / ac;
  // Outlines run clockwise, so the fingers' side of the row is where the cross product is negative.
  if (off > 0.12 * ac || off < -0.5 * ac) return false;
  const along = (i: number) => (triple.bays[i + 1].at - triple.bays[i].at + outline.length) % outline.length;
  return along(0) > 1.8 * ab && along(1) > 1.8 * bc;
}

/** The thumb's gap is the bay nearest along the outline to one end of the row. */
function nameValleys(triple: Triple, bays: readonly Concavity[], outline: readonly Point[]): Valleys | null {
  const [a, b, c] = triple.bays.map((bay) => outline[bay.at]);
  const row = Math.hypot(c.x - a.x, c.y - a.y);
  const others = bays.filter((bay) => !triple.bays.includes(bay));
  let nearest = Infinity;
  let afterEnd = true;
  for (const bay of others) {
    const p = outline[bay.at];
    const toEnd = Math.hypot(p.x - c.x, p.y - c.y);
    const toStart = Math.hypot(p.x - a.x, p.y - a.y);
    const distance = Math.min(toEnd, toStart);
    if (distance >= nearest || distance > 1.6 * row) continue;
    nearest = distance;
    afterEnd = toEnd < toStart;
  }
  if (nearest === Infinity) return null;
  const offRow = Math.abs((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / (row * row);
  const uneven = Math.abs(Math.log(Math.hypot(b.x - a.x, b.y - a.y) / Math.hypot(c.x - b.x, c.y - b.y)));
  const irregularity = Math.max(0, offRow - 0.1) + uneven / 4;
  // Clockwise with the fingers up, the outline passes the row from left to right.
  return afterEnd
    ? { index: c, middle: b, little: a, thumb: 'right', irregularity }
    : { index: a, middle: b, little: c, thumb: 'left', irregularity };
}
