/** What the search asks of its inner loops; one implementation in WebAssembly, one in plain JavaScript that it must equal. */
import type { KernelName } from '../jobs.js';
import type { Chunk } from '../search-job.js';
import type { ShiftedCoarse, ShiftedFine } from '../shifted-code.js';

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

/** Fewest cells compared for a fine distance to mean something. */
export const MIN_FINE_CELLS = 256;
