/** The engine's hot loops behind one interface: WebAssembly and TypeScript give the same results to the bit. */
import type { Alignment } from '../align.js';
import type { Phase } from '../filters.js';
import { ELASTIC } from '../parameters.js';
import type { PixelMap } from '../picture.js';

/** Largest shift of a block beyond the global one, half cells, and the shifts one way. */
export const SPAN = 2 * (ELASTIC.outerCells + ELASTIC.innerCells);
export const SHIFTS = 2 * SPAN + 1;
/** Blocks of 8×8 cells in a code, row-major 4×4. */
export const BLOCKS = 16;

/** By `slot(y, x) + block`: bits that differ and cells compared. */
export interface BlockCounts {
  readonly bits: Uint16Array;
  readonly cells: Uint16Array;
}

/** First of the sixteen blocks at a shift of y and x half cells. */
export function slot(y: number, x: number): number {
  return ((y + SPAN) * SHIFTS + x + SPAN) * BLOCKS;
}

/** One thread's workspace: what a call returns is good until the next call. */
export interface Kernel {
  readonly name: 'simd' | 'typescript';
  /** A region of interest turned and scaled, bilinear, mirrored at the border. */
  warp(source: Uint8Array, map: PixelMap): Uint8Array;
  /** Loads the region that `respond` filters. */
  loadRegion(pixels: Uint8Array): void;
  /** Signs of the responses at a phase into the first 192 words of `into`; returns twice the responses, plane-major. */
  respond(phase: Phase, into: Uint32Array): Int32Array;
  /** Loads the template (planes and mask) that `align` and `countBlocks` compare with. */
  loadTemplate(template: Uint32Array): void;
  align(code: Uint32Array): Alignment;
  /** Counts at all shifts around an alignment: step 1 with codes at four phases, step 2 with one code. */
  countBlocks(codes: Uint32Array, at: { dy: number; dx: number }, step: 1 | 2): BlockCounts;
}
