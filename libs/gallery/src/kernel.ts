/** The inner loops of a search, and their implementation in plain JavaScript, which the fast ones must equal to the bit. */
import { COARSE_BYTES, COARSE_OFFSET, COARSE_PREFIX_BYTES, FINE_OFFSET, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import type { Chunk, KernelName } from './jobs.js';
import { BLOCK_TEMPLATES, FLAGS_OFFSET, LIVE, rowsAddress, SCAN_BLOCK_BYTES, type SharedMemory } from './memory.js';
import { COARSE_PLANE_BYTES, UNPAIRED, type CodeSet, type ShiftedCoarse, type ShiftedFine } from './probe-codes.js';

/** What a coarse stage compares: first bytes of the code, counted in parts whose mean is the distance. */
interface CodeSpan {
  readonly bytes: number;
  readonly parts: 1 | 2 | 4;
}

/** A sketch is one plane, and a byte of the next because the fast kernels count three bytes at a time. */
export const SPANS = {
  sketch: { bytes: COARSE_PLANE_BYTES + 1, parts: 1 },
  scan: { bytes: COARSE_PREFIX_BYTES, parts: 2 },
  prefix: { bytes: COARSE_PREFIX_BYTES, parts: 2 },
  refine: { bytes: COARSE_BYTES, parts: 4 },
} as const satisfies Record<string, CodeSpan>;

/** Sketch and scan read whole blocks, prefix and refine the rows that are left. */
export type CoarseStage = keyof typeof SPANS;
export type Stage = CoarseStage | 'fine';

/** The probe's codes that each stage compares with, fine ones in groups of nine neighbouring shifts. */
export type ScanCodes = Readonly<Record<CoarseStage, readonly CodeSet[]>> & {
  readonly fine: readonly ShiftedFine[];
};

/** The inner loops over one shard's memory. */
export interface ShardKernel {
  readonly name: KernelName;
  /** Before the first comparison of a stage; what another stage needs may be gone after it. */
  prepare(stage: Stage, codes: ScanCodes): void;
  /**
   * Least coarse distance of each slot over the first set of the stage prepared (sketch or scan), 0…254; 255 for a slot
   * that is not live. A scan counts in units of two bits, a sketch in bits.
   */
  scan(chunk: Chunk, into: Uint8Array): void;
  /** For each row the least distance over a set of the stage prepared (prefix or refine) and which: distance·256 + index. */
  refine(set: number, rows: Uint32Array, into: Uint16Array): void;
  /** Least distance over the fine codes named, in 1/65536 of the bits compared; 65536 when too little was. */
  compareFine(row: number, codes: Int32Array): number;
}

/** What the unpaired cells add to a distance: as if UNPAIRED of their bits differed, in the units of the stage. */
export function unpairedUnits({ mask }: ShiftedCoarse, stage: CoarseStage): number {
  const { bytes, parts } = SPANS[stage];
  let unpaired = 0;
  for (let at = 0; at < bytes; at++) unpaired += 8 - ONES[mask[at % COARSE_PLANE_BYTES]];
  return Math.round((unpaired * UNPAIRED) / parts);
}

/** Cells that must be compared for a fine distance to mean something. */
const MIN_FINE_CELLS = 256;

const PART_WORDS = 12;
const FINE_PLANE_WORDS = 32;

/** Ones in every 16-bit number. */
const ONES = new Uint8Array(65_536);
for (let word = 1; word < ONES.length; word++) ONES[word] = ONES[word >> 1] + (word & 1);

interface WordCode {
  readonly bits: Int32Array;
  readonly mask: Int32Array;
  readonly unpaired: number;
}

export class JsKernel implements ShardKernel {
  readonly name = 'js';
  private stage: CoarseStage = 'scan';
  private coarseCodes: WordCode[][] = [];
  private fineCodes: WordCode[] = [];

  constructor(private readonly memory: SharedMemory) {}

  prepare(stage: Stage, codes: ScanCodes): void {
    if (stage === 'fine') this.fineCodes = codes.fine.map((code) => wordsOf(code, 0));
    else {
      this.stage = stage;
      this.coarseCodes = codes[stage].map((set) => set.map((code) => wordsOf(code, unpairedUnits(code, stage))));
    }
  }

  scan({ address, blocks, extentBlocks }: Chunk, into: Uint8Array): void {
    const words = new Int32Array(this.memory.buffer);
    const flags = new Uint8Array(this.memory.buffer);
    const rows = rowsAddress({ address, blocks: extentBlocks });
    for (let slot = 0; slot < blocks * BLOCK_TEMPLATES; slot++) {
      const flag = address + (slot >>> 5) * SCAN_BLOCK_BYTES + FLAGS_OFFSET + (slot & 31);
      const row = (rows + slot * TEMPLATE_BYTES + COARSE_OFFSET) >>> 2;
      into[slot] = flags[flag] === LIVE ? this.nearest(0, words, row) >>> 8 : 255;
    }
  }

  refine(set: number, rows: Uint32Array, into: Uint16Array): void {
    const words = new Int32Array(this.memory.buffer);
    rows.forEach((row, i) => (into[i] = this.nearest(set, words, (row + COARSE_OFFSET) >>> 2)));
  }

  compareFine(row: number, codes: Int32Array): number {
    const words = new Int32Array(this.memory.buffer);
    let least = 65536;
    for (const index of codes) least = Math.min(least, fineDistance(words, row >>> 2, this.fineCodes[index]));
    return least;
  }

  private nearest(set: number, words: Int32Array, row: number): number {
    let least = 254 * 256;
    this.coarseCodes[set].forEach((code, index) => {
      const distance = Math.min(254, COUNTS[this.stage](words, row, code) + code.unpaired);
      least = Math.min(least, distance * 256 + index);
    });
    return least;
  }
}

const COUNTS: Record<CoarseStage, (words: Int32Array, row: number, code: WordCode) => number> = {
  sketch: countSketch,
  scan: (words, row, code) => countPlanes(words, row, { code, from: 0 }),
  prefix: (words, row, code) => countPlanes(words, row, { code, from: 0 }),
  refine: (words, row, code) => {
    return mean(countPlanes(words, row, { code, from: 0 }), countPlanes(words, row, { code, from: 24 }));
  },
};

function countSketch(words: Int32Array, row: number, { bits, mask }: WordCode): number {
  let distance = ones((words[row + 8] ^ bits[8]) & mask[0] & 0xff);
  for (let w = 0; w < 8; w++) distance += ones((words[row + w] ^ bits[w]) & mask[w]);
  return distance & 255;
}

/** Three planes, in units of two bits: the mean of their halves' counts, each modulo 256 as the vectors count. */
function countPlanes(words: Int32Array, row: number, part: { code: WordCode; from: number }): number {
  const { code, from } = part;
  return mean(countPart(words, row, part), countPart(words, row, { code, from: from + PART_WORDS }));
}

function mean(one: number, other: number): number {
  return (one + other + 1) >> 1;
}

function countPart(words: Int32Array, row: number, part: { code: WordCode; from: number }): number {
  const { bits, mask } = part.code;
  const end = part.from + PART_WORDS;
  let distance = 0;
  for (let w = part.from; w < end; w++) distance += ones((words[row + w] ^ bits[w]) & mask[w & 7]);
  return distance & 255;
}

function fineDistance(words: Int32Array, row: number, code: WordCode): number {
  const { bits, mask } = code;
  const fine = row + FINE_OFFSET / 4;
  const validity = row + MASK_OFFSET / 4;
  let distance = 0;
  let cells = 0;
  for (let y = 0; y < FINE_PLANE_WORDS; y++) {
    const both = words[validity + y] & mask[y];
    cells += ones(both);
    for (let w = y; w < 6 * FINE_PLANE_WORDS; w += FINE_PLANE_WORDS)
      distance += ones((words[fine + w] ^ bits[w]) & both);
  }
  return cells < MIN_FINE_CELLS ? 65536 : Math.floor((distance * 65536) / (cells * 6));
}

function wordsOf(code: { bits: Uint8Array; mask: Uint8Array }, unpaired: number): WordCode {
  return { bits: words32(code.bits), mask: words32(code.mask), unpaired };
}

function words32({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

function ones(word: number): number {
  return ONES[word & 0xffff] + ONES[word >>> 16];
}
