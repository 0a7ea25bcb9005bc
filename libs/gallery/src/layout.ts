/**
 * Where the bytes of a template lie in shared memory. An extent is a run of blocks of one segment: first the scan parts
 * of all its blocks, contiguous so that a scan streams, then the rows. The scan part of a block holds the coarse prefix
 * of its 32 templates transposed (byte b of all 32 side by side), then one flag a template: 0 live, 255 not.
 */
import { COARSE_PREFIX_BYTES, TEMPLATE_BYTES } from '#palm';

export const BLOCK_TEMPLATES = 32;
/** 16,384 templates: the unit of scanning, since V8 cannot replace or interrupt a running WASM call. */
export const MAX_EXTENT_BLOCKS = 512;
export const FLAGS_OFFSET = COARSE_PREFIX_BYTES * BLOCK_TEMPLATES;
export const SCAN_BLOCK_BYTES = FLAGS_OFFSET + BLOCK_TEMPLATES;
export const BLOCK_BYTES = SCAN_BLOCK_BYTES + BLOCK_TEMPLATES * TEMPLATE_BYTES;

export const LIVE = 0;
export const DEAD = 255;

export interface Extent {
  readonly shard: number;
  /** Byte address in the shard's memory, a multiple of 64. */
  readonly address: number;
  readonly blocks: number;
  /** Number of its first slot in the whole gallery. */
  readonly firstSlot: number;
}

export function rowsAddress(extent: { address: number; blocks: number }): number {
  return extent.address + extent.blocks * SCAN_BLOCK_BYTES;
}

export function rowAddress(extent: Extent, index: number): number {
  return rowsAddress(extent) + index * TEMPLATE_BYTES;
}

/** Address of the template's first scan byte; the next ones follow at steps of BLOCK_TEMPLATES. */
export function scanAddress(extent: Extent, index: number): number {
  return extent.address + (index >>> 5) * SCAN_BLOCK_BYTES + (index & 31);
}
