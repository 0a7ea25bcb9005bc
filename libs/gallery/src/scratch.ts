/** Each worker's own corner of a shard's memory, for what the kernel reads (tables, codes) and writes (distances). */
import { COARSE_BYTES } from '#palm';
import { BLOCK_TEMPLATES, MAX_EXTENT_BLOCKS } from './layout.js';

/** Blocks of rows that are refined at a time. */
export const GATHERED_BLOCKS = 8;
/** Bytes of scratch a worker has in every shard. */
export const SCRATCH_BYTES = 385 << 10;

/** Offsets within a worker's scratch, each a multiple of 64, with the room behind each. */
export const SCRATCH = layOut({
  /** Distances of one chunk. */
  distances: MAX_EXTENT_BLOCKS * BLOCK_TEMPLATES,
  /** Row addresses, or indices of fine codes. */
  list: 256,
  /** Codes of the rows being refined, transposed; their flags stay 0, which is live. */
  gathered: GATHERED_BLOCKS * BLOCK_TEMPLATES * (COARSE_BYTES + 1),
  /** Which shift was the nearest, for each of those. */
  which: GATHERED_BLOCKS * BLOCK_TEMPLATES,
  /** What the stage under way compares with: the scan's tables, then the refining's, then fine codes. */
  stage: 320 << 10,
});

export function scratchAddress(worker: number): number {
  return worker * SCRATCH_BYTES;
}

function layOut<Part extends string>(sizes: Record<Part, number>): Record<Part, { offset: number; bytes: number }> {
  let end = 0;
  const parts = {} as Record<Part, { offset: number; bytes: number }>;
  for (const part of Object.keys(sizes) as Part[]) {
    parts[part] = { offset: end, bytes: sizes[part] };
    end += Math.ceil(sizes[part] / 64) * 64;
  }
  if (end > SCRATCH_BYTES) throw new Error('the scratch space is too small for its parts');
  return parts;
}
