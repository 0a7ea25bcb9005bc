/** Global alignment: the whole-cell shift at which two codes differ least. */
import { bitsOf, cellsOf, type ShiftedTemplate } from './shifted-template.js';
import { GLOBAL, PLANES } from './parameters.js';

const { max, min, sqrt } = Math;

export interface Alignment {
  dy: number;
  dx: number;
  /** Differing bits over compared bits; 1 when too little overlaps anywhere. */
  distance: number;
  /** Mean and standard deviation of that over the checkerboard's shifts. */
  mean: number;
  spread: number;
}

/** Every second shift like a checkerboard's squares, then the eight neighbours of the best. */
export function align(board: ShiftedTemplate, code: Uint32Array): Alignment {
  const best: Alignment = { dy: 0, dx: 0, distance: 1, mean: 0, spread: 0 };
  const reach = GLOBAL.shiftCells;
  let tried = 0;
  let sum = 0;
  let squares = 0;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach + (dy & 1); dx <= reach; dx += 2) {
      const distance = tryShift(board, code, { dy, dx, best });
      if (distance > 1) continue;
      tried++;
      sum += distance;
      squares += distance * distance;
    }
  }
  if (tried === 0) return best;
  best.mean = sum / tried;
  best.spread = sqrt(max(0, squares / tried - best.mean * best.mean));
  const { dy: midY, dx: midX } = best;
  for (let dy = max(-reach, midY - 1); dy <= min(reach, midY + 1); dy++) {
    for (let dx = max(-reach, midX - 1); dx <= min(reach, midX + 1); dx++) tryShift(board, code, { dy, dx, best });
  }
  return best;
}

/** The distance there, and above one where too little overlaps. */
function tryShift(board: ShiftedTemplate, code: Uint32Array, at: { dy: number; dx: number; best: Alignment }): number {
  const count = board.count(code, at.dy, at.dx);
  const cells = cellsOf(count);
  if (cells < GLOBAL.minCells) return 2;
  const distance = bitsOf(count) / (cells * PLANES);
  if (distance < at.best.distance) {
    at.best.distance = distance;
    at.best.dy = at.dy;
    at.best.dx = at.dx;
  }
  return distance;
}
