/**
 * The engine's four hot loops in AssemblyScript with SIMD: warping a picture, its filter responses, aligning two codes
 * and counting their blocks. Each gives the same integers as its TypeScript counterpart in src/; a spec compares them.
 * Everything lies at fixed places of one memory; `place` tells the host where.
 */

const ROI: i32 = 128;
const CELLS: i32 = 32;
const BORDER: i32 = 10;
const PADDED: i32 = ROI + 2 * BORDER;
/** Rows of the padded picture are rounded up so that an 8-pixel load at the last column stays inside. */
const PITCH: i32 = 160;
const PLANES: i32 = 6;

/** Farthest shift, rows of a shifted template's plane and words of one sideways shift, as in shifted-template.ts. */
const REACH: i32 = 11;
const ROWS: i32 = CELLS + 2 * REACH;
const SHIFT_WORDS: i32 = 7 * ROWS;
const SHIFTS: i32 = 2 * REACH + 1;
const CODE_WORDS: i32 = 7 * CELLS;

const SOURCE = memory.data(16384, 16);
const PICTURE = memory.data(16384, 16);
/** Padded picture of 16-bit pixels, and the same with rows and columns exchanged. */
const ACROSS = memory.data(47360, 16);
const DOWN = memory.data(47360, 16);
/** For each of ten rounds the six vectors of eight taps that `respondAt` takes in turn; then the six of the last point. */
const KERNELS = memory.data(976, 16);
const RESPONSES = memory.data(24576, 16);
const CODES = memory.data(3584, 16);
const TEMPLATE = memory.data(896, 16);
const BOARD = memory.data(34776, 16);
const ALIGNMENT = memory.data(32, 16);
const BITS = memory.data(10816, 16);
const COUNTS = memory.data(10816, 16);

/** Byte offsets in the order: source, picture, kernels, responses, codes, template, alignment, bits, cells. */
export function place(which: i32): usize {
  if (which == 0) return SOURCE;
  if (which == 1) return PICTURE;
  if (which == 2) return KERNELS;
  if (which == 3) return RESPONSES;
  if (which == 4) return CODES;
  if (which == 5) return TEMPLATE;
  if (which == 6) return ALIGNMENT;
  if (which == 7) return BITS;
  return COUNTS;
}

// @ts-ignore: decorator
@inline
function mirror(index: i32, length: i32): i32 {
  let at = index;
  while (at < 0 || at >= length) at = at < 0 ? -at : 2 * length - 2 - at;
  return at;
}

/** Bilinear from SOURCE to PICTURE, mirrored at the border; the map is in 1/65536 px. */
export function warp(a: i32, b: i32, c: i32, d: i32, e: i32, f: i32): void {
  for (let y = 0; y < ROI; y++) {
    for (let x = 0; x < ROI; x++) {
      const sx = a * x + b * y + c;
      const sy = d * x + e * y + f;
      const x0 = sx >> 16;
      const y0 = sy >> 16;
      const fx = (sx & 0xffff) >> 8;
      const fy = (sy & 0xffff) >> 8;
      const left = mirror(x0, ROI);
      const right = mirror(x0 + 1, ROI);
      const upper = SOURCE + mirror(y0, ROI) * ROI;
      const lower = SOURCE + mirror(y0 + 1, ROI) * ROI;
      const top = i32(load<u8>(upper + left)) * (256 - fx) + i32(load<u8>(upper + right)) * fx;
      const bottom = i32(load<u8>(lower + left)) * (256 - fx) + i32(load<u8>(lower + right)) * fx;
      store<u8>(PICTURE + y * ROI + x, u8((top * (256 - fy) + bottom * fy + 32768) >> 16));
    }
  }
}

/** Spreads PICTURE with its mirrored border; to be called before `respond`. */
export function pad(): void {
  for (let y = 0; y < PADDED; y++) {
    const row = PICTURE + mirror(y - BORDER, ROI) * ROI;
    for (let x = 0; x < PADDED; x++) {
      const grey = u16(load<u8>(row + mirror(x - BORDER, ROI)));
      store<u16>(ACROSS + ((y * PITCH + x) << 1), grey);
      store<u16>(DOWN + ((x * PITCH + y) << 1), grey);
    }
  }
}

// @ts-ignore: decorator
@inline
function sum(v: v128): i32 {
  const two = i32x4.add(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(two, 0) + i32x4.extract_lane(two, 1);
}

/** Twice the responses of all planes at a phase, plane-major, to RESPONSES; their signs to CODES + `to` bytes. */
export function respond(up: i32, left: i32, to: i32): void {
  const codes = CODES + to;
  memory.fill(codes, 0, PLANES * CELLS * 4);
  const first = 2 + BORDER;
  for (let cy = 0; cy < CELLS; cy++) {
    const y = cy * 4 + first - 2 * up;
    for (let cx = 0; cx < CELLS; cx++) respondAt(cx * 4 + first - 2 * left, y, cy * CELLS + cx, codes);
  }
}

// @ts-ignore: decorator
@inline
function across(x: i32, y: i32): usize {
  return ACROSS + ((y * PITCH + x) << 1);
}

// @ts-ignore: decorator
@inline
function down(x: i32, y: i32): usize {
  return DOWN + ((x * PITCH + y) << 1);
}

/**
 * Folded as in filters.ts: of the four pixels that mirror each other about the centre, P is the sum and Q the difference
 * of the two diagonal pairs. Nine rounds take the rows with x from 0 to 7, the tenth the column x = 8 with y from 0 to 7.
 */
// @ts-ignore: decorator
@inline
function respondAt(x: i32, y: i32, cell: i32, codes: usize): void {
  let r0 = i32x4.splat(0);
  let e30 = r0;
  let o30 = r0;
  let e60 = r0;
  let o60 = r0;
  let r90 = r0;
  let taps: usize = KERNELS;
  let below = across(x, y);
  let above = below;
  for (let round = 0; round < 10; round++) {
    if (round == 9) {
      below = down(x + 8, y);
      above = down(x - 8, y);
    }
    const falling = i16x8.add(v128.load(below), reversed(v128.load(above - 14)));
    const rising = i16x8.add(v128.load(above), reversed(v128.load(below - 14)));
    const p = i16x8.add(falling, rising);
    const q = i16x8.sub(falling, rising);
    r0 = i32x4.add(r0, i32x4.dot_i16x8_s(p, v128.load(taps)));
    e30 = i32x4.add(e30, i32x4.dot_i16x8_s(p, v128.load(taps, 16)));
    o30 = i32x4.add(o30, i32x4.dot_i16x8_s(q, v128.load(taps, 32)));
    e60 = i32x4.add(e60, i32x4.dot_i16x8_s(p, v128.load(taps, 48)));
    o60 = i32x4.add(o60, i32x4.dot_i16x8_s(q, v128.load(taps, 64)));
    r90 = i32x4.add(r90, i32x4.dot_i16x8_s(p, v128.load(taps, 80)));
    below += PITCH << 1;
    above -= PITCH << 1;
    taps += 96;
  }
  const falling = i32(load<u16>(across(x + 8, y + 8))) + i32(load<u16>(across(x - 8, y - 8)));
  const rising = i32(load<u16>(across(x - 8, y + 8))) + i32(load<u16>(across(x + 8, y - 8)));
  const p = falling + rising;
  const q = falling - rising;
  const even30 = sum(e30) + p * lastTap(1);
  const odd30 = sum(o30) + q * lastTap(2);
  const even60 = sum(e60) + p * lastTap(3);
  const odd60 = sum(o60) + q * lastTap(4);
  put(sum(r0) + p * lastTap(0), 0, cell, codes);
  put(even30 + odd30, 1, cell, codes);
  put(even60 + odd60, 2, cell, codes);
  put(sum(r90) + p * lastTap(5), 3, cell, codes);
  put(even60 - odd60, 4, cell, codes);
  put(even30 - odd30, 5, cell, codes);
}

// @ts-ignore: decorator
@inline
function reversed(v: v128): v128 {
  return i8x16.shuffle(v, v, 14, 15, 12, 13, 10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1);
}

/** Of the point x = y = 8. */
// @ts-ignore: decorator
@inline
function lastTap(which: i32): i32 {
  return i32(load<i16>(KERNELS + 960 + (which << 1)));
}

// @ts-ignore: decorator
@inline
function put(response: i32, plane: i32, cell: i32, codes: usize): void {
  store<i32>(RESPONSES + ((plane * 1024 + cell) << 2), response);
  const word = codes + ((plane * CELLS + (cell >> 5)) << 2);
  if (response > 0) store<u32>(word, load<u32>(word) | (1 << (cell & 31)));
}

/** Lays TEMPLATE out on the board at every sideways shift. Rows above and below stay zero for ever. */
export function lay(): void {
  for (let dx = -REACH; dx <= REACH; dx++) {
    for (let plane = 0; plane <= PLANES; plane++) {
      const to = BOARD + (((dx + REACH) * SHIFT_WORDS + plane * ROWS + REACH) << 2);
      const from = TEMPLATE + ((plane * CELLS) << 2);
      for (let y = 0; y < CELLS * 4; y += 16) {
        const words = v128.load(from + y);
        v128.store(to + y, dx >= 0 ? i32x4.shr_u(words, dx) : i32x4.shl(words, -dx));
      }
    }
  }
}

/** How many of the six planes differ, per bit, as ones, twos and fours; then counted per byte. */
// @ts-ignore: decorator
@inline
function byteCounts(probe: usize, words: usize, m: v128): v128 {
  const a = v128.xor(v128.load(probe), v128.load(words));
  const b = v128.xor(v128.load(probe, 128), v128.load(words, 4 * ROWS));
  const c = v128.xor(v128.load(probe, 256), v128.load(words, 8 * ROWS));
  const d = v128.xor(v128.load(probe, 384), v128.load(words, 12 * ROWS));
  const e = v128.xor(v128.load(probe, 512), v128.load(words, 16 * ROWS));
  const f = v128.xor(v128.load(probe, 640), v128.load(words, 20 * ROWS));
  const ab = v128.xor(a, b);
  const s1 = v128.xor(ab, c);
  const c1 = v128.or(v128.and(a, b), v128.and(ab, c));
  const de = v128.xor(d, e);
  const s2 = v128.xor(de, f);
  const c2 = v128.or(v128.and(d, e), v128.and(de, f));
  const c3 = v128.and(s1, s2);
  const c12 = v128.xor(c1, c2);
  const ones = i8x16.popcnt(v128.and(v128.xor(s1, s2), m));
  const twos = i8x16.popcnt(v128.and(v128.xor(c12, c3), m));
  const fours = i8x16.popcnt(v128.and(v128.or(v128.and(c1, c2), v128.and(c12, c3)), m));
  return i8x16.add(ones, i8x16.shl(i8x16.add(twos, i8x16.shl(fours, 1)), 1));
}

let countedBits: i32 = 0;
let countedCells: i32 = 0;

// @ts-ignore: decorator
@inline
function count(probe: usize, dy: i32, dx: i32): void {
  let words = BOARD + (((dx + REACH) * SHIFT_WORDS + REACH + dy) << 2);
  let at = probe;
  let bits = i32x4.splat(0);
  let cells = i8x16.splat(0);
  for (let half = 0; half < 2; half++) {
    let bytes = i8x16.splat(0);
    for (let row = 0; row < 4; row++) {
      const m = v128.and(v128.load(at, 768), v128.load(words, 24 * ROWS));
      bytes = i8x16.add(bytes, byteCounts(at, words, m));
      cells = i8x16.add(cells, i8x16.popcnt(m));
      at += 16;
      words += 16;
    }
    bits = i32x4.add(bits, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
  }
  countedBits = sum(bits);
  countedCells = sum(i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(cells)));
}

let bestY: i32 = 0;
let bestX: i32 = 0;
let bestDistance: f64 = 1;

/** The distance there, and above one where too little overlaps. */
// @ts-ignore: decorator
@inline
function tryShift(probe: usize, dy: i32, dx: i32, fewest: i32): f64 {
  count(probe, dy, dx);
  if (countedCells < fewest) return 2;
  const distance = f64(countedBits) / f64(countedCells * PLANES);
  if (distance < bestDistance) {
    bestDistance = distance;
    bestY = dy;
    bestX = dx;
  }
  return distance;
}

/** Best shift of the code at CODES against the board, to ALIGNMENT: dy, dx; distance, mean and spread as doubles. */
export function align(reach: i32, fewest: i32): void {
  const probe = CODES;
  bestY = 0;
  bestX = 0;
  bestDistance = 1;
  let tried = 0;
  let total: f64 = 0;
  let squares: f64 = 0;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach + (dy & 1); dx <= reach; dx += 2) {
      const distance = tryShift(probe, dy, dx, fewest);
      if (distance > 1) continue;
      tried++;
      total += distance;
      squares += distance * distance;
    }
  }
  let mean: f64 = 0;
  let spread: f64 = 0;
  if (tried > 0) {
    mean = total / f64(tried);
    spread = sqrt<f64>(max<f64>(0, squares / f64(tried) - mean * mean));
    const midY = bestY;
    const midX = bestX;
    for (let dy = max(-reach, midY - 1); dy <= min(reach, midY + 1); dy++) {
      for (let dx = max(-reach, midX - 1); dx <= min(reach, midX + 1); dx++) tryShift(probe, dy, dx, fewest);
    }
  }
  store<i32>(ALIGNMENT, bestY);
  store<i32>(ALIGNMENT + 4, bestX);
  store<f64>(ALIGNMENT + 8, bestDistance);
  store<f64>(ALIGNMENT + 16, mean);
  store<f64>(ALIGNMENT + 24, spread);
}

/** Counts of all 8×8 blocks at every shift of ±span half cells around (dy, dx); codes at four phases lie in CODES. */
export function countBlocks(dy: i32, dx: i32, span: i32, step: i32): void {
  const side = 2 * span + 1;
  for (let y = -span; y <= span; y += step) {
    for (let x = -span; x <= span; x += step) {
      const probe = CODES + ((y & 1) * 2 + (x & 1)) * (CODE_WORDS << 2);
      const to = ((y + span) * side + x + span) << 5;
      blocksAt(probe, dy + (y >> 1), dx + (x >> 1), to);
    }
  }
}

// @ts-ignore: decorator
@inline
function blocksAt(probe: usize, dy: i32, dx: i32, to: i32): void {
  let words = BOARD + (((dx + REACH) * SHIFT_WORDS + REACH + dy) << 2);
  let at = probe;
  for (let row = 0; row < 4; row++) {
    let bytes = i16x8.splat(0);
    let odd = i16x8.splat(0);
    let cells = i8x16.splat(0);
    for (let half = 0; half < 2; half++) {
      const m = v128.and(v128.load(at, 768), v128.load(words, 24 * ROWS));
      const here = byteCounts(at, words, m);
      // Byte k of every word is block column k: four rows of it lie a word apart.
      bytes = i16x8.add(bytes, v128.and(here, i16x8.splat(0xff)));
      odd = i16x8.add(odd, i16x8.shr_u(here, 8));
      cells = i8x16.add(cells, i8x16.popcnt(m));
      at += 16;
      words += 16;
    }
    store4(BITS + to + row * 8, bytes, odd);
    store4(COUNTS + to + row * 8, v128.and(cells, i16x8.splat(0xff)), i16x8.shr_u(cells, 8));
  }
}

/** Adds up the four words of 16-bit lanes (columns 0 and 2, columns 1 and 3) and stores the four columns. */
// @ts-ignore: decorator
@inline
function store4(to: usize, even: v128, odd: v128): void {
  const e = addWords(even);
  const o = addWords(odd);
  store<u32>(to, (e & 0xffff) | (o << 16));
  store<u32>(to, (e >>> 16) | (o & 0xffff0000), 4);
}

// @ts-ignore: decorator
@inline
function addWords(v: v128): u32 {
  const two = i16x8.add(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return u32(i32x4.extract_lane(two, 0)) + u32(i32x4.extract_lane(two, 1));
}
