/**
 * A code moved by whole cells, with a mask of where both codes still overlap, so that comparing at a shift is
 * XOR, AND and counting. Probe cell (x, y) meets template cell (x + dx, y + dy).
 */
import { COARSE_BYTES, FINE_BYTES, MASK_BYTES } from '#palm';

/** Coarse codes have 16×16 cells a plane, fine ones 32×32. */
const COARSE_SIDE = 16;
const FINE_SIDE = 32;
export const COARSE_PLANE_BYTES = (COARSE_SIDE * COARSE_SIDE) / 8;

/** Bits that found no partner count as if this part of them differed: as the bits of non-mated codes do, and a little less. */
const UNPAIRED = 0.45;

export interface ShiftedCoarse {
  /** 192 bytes in the template's order of planes. */
  readonly bits: Uint8Array;
  /** 32 bytes, the same for every plane. */
  readonly mask: Uint8Array;
  /** Cells of a plane that found no partner. */
  readonly unpaired: number;
}

export interface ShiftedFine {
  readonly bits: Uint8Array;
  /** 128 bytes: the probe's validity, moved; cells without a partner are not valid. */
  readonly mask: Uint8Array;
}

/**
 * What the unpaired cells add to a distance. A prefix of three planes counts in units of two bits and the six planes in
 * units of four, so it is the same for both.
 */
export function unpairedUnits(code: ShiftedCoarse): number {
  return Math.round(code.unpaired * 1.5 * UNPAIRED);
}

/** All six planes, two bytes a row. */
export function shiftCoarse(coarse: Uint16Array, dy: number, dx: number): ShiftedCoarse {
  const rows = new Uint16Array(COARSE_BYTES / 2);
  move({ from: coarse, to: rows, side: COARSE_SIDE }, dy, dx);
  const paired = (COARSE_SIDE - Math.abs(dy)) * (COARSE_SIDE - Math.abs(dx));
  return {
    bits: new Uint8Array(rows.buffer),
    mask: coarseMask(dy, dx),
    unpaired: COARSE_SIDE * COARSE_SIDE - paired,
  };
}

/** Six planes and then the validity, four bytes a row. */
export function shiftFine(fine: Uint32Array, dy: number, dx: number): ShiftedFine {
  const rows = new Uint32Array((FINE_BYTES + MASK_BYTES) / 4);
  move({ from: fine, to: rows, side: FINE_SIDE }, dy, dx);
  return {
    bits: new Uint8Array(rows.buffer, 0, FINE_BYTES),
    mask: new Uint8Array(rows.buffer, FINE_BYTES, MASK_BYTES),
  };
}

/** Cells of a plane that have a partner; the same for every code. */
const coarseMasks = new Map<number, Uint8Array>();

function coarseMask(dy: number, dx: number): Uint8Array {
  const key = dy * 2 * COARSE_SIDE + dx;
  const known = coarseMasks.get(key);
  if (known !== undefined) return known;
  const mask = new Uint16Array(COARSE_SIDE);
  move({ from: new Uint16Array(COARSE_SIDE).fill(0xffff), to: mask, side: COARSE_SIDE }, dy, dx);
  const bytes = new Uint8Array(mask.buffer);
  coarseMasks.set(key, bytes);
  return bytes;
}

type Rows = Uint16Array | Uint32Array;

/** Planes of side×side bits, a row to a word; what comes from beyond the edge is 0. */
function move({ from, to, side }: { from: Rows; to: Rows; side: number }, dy: number, dx: number): void {
  const first = Math.max(0, dy);
  const end = side + Math.min(0, dy);
  for (let plane = 0; plane < from.length; plane += side) {
    for (let y = plane + first; y < plane + end; y++) to[y] = dx >= 0 ? from[y - dy] << dx : from[y - dy] >>> -dx;
  }
}
