/** What reads templates row by row: making blocks of those that are left, and comparing fine codes. */
import { Lanes } from './lanes';

/** A shifted fine code: 768 bytes of bits, 128 of mask. */
const FINE: usize = 768 + 128;
/** Cells that must be compared for a fine distance to mean something. */
const MIN_FINE_CELLS: u32 = 256;

/**
 * Transposes the first `bytes` of 32 coarse codes, whose addresses lie at `list`, into a block for `scan`: byte by byte
 * all of them side by side. Its flags are left alone.
 */
export function gather(list: usize, bytes: usize, into: usize): void {
  for (let half: usize = 0; half < 32; half += 16) {
    for (let at: usize = 0; at < bytes; at += 4) {
      const a = fourRows(list + half * 4, at);
      const b = fourRows(list + half * 4 + 16, at);
      const c = fourRows(list + half * 4 + 32, at);
      const d = fourRows(list + half * 4 + 48, at);
      const ab = v128.shuffle<u32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<u32>(c, d, 0, 4, 1, 5);
      const AB = v128.shuffle<u32>(a, b, 2, 6, 3, 7);
      const CD = v128.shuffle<u32>(c, d, 2, 6, 3, 7);
      const to = into + at * 32 + half;
      v128.store(to, v128.shuffle<u64>(ab, cd, 0, 2));
      v128.store(to, v128.shuffle<u64>(ab, cd, 1, 3), 32);
      v128.store(to, v128.shuffle<u64>(AB, CD, 0, 2), 64);
      v128.store(to, v128.shuffle<u64>(AB, CD, 1, 3), 96);
    }
  }
}

/** Four bytes of four rows, byte by byte. */
function fourRows(list: usize, at: usize): v128 {
  let words = v128.load32_zero(usize(load<u32>(list)) + at);
  words = v128.load_lane<u32>(usize(load<u32>(list, 4)) + at, words, 1);
  words = v128.load_lane<u32>(usize(load<u32>(list, 8)) + at, words, 2);
  words = v128.load_lane<u32>(usize(load<u32>(list, 12)) + at, words, 3);
  return v128.shuffle<u8>(words, words, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/**
 * Least distance over the fine codes whose indices lie at `list`, in 1/65536 of the bits compared where both codes are
 * valid; 65536 when too little was.
 */
export function compareFine(row: usize, codes: usize, list: usize, count: u32): u32 {
  let best: u32 = 65536;
  for (let at: u32 = 0; at < count; at++) {
    best = min<u32>(best, fineDistance(row, codes + FINE * usize(load<u32>(list + (usize(at) << 2)))));
  }
  return best;
}

function fineDistance(row: usize, code: usize): u32 {
  let distance: u32 = 0;
  let cells: u32 = 0;
  for (let part: usize = 0; part < 128; part += 16) {
    const both = v128.and(v128.load(row + part, 768), v128.load(code + part, 768));
    cells += Lanes.sum(i8x16.popcnt(both));
    let ones = differ(v128.load(row + part), v128.load(code + part), both);
    ones = i8x16.add(ones, differ(v128.load(row + part, 128), v128.load(code + part, 128), both));
    ones = i8x16.add(ones, differ(v128.load(row + part, 256), v128.load(code + part, 256), both));
    ones = i8x16.add(ones, differ(v128.load(row + part, 384), v128.load(code + part, 384), both));
    ones = i8x16.add(ones, differ(v128.load(row + part, 512), v128.load(code + part, 512), both));
    ones = i8x16.add(ones, differ(v128.load(row + part, 640), v128.load(code + part, 640), both));
    distance += Lanes.sum(ones);
  }
  return cells < MIN_FINE_CELLS ? 65536 : (distance << 16) / (cells * 6);
}

function differ(one: v128, other: v128, where: v128): v128 {
  return i8x16.popcnt(v128.and(v128.xor(one, other), where));
}
