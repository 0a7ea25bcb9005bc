/**
 * The gallery's shared memory: shards, extents of blocks in them, and the segments that own extents. An extent is a run
 * of blocks: first the scan parts of all its blocks, contiguous so that a scan streams, then the rows. The scan part of a
 * block holds the coarse prefix of its 32 templates transposed (byte b of all 32 side by side), then one flag a template.
 */
import { COARSE_PREFIX_BYTES, TEMPLATE_BYTES, type Hand } from '#palm';

export const BLOCK_TEMPLATES = 32;
/** 16,384 templates: the unit of scanning, since V8 cannot replace or interrupt a running WebAssembly call. */
export const MAX_EXTENT_BLOCKS = 512;
export const FLAGS_OFFSET = COARSE_PREFIX_BYTES * BLOCK_TEMPLATES;
export const SCAN_BLOCK_BYTES = FLAGS_OFFSET + BLOCK_TEMPLATES;
export const BLOCK_BYTES = SCAN_BLOCK_BYTES + BLOCK_TEMPLATES * TEMPLATE_BYTES;
/** Scratch space of a worker in every shard, before the extents; the kernels lay it out. */
export const SCRATCH_BYTES = 385 << 10;

/** Flags of a slot. */
export const LIVE = 0;
export const DEAD = 255;

const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;
/** Memory grows in steps, so that a loading gallery does not grow it template by template. */
const STEP_PAGES = 512;

export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** The part of the WebAssembly API used here, typed because the language library for servers leaves it out. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

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

/** One shared WebAssembly memory of at most 4 GiB: scratch space of the workers first, extents behind it. */
export class Shard {
  readonly memory: SharedMemory;
  bytes: Uint8Array;
  private end: number;

  constructor(workers: number) {
    const scratch = workers * SCRATCH_BYTES;
    const initial = Math.ceil(scratch / PAGE_BYTES) + 1;
    this.memory = new webAssembly.Memory({ initial, maximum: MAX_PAGES, shared: true });
    this.bytes = new Uint8Array(this.memory.buffer);
    this.end = scratch;
  }

  /** Address of that many fresh bytes, or null when the memory is full. */
  reserve(bytes: number): number | null {
    const address = this.end;
    const end = address + Math.ceil(bytes / 64) * 64;
    const missing = Math.ceil((end - this.bytes.length) / PAGE_BYTES);
    if (missing > 0) {
      const pages = this.bytes.length / PAGE_BYTES;
      if (pages + missing > MAX_PAGES) return null;
      this.memory.grow(Math.min(Math.max(missing, STEP_PAGES), MAX_PAGES - pages));
      this.bytes = new Uint8Array(this.memory.buffer);
    }
    this.end = end;
    return address;
  }
}

/** Hands out extents, in sizes of a power of two, and takes them back; an extent belongs to one segment only. */
export class ExtentAllocator {
  readonly shards: Shard[] = [];
  private readonly free = new Map<number, Extent[]>();
  /** Slots ever handed out. */
  usedSlots = 0;

  constructor(
    private readonly limits: { workers: number },
    private readonly onShard: (shard: Shard) => void,
  ) {}

  /** A run of zeroed blocks, each to be opened before a search may look at it. */
  take(blocks: number): Extent {
    return this.free.get(blocks)?.pop() ?? this.reserve(blocks);
  }

  /** Marks the slots of one block dead; blocks not opened yet stay memory that was never touched. */
  open({ shard, address }: Extent, block: number): void {
    const flags = address + block * SCAN_BLOCK_BYTES + FLAGS_OFFSET;
    this.shards[shard].bytes.fill(DEAD, flags, flags + BLOCK_TEMPLATES);
  }

  /** Takes an extent back, wiped: no palm may outlive its project in memory. */
  give(extent: Extent): void {
    const bytes = this.shards[extent.shard].bytes;
    bytes.fill(0, extent.address, extent.address + extent.blocks * BLOCK_BYTES);
    const free = this.free.get(extent.blocks);
    if (free === undefined) this.free.set(extent.blocks, [extent]);
    else free.push(extent);
  }

  private reserve(blocks: number): Extent {
    const address = this.shards.at(-1)?.reserve(blocks * BLOCK_BYTES) ?? this.addShard().reserve(blocks * BLOCK_BYTES);
    if (address === null) throw new Error('an extent fits an empty shard');
    const extent = { shard: this.shards.length - 1, address, blocks, firstSlot: this.usedSlots };
    this.usedSlots += blocks * BLOCK_TEMPLATES;
    return extent;
  }

  private addShard(): Shard {
    const shard = new Shard(this.limits.workers);
    this.shards.push(shard);
    this.onShard(shard);
    return shard;
  }
}

export interface SegmentKey {
  /** Project uuid. */
  readonly project: string;
  readonly hand: Hand;
  readonly engineVersion: number;
}

/** A slot and where its bytes are. */
export interface Place {
  readonly extent: Extent;
  /** Index of the slot within its extent. */
  readonly index: number;
}

/** The templates of one project, hand and engine version: its extents, and which of their slots are free. */
export class Segment {
  readonly extents: Extent[] = [];
  templates = 0;
  owners = 0;
  private readonly freed: Place[] = [];
  private blocks = 0;
  /** Slots ever used of the last extent. */
  private usedOfLast = 0;

  /** @param number from 1 up, never used again */
  constructor(readonly number: number) {}

  takePlace(extents: ExtentAllocator): Place {
    const freed = this.freed.pop();
    if (freed !== undefined) return freed;
    let last = this.extents.at(-1);
    if (last === undefined || this.usedOfLast === last.blocks * BLOCK_TEMPLATES) {
      last = extents.take(Math.min(MAX_EXTENT_BLOCKS, 2 ** Math.floor(Math.log2(Math.max(1, this.blocks)))));
      this.extents.push(last);
      this.blocks += last.blocks;
      this.usedOfLast = 0;
    }
    if (this.usedOfLast % BLOCK_TEMPLATES === 0) extents.open(last, this.usedOfLast / BLOCK_TEMPLATES);
    return { extent: last, index: this.usedOfLast++ };
  }

  /** Only when no search that may still read the slot is running. */
  reuse(place: Place): void {
    this.freed.push(place);
  }

  placeOf(slot: number): Place {
    const extent = this.extents.find((held) => slot >= held.firstSlot && slot < held.firstSlot + held.blocks * 32);
    if (extent === undefined) throw new Error('the slot lies in another segment');
    return { extent, index: slot - extent.firstSlot };
  }

  /** Blocks of each extent that a search has to look at. */
  openBlocks(): { extent: Extent; blocks: number }[] {
    return this.extents.map((extent, at) => ({
      extent,
      blocks: at === this.extents.length - 1 ? Math.ceil(this.usedOfLast / BLOCK_TEMPLATES) : extent.blocks,
    }));
  }

  /** Slots of the blocks opened so far; the memory of the others was never touched. */
  get openSlots(): number {
    return this.openBlocks().reduce((sum, { blocks }) => sum + blocks * BLOCK_TEMPLATES, 0);
  }

  *slots(): Generator<number> {
    for (const { extent, blocks } of this.openBlocks()) {
      for (let index = 0; index < blocks * BLOCK_TEMPLATES; index++) yield extent.firstSlot + index;
    }
  }
}
