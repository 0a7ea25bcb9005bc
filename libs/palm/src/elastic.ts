/**
 * Elastic distance: quarters of the palm move a little on their own, and their quarters a little more, at a price.
 * Shifts are in half cells when the probe has its half-cell phases, which is worth a third of all misses.
 */
import type { Alignment } from './align.js';
import { kernel } from './kernel/choose-kernel.js';
import { BLOCKS, slot, SPAN, type BlockCounts } from './kernel/kernel.js';
import { CELLS, CODE_WORDS, ELASTIC, PLANES } from './parameters.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { abs, max, sqrt } = Math;

/** Half cells. */
const OUTER = 2 * ELASTIC.outerCells;
const INNER = 2 * ELASTIC.innerCells;
const PENALTY = ELASTIC.penalty / 2;
const MIN_CELLS_IN_BLOCK = (CELLS / 4) * (CELLS / 4) * ELASTIC.minValidFraction;

export interface ElasticMatch {
  /** (Differing bits + penalties) over compared bits. */
  distance: number;
  /** Bits compared, at most 6,144. */
  bits: number;
  /** Mean difference of shift between neighbouring 8×8 blocks, cells. */
  roughness: number;
  /** Mean over the blocks of the mean and of the spread of a block's distance over its whole-cell shifts. */
  mean: number;
  spread: number;
  /** Mean distance of the half of the blocks that match best, and of the other half. */
  nearHalf: number;
  farHalf: number;
  /** Shift of each 8×8 block beyond the global one, half cells, row-major 4×4. */
  readonly shiftY: Int8Array;
  readonly shiftX: Int8Array;
}

export interface ElasticTask {
  /** One code, or four at the half-cell phases. */
  readonly codes: Uint32Array;
  readonly at: Alignment;
  readonly into: ElasticMatch;
}

const used = new Uint8Array(BLOCKS);
const blockDistances = new Float64Array(BLOCKS);

export function newElasticMatch(): ElasticMatch {
  return {
    distance: 1,
    bits: 0,
    roughness: 0,
    mean: 0,
    spread: 0,
    nearHalf: 1,
    farHalf: 1,
    shiftY: new Int8Array(BLOCKS),
    shiftX: new Int8Array(BLOCKS),
  };
}

/** Compares with the template loaded into the kernel. */
export function matchElastically({ codes, at, into }: ElasticTask): void {
  const step = codes.length > CODE_WORDS ? 1 : 2;
  const counts = kernel.countBlocks(codes, at, step);
  used.fill(0);
  let cost = 0;
  into.bits = 0;
  for (let quarter = 0; quarter < 4; quarter++) {
    cost += moveQuarter(counts, { first: (quarter >> 1) * 8 + (quarter & 1) * 2, step }, into);
  }
  into.distance = into.bits === 0 ? 1 : cost / into.bits;
  into.roughness = measureRoughness(into);
  measureHalves(into);
  measureBackground(counts, into);
}

/** Best shift of a 16×16 block, then of its four 8×8 blocks around it. Returns the cost in bits. */
function moveQuarter(counts: BlockCounts, quarter: { first: number; step: number }, into: ElasticMatch): number {
  const { first, step } = quarter;
  const minCells = (CELLS / 2) * (CELLS / 2) * ELASTIC.minValidFraction;
  const { bits, cells } = counts;
  let least = Infinity;
  let midY = 0;
  let midX = 0;
  for (let y = -OUTER; y <= OUTER; y += step) {
    for (let x = -OUTER; x <= OUTER; x += step) {
      const at = slot(y, x) + first;
      const compared = cells[at] + cells[at + 1] + cells[at + 4] + cells[at + 5];
      if (compared < minCells) continue;
      const differing = bits[at] + bits[at + 1] + bits[at + 4] + bits[at + 5];
      const cost = differing / (compared * PLANES) + PENALTY * (abs(y) + abs(x));
      if (cost >= least) continue;
      least = cost;
      midY = y;
      midX = x;
    }
  }
  let total = 0;
  for (const block of [first, first + 1, first + 4, first + 5]) {
    total += moveBlock(counts, { block, midY, midX, step }, into);
  }
  return total;
}

interface BlockMove {
  readonly block: number;
  readonly midY: number;
  readonly midX: number;
  readonly step: number;
}

function moveBlock(counts: BlockCounts, move: BlockMove, into: ElasticMatch): number {
  const { block, midY, midX, step } = move;
  let least = Infinity;
  let cells = 0;
  into.shiftY[block] = midY;
  into.shiftX[block] = midX;
  for (let y = midY - INNER; y <= midY + INNER; y += step) {
    for (let x = midX - INNER; x <= midX + INNER; x += step) {
      const at = slot(y, x) + block;
      const here = counts.cells[at];
      if (here < MIN_CELLS_IN_BLOCK) continue;
      const moved = abs(midY) + abs(midX) + abs(y - midY) + abs(x - midX);
      const cost = counts.bits[at] / (here * PLANES) + PENALTY * moved;
      if (cost >= least) continue;
      least = cost;
      cells = here;
      into.shiftY[block] = y;
      into.shiftX[block] = x;
    }
  }
  if (cells === 0) return 0;
  used[block] = 1;
  blockDistances[block] = least;
  into.bits += cells * PLANES;
  return least * cells * PLANES;
}

/** The blocks by rising distance, cut in the middle: of one palm they match about alike, of a composite only half of them. */
function measureHalves(into: ElasticMatch): void {
  const rising = blockDistances.filter((_, block) => used[block] === 1).sort();
  const half = rising.length >> 1;
  if (half === 0) return void (into.nearHalf = into.farHalf = 1);
  into.nearHalf = meanOf(rising.subarray(0, half));
  into.farHalf = meanOf(rising.subarray(rising.length - half));
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function measureRoughness(match: ElasticMatch): number {
  const { shiftY, shiftX } = match;
  let sum = 0;
  let pairs = 0;
  for (let block = 0; block < BLOCKS; block++) {
    for (const next of [block + 1, block + 4]) {
      if (next >= BLOCKS || (next === block + 1 && next % 4 === 0)) continue;
      if (used[block] === 0 || used[next] === 0) continue;
      sum += abs(shiftY[block] - shiftY[next]) + abs(shiftX[block] - shiftX[next]);
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / (2 * pairs);
}

/** What a block differs by wherever it is laid: palms of strong simple lines agree anywhere a little. */
function measureBackground({ bits, cells }: BlockCounts, into: ElasticMatch): void {
  let blocks = 0;
  into.mean = 0;
  into.spread = 0;
  for (let block = 0; block < BLOCKS; block++) {
    if (used[block] === 0) continue;
    let tried = 0;
    let sum = 0;
    let squares = 0;
    for (let y = -SPAN; y <= SPAN; y += 2) {
      for (let x = -SPAN; x <= SPAN; x += 2) {
        const at = slot(y, x) + block;
        if (cells[at] < MIN_CELLS_IN_BLOCK) continue;
        const distance = bits[at] / (cells[at] * PLANES);
        tried++;
        sum += distance;
        squares += distance * distance;
      }
    }
    if (tried === 0) continue;
    const mean = sum / tried;
    blocks++;
    into.mean += mean;
    into.spread += sqrt(max(0, squares / tried - mean * mean));
  }
  if (blocks === 0) return;
  into.mean /= blocks;
  into.spread /= blocks;
}
