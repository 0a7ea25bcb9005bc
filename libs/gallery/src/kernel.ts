/** The inner loops of a search, and their implementation in plain JavaScript, which the fast ones must equal to the bit. */
import { COARSE_OFFSET, FINE_OFFSET, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import type { Chunk, KernelName } from './jobs.js';
import { BLOCK_TEMPLATES, FLAGS_OFFSET, LIVE, rowsAddress, SCAN_BLOCK_BYTES, type SharedMemory } from './memory.js';
import { unpairedUnits, type ShiftedCoarse, type ShiftedFine } from './probe-codes.js';

/** The probe's codes as the kernels need them. */
export interface ScanCodes {
  /** Compared by their first three planes in the scan. */
  readonly scan: readonly ShiftedCoarse[];
  /** Compared by all six planes when refining; at most 256. */
  readonly refine: readonly ShiftedCoarse[];
  /** Groups of nine neighbouring shifts each. */
  readonly fine: readonly ShiftedFine[];
}

export type Stage = keyof ScanCodes;

/** The inner loops over one shard's memory. */
export interface ShardKernel {
  readonly name: KernelName;
  /** Before the first look of a stage; what another stage needs may be gone after it. */
  prepare(stage: Stage, codes: ScanCodes): void;
  /** Least coarse distance of each slot over the scan codes, 0…254 in halves of bits; 255 for a slot that is not live. */
  scan(chunk: Chunk, into: Uint8Array): void;
  /** For each row the least distance over the refine codes and which that was: distance (0…254)·256 + index. */
  refine(rows: readonly number[]): number[];
  /** Least distance over the fine codes named, in 1/65536 of the bits compared; 65536 when too little was. */
  compareFine(row: number, codes: Int32Array): number;
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
  private readonly coarseCodes: Record<'scan' | 'refine', WordCode[]> = { scan: [], refine: [] };
  private fineCodes: WordCode[] = [];

  constructor(private readonly memory: SharedMemory) {}

  prepare(stage: Stage, codes: ScanCodes): void {
    if (stage === 'fine') this.fineCodes = codes.fine.map((code) => wordsOf(code, 0));
    else this.coarseCodes[stage] = codes[stage].map((code) => wordsOf(code, unpairedUnits(code)));
  }

  scan({ address, blocks, extentBlocks }: Chunk, into: Uint8Array): void {
    const words = new Int32Array(this.memory.buffer);
    const flags = new Uint8Array(this.memory.buffer);
    const rows = rowsAddress({ address, blocks: extentBlocks });
    for (let slot = 0; slot < blocks * BLOCK_TEMPLATES; slot++) {
      const flag = address + (slot >>> 5) * SCAN_BLOCK_BYTES + FLAGS_OFFSET + (slot & 31);
      const row = (rows + slot * TEMPLATE_BYTES + COARSE_OFFSET) >>> 2;
      into[slot] = flags[flag] === LIVE ? this.leastPrefix(words, row) : 255;
    }
  }

  refine(rows: readonly number[]): number[] {
    const words = new Int32Array(this.memory.buffer);
    return rows.map((row) => {
      const at = (row + COARSE_OFFSET) >>> 2;
      let least = 254 * 256;
      this.coarseCodes.refine.forEach((code, index) => {
        const distance = mean(countPlanes(words, at, { code, from: 0 }), countPlanes(words, at, { code, from: 24 }));
        least = Math.min(least, (distance + code.unpaired) * 256 + index);
      });
      return least;
    });
  }

  compareFine(row: number, codes: Int32Array): number {
    const words = new Int32Array(this.memory.buffer);
    let least = 65536;
    for (const index of codes) least = Math.min(least, fineDistance(words, row >>> 2, this.fineCodes[index]));
    return least;
  }

  private leastPrefix(words: Int32Array, row: number): number {
    let least = 254;
    for (const code of this.coarseCodes.scan) {
      least = Math.min(least, countPlanes(words, row, { code, from: 0 }) + code.unpaired);
    }
    return least;
  }
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
