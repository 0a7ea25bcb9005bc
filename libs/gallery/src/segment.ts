/** The templates of one project, hand and engine version: its extents, which slots are taken, and whose they are. */
import type { Hand } from '#palm';
import type { Extents } from './extents.js';
import { BLOCK_TEMPLATES, MAX_EXTENT_BLOCKS, type Extent } from './layout.js';

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

export class Segment {
  readonly extents: Extent[] = [];
  templates = 0;
  owners = 0;
  private readonly freed: Place[] = [];
  private blocks = 0;
  /** Slots ever used of the last extent. */
  private usedOfLast = 0;

  constructor(
    /** From 1 up, never used again. */
    readonly number: number,
    readonly key: SegmentKey,
  ) {}

  takePlace(extents: Extents): Place {
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
  spans(): { extent: Extent; blocks: number }[] {
    return this.extents.map((extent, at) => ({
      extent,
      blocks: at === this.extents.length - 1 ? Math.ceil(this.usedOfLast / BLOCK_TEMPLATES) : extent.blocks,
    }));
  }

  /** Slots of the blocks opened so far; the memory of the others was never touched. */
  get openSlots(): number {
    return this.spans().reduce((sum, { blocks }) => sum + blocks * BLOCK_TEMPLATES, 0);
  }

  *slots(): Generator<number> {
    for (const { extent, blocks } of this.spans()) {
      for (let index = 0; index < blocks * BLOCK_TEMPLATES; index++) yield extent.firstSlot + index;
    }
  }
}
