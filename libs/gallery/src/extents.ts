/** Hands out runs of blocks, in sizes of a power of two, and takes them back; an extent belongs to one segment only. */
import { GalleryFullError } from './gallery.errors.js';
import { BLOCK_BYTES, BLOCK_TEMPLATES, DEAD, FLAGS_OFFSET, SCAN_BLOCK_BYTES, type Extent } from './layout.js';
import { Shard } from './shard.js';

export class Extents {
  readonly shards: Shard[] = [];
  private readonly free = new Map<number, Extent[]>();
  /** Slots ever handed out. */
  usedSlots = 0;

  constructor(
    private readonly limits: { workers: number; slots: number; capacityTemplates: number },
    private readonly announce: (shard: Shard, index: number) => void,
  ) {}

  /** A run of zeroed blocks, each to be opened before a search may look at it. `blocks` must be a power of two. */
  take(blocks: number): Extent {
    return this.free.get(blocks)?.pop() ?? this.reserve(blocks);
  }

  /** Marks the slots of one block dead; blocks not opened yet stay memory that was never touched. */
  open({ shard, address }: Extent, block: number): void {
    const flags = address + block * SCAN_BLOCK_BYTES + FLAGS_OFFSET;
    this.shards[shard].bytes.fill(DEAD, flags, flags + BLOCK_TEMPLATES);
  }

  /** Back to the shelf, wiped: no palm may outlive its project in memory. */
  give(extent: Extent): void {
    const bytes = this.shards[extent.shard].bytes;
    bytes.fill(0, extent.address, extent.address + extent.blocks * BLOCK_BYTES);
    const shelf = this.free.get(extent.blocks);
    if (shelf === undefined) this.free.set(extent.blocks, [extent]);
    else shelf.push(extent);
  }

  private reserve(blocks: number): Extent {
    const slots = blocks * BLOCK_TEMPLATES;
    if (this.usedSlots + slots > this.limits.slots) throw new GalleryFullError(this.limits.capacityTemplates);
    let shard = this.shards.length - 1;
    let address = shard < 0 ? null : this.shards[shard].reserve(blocks * BLOCK_BYTES);
    if (address === null) {
      shard = this.shards.push(new Shard(this.limits.workers)) - 1;
      this.announce(this.shards[shard], shard);
      address = this.shards[shard].reserve(blocks * BLOCK_BYTES);
      if (address === null) throw new GalleryFullError(this.limits.capacityTemplates);
    }
    const extent = { shard, address, blocks, firstSlot: this.usedSlots };
    this.usedSlots += slots;
    return extent;
  }
}
