/**
 * A code moved by whole cells, with a mask of where both codes still overlap, so that comparing at a shift is
 * XOR, AND and counting. Probe cell (x, y) meets template cell (x + dx, y + dy).
 */
import { COARSE_BYTES, FINE_BYTES, MASK_BYTES } from '#palm';

/** Coarse codes have 16×16 cells a plane, fine ones 32×32. */
const COARSE_SIDE = 16;
const FINE_SIDE = 32;
export const COARSE_PLANE_BYTES = (COARSE_SIDE * COARSE_SIDE) / 8;

/** Bits that found no partner count as if this part of them differed: what strangers' bits do, and a little less. */
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

export function shiftCoarse(coarse: Uint8Array, dy: number, dx: number): ShiftedCoarse {
  const bits = new Uint8Array(COARSE_BYTES);
  const mask = new Uint8Array(COARSE_PLANE_BYTES);
  for (let at = 0; at < COARSE_BYTES; at += COARSE_PLANE_BYTES) move(coarse, bits, { at, dy, dx, side: COARSE_SIDE });
  const whole = new Uint8Array(COARSE_PLANE_BYTES).fill(255);
  move(whole, mask, { at: 0, dy, dx, side: COARSE_SIDE });
  const paired = (COARSE_SIDE - Math.abs(dy)) * (COARSE_SIDE - Math.abs(dx));
  return { bits, mask, unpaired: COARSE_SIDE * COARSE_SIDE - paired };
}

export function shiftFine(fine: Uint8Array, validity: Uint8Array, by: { dy: number; dx: number }): ShiftedFine {
  const bits = new Uint8Array(FINE_BYTES);
  const mask = new Uint8Array(MASK_BYTES);
  for (let at = 0; at < FINE_BYTES; at += MASK_BYTES) move(fine, bits, { at, ...by, side: FINE_SIDE });
  move(validity, mask, { at: 0, ...by, side: FINE_SIDE });
  return { bits, mask };
}

/** One plane of side×side bits, rows little-endian; what comes from beyond the edge is 0. */
function move(from: Uint8Array, to: Uint8Array, by: { at: number; dy: number; dx: number; side: number }): void {
  const { at, dy, dx, side } = by;
  const rowBytes = side / 8;
  for (let y = Math.max(0, dy); y < side + Math.min(0, dy); y++) {
    const source = at + (y - dy) * rowBytes;
    let row = 0;
    for (let b = 0; b < rowBytes; b++) row |= from[source + b] << (8 * b);
    row = dx >= 0 ? row << dx : (row >>> 0) >>> -dx;
    for (let b = 0; b < rowBytes; b++) to[at + y * rowBytes + b] = row >>> (8 * b);
  }
}
