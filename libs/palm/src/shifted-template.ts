/** A template prepared for matching: every sideways shift is made once and rows are padded, so that a shift is an offset. */
import { CELLS, ELASTIC, GLOBAL, PLANES } from './parameters.js';

/** Largest shift compared: global alignment plus both elastic steps, cells. */
export const REACH = GLOBAL.shiftCells + ELASTIC.outerCells + ELASTIC.innerCells;
export const ROWS = CELLS + 2 * REACH;
const SHIFT_WORDS = (PLANES + 1) * ROWS;

/** Cells compared and bits that differ in one number: cells·8192 + bits. */
const CELL_UNIT = 8192;

export class ShiftedTemplate {
  private readonly words = new Uint32Array((2 * REACH + 1) * SHIFT_WORDS);

  /** Six planes and the mask, as `readWords` gives them. */
  load(template: Uint32Array): void {
    for (let dx = -REACH; dx <= REACH; dx++) {
      for (let plane = 0; plane <= PLANES; plane++) {
        const to = (dx + REACH) * SHIFT_WORDS + plane * ROWS + REACH;
        const from = plane * CELLS;
        if (dx >= 0) for (let y = 0; y < CELLS; y++) this.words[to + y] = template[from + y] >>> dx;
        else for (let y = 0; y < CELLS; y++) this.words[to + y] = template[from + y] << -dx;
      }
    }
  }

  /** Compares probe cell (x, y) with template cell (x + dx, y + dy): cells·8192 + differing bits. */
  count(probe: Uint32Array, dy: number, dx: number): number {
    const words = this.words;
    const first = dy < 0 ? -dy : 0;
    const end = dy > 0 ? CELLS - dy : CELLS;
    let j = (dx + REACH) * SHIFT_WORDS + REACH + dy + first;
    let bits = 0;
    let cells = 0;
    for (let y = first; y < end; y++, j++) {
      const m = probe[192 + y] & words[j + 6 * ROWS];
      const a = probe[y] ^ words[j];
      const b = probe[32 + y] ^ words[j + ROWS];
      const c = probe[64 + y] ^ words[j + 2 * ROWS];
      const d = probe[96 + y] ^ words[j + 3 * ROWS];
      const e = probe[128 + y] ^ words[j + 4 * ROWS];
      const f = probe[160 + y] ^ words[j + 5 * ROWS];
      // Two full adders and a half adder give the count of differing planes in three bit planes.
      const ab = a ^ b;
      const s1 = ab ^ c;
      const c1 = (a & b) | (ab & c);
      const de = d ^ e;
      const s2 = de ^ f;
      const c2 = (d & e) | (de & f);
      const c3 = s1 & s2;
      const c12 = c1 ^ c2;
      bits += byteCounts((s1 ^ s2) & m, (c12 ^ c3) & m, ((c1 & c2) | (c12 & c3)) & m);
      cells += popcount(m);
    }
    return cells * CELL_UNIT + bits;
  }

  /** Per 8×8 block of the probe, row-major 4×4: differing bits and cells compared at one shift. */
  countBlocks(probe: Uint32Array, shift: { dy: number; dx: number }, into: BlockTarget): void {
    const words = this.words;
    const base = (shift.dx + REACH) * SHIFT_WORDS + REACH + shift.dy;
    for (let row = 0; row < 4; row++) {
      let even = 0;
      let odd = 0;
      let cells = 0;
      for (let y = row * 8; y < row * 8 + 8; y++) {
        const j = base + y;
        const m = probe[192 + y] & words[j + 6 * ROWS];
        const a = probe[y] ^ words[j];
        const b = probe[32 + y] ^ words[j + ROWS];
        const c = probe[64 + y] ^ words[j + 2 * ROWS];
        const d = probe[96 + y] ^ words[j + 3 * ROWS];
        const e = probe[128 + y] ^ words[j + 4 * ROWS];
        const f = probe[160 + y] ^ words[j + 5 * ROWS];
        const ab = a ^ b;
        const s1 = ab ^ c;
        const c1 = (a & b) | (ab & c);
        const de = d ^ e;
        const s2 = de ^ f;
        const c2 = (d & e) | (de & f);
        const c3 = s1 & s2;
        const c12 = c1 ^ c2;
        const bytes = byteSums((s1 ^ s2) & m, (c12 ^ c3) & m, ((c1 & c2) | (c12 & c3)) & m);
        even += bytes & 0x00ff00ff;
        odd += (bytes >>> 8) & 0x00ff00ff;
        cells += bytePopcount(m);
      }
      const at = into.offset + row * 4;
      into.bits[at] = even & 0xffff;
      into.bits[at + 1] = odd & 0xffff;
      into.bits[at + 2] = even >>> 16;
      into.bits[at + 3] = odd >>> 16;
      into.cells[at] = cells & 0xff;
      into.cells[at + 1] = (cells >>> 8) & 0xff;
      into.cells[at + 2] = (cells >>> 16) & 0xff;
      into.cells[at + 3] = cells >>> 24;
    }
  }
}

/** Where `countBlocks` writes its sixteen counts. */
export interface BlockTarget {
  readonly bits: Uint16Array;
  readonly cells: Uint16Array;
  readonly offset: number;
}

export function cellsOf(count: number): number {
  return Math.floor(count / CELL_UNIT);
}

export function bitsOf(count: number): number {
  return count % CELL_UNIT;
}

/** Ones in each byte. */
function bytePopcount(v: number): number {
  v -= (v >>> 1) & 0x55555555;
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (v + (v >>> 4)) & 0x0f0f0f0f;
}

function popcount(v: number): number {
  return Math.imul(bytePopcount(v), 0x01010101) >>> 24;
}

/** Ones + 2·twos + 4·fours in each byte, at most 48. */
function byteSums(ones: number, twos: number, fours: number): number {
  return bytePopcount(ones) + (bytePopcount(twos) << 1) + (bytePopcount(fours) << 2);
}

function byteCounts(ones: number, twos: number, fours: number): number {
  return Math.imul(byteSums(ones, twos, fours), 0x01010101) >>> 24;
}
