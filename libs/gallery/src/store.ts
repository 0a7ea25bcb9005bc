/** What lies in the gallery, as the main thread keeps it: appends and removals, visible to the next search. */
import { COARSE_OFFSET, COARSE_PREFIX_BYTES, ENGINE_VERSION, TEMPLATE_BYTES, type Hand } from '#palm';
import { Directory } from './directory.js';
import {
  BLOCK_BYTES,
  BLOCK_TEMPLATES,
  DEAD,
  ExtentAllocator,
  LIVE,
  rowAddress,
  scanAddress,
  SCRATCH_BYTES,
  Segment,
  type Extent,
  type Place,
  type SegmentKey,
  type Shard,
} from './memory.js';

/** The gallery holds as many templates as it may. */
export class GalleryFullError extends Error {
  constructor(readonly capacityTemplates: number) {
    super(`the gallery was started for ${capacityTemplates} templates`);
    this.name = 'GalleryFullError';
  }
}

export interface Entry {
  /** Template uuid. */
  readonly template: string;
  /** Member uuid. */
  readonly owner: string;
}

/** Slots looked at for each template of a cohort. */
const COHORT_LOOKS = 20;
const SLOT_BYTES = BLOCK_BYTES / BLOCK_TEMPLATES;

export class Store {
  readonly readers = new Readers();
  readonly directory: Directory;
  readonly extents: ExtentAllocator;
  /** Grows with every append and removal. */
  revision = 0;
  templates = 0;
  private readonly projects = new Map<string, Map<string, Segment>>();
  private readonly segments: (Segment | undefined)[] = [undefined];

  constructor(
    private readonly limits: { workers: number; capacityTemplates: number },
    onShard: (shard: Shard) => void,
  ) {
    this.directory = new Directory(limits.capacityTemplates);
    this.extents = new ExtentAllocator(limits, onShard);
  }

  /** Does nothing for a template that is here already. Whether the bytes are a palm's was judged before they were kept. */
  append(key: SegmentKey, entry: Entry, template: Uint8Array): void {
    if (template.length !== TEMPLATE_BYTES) throw new RangeError('a template of another length');
    if (!this.directory.parse(entry)) return;
    if (this.templates >= this.limits.capacityTemplates) throw new GalleryFullError(this.limits.capacityTemplates);
    const segment = this.segmentFor(key);
    const place = segment.takePlace(this.extents);
    this.directory.reserve(this.extents.usedSlots);
    const slot = place.extent.firstSlot + place.index;
    this.directory.write(slot, { segment: segment.number, revision: ++this.revision });
    if (this.directory.countOfSameOwner(slot) === 1) segment.owners++;
    segment.templates++;
    this.templates++;
    this.writeBytes(place, template);
  }

  remove(template: string): boolean {
    const slot = this.directory.slotOf(template);
    if (slot < 0) return false;
    this.removeSlot(slot);
    return true;
  }

  removeOwner(owner: string): number {
    const slots = this.directory.slotsOf(owner);
    for (const slot of slots) this.removeSlot(slot);
    return slots.length;
  }

  removeProject(project: string): number {
    const segments = [...(this.projects.get(project)?.values() ?? [])];
    this.projects.delete(project);
    let removed = 0;
    for (const segment of segments) {
      removed += segment.templates;
      for (const slot of segment.slots()) {
        if (this.directory.segmentOf[slot] === segment.number) this.forget(segment, slot);
      }
      this.segments[segment.number] = undefined;
      this.readers.afterwards(() => segment.extents.forEach((extent) => this.extents.give(extent)));
    }
    return removed;
  }

  /** Templates that may still be appended. */
  get space(): number {
    return this.limits.capacityTemplates - this.templates;
  }

  /** Whether the owner has a template of this engine for the hand. */
  holds(key: { project: string; hand: Hand }, owner: string): boolean {
    const [segment] = this.select(key.project, [key.hand]);
    return (
      segment !== undefined &&
      this.directory.slotsOf(owner).some((slot) => this.directory.segmentOf[slot] === segment.number)
    );
  }

  /** Templates of a project, of every hand and engine. */
  templatesOf(project: string): number {
    let count = 0;
    for (const segment of this.projects.get(project)?.values() ?? []) count += segment.templates;
    return count;
  }

  has(template: string): boolean {
    return this.directory.slotOf(template) >= 0;
  }

  /** The segments a search looks into: this engine's templates of the declared hands. */
  select(project: string, hands: readonly Hand[]): Segment[] {
    const held = this.projects.get(project);
    return [...new Set(hands)].flatMap((hand) => held?.get(segmentName({ hand, engineVersion: ENGINE_VERSION })) ?? []);
  }

  /** Templates of so many owners at most, one of each, as many of either hand; the same ones as long as they are here. */
  cohort(project: string, max: number): Uint8Array[] {
    const segments = this.select(project, ['left', 'right']);
    const share = Math.ceil(max / Math.max(1, segments.length));
    return segments.flatMap((segment) => this.firstOfOwners(segment, share));
  }

  get segmentCount(): number {
    let count = 0;
    for (const segments of this.projects.values()) count += segments.size;
    return count;
  }

  /** Memory really touched: codes, rows and ids of the slots in open blocks, the id tables, the workers' scratch. */
  get bytes(): number {
    const slots = this.segments.reduce((sum, segment) => sum + (segment?.openSlots ?? 0), 0);
    const scratch = this.extents.shards.length * this.limits.workers * SCRATCH_BYTES;
    return slots * SLOT_BYTES + scratch + this.directory.bytesOf(slots);
  }

  /** Looks at the first few slots only: an owner's samples lie side by side. */
  private firstOfOwners(segment: Segment, max: number): Uint8Array[] {
    const owners = new Set<string>();
    const found: Uint8Array[] = [];
    let looks = max * COHORT_LOOKS;
    for (const slot of segment.slots()) {
      if (found.length === max || looks-- === 0) break;
      if (this.directory.segmentOf[slot] !== segment.number) continue;
      const owner = this.directory.ownerAt(slot);
      if (owners.has(owner)) continue;
      owners.add(owner);
      const { extent, index } = segment.placeOf(slot);
      const row = rowAddress(extent, index);
      found.push(this.bytesOf(extent).slice(row, row + TEMPLATE_BYTES));
    }
    return found;
  }

  private segmentFor(key: SegmentKey): Segment {
    let held = this.projects.get(key.project);
    if (held === undefined) this.projects.set(key.project, (held = new Map()));
    let segment = held.get(segmentName(key));
    if (segment === undefined) {
      segment = new Segment(this.segments.length);
      this.segments.push(segment);
      held.set(segmentName(key), segment);
    }
    return segment;
  }

  private removeSlot(slot: number): void {
    const segment = this.segments[this.directory.segmentOf[slot]];
    if (segment === undefined) throw new Error('a filled slot has a segment');
    const place = segment.placeOf(slot);
    this.forget(segment, slot);
    this.wipe(place);
    this.readers.afterwards(() => segment.reuse(place));
  }

  private forget(segment: Segment, slot: number): void {
    if (this.directory.countOfSameOwner(slot) === 1) segment.owners--;
    this.directory.clear(slot);
    segment.templates--;
    this.templates--;
    this.revision++;
  }

  /** The flag last: a search that runs meanwhile drops what came after it began, but must not read half a code as live. */
  private writeBytes({ extent, index }: Place, template: Uint8Array): void {
    const bytes = this.bytesOf(extent);
    bytes.set(template, rowAddress(extent, index));
    const scan = scanAddress(extent, index);
    for (let b = 0; b < COARSE_PREFIX_BYTES; b++) bytes[scan + b * BLOCK_TEMPLATES] = template[COARSE_OFFSET + b];
    Atomics.store(bytes, scan + COARSE_PREFIX_BYTES * BLOCK_TEMPLATES, LIVE);
  }

  /** An erased palm is gone from memory at once, not when its slot is used again. */
  private wipe({ extent, index }: Place): void {
    const bytes = this.bytesOf(extent);
    const scan = scanAddress(extent, index);
    Atomics.store(bytes, scan + COARSE_PREFIX_BYTES * BLOCK_TEMPLATES, DEAD);
    for (let b = 0; b < COARSE_PREFIX_BYTES; b++) bytes[scan + b * BLOCK_TEMPLATES] = 0;
    const row = rowAddress(extent, index);
    bytes.fill(0, row, row + TEMPLATE_BYTES);
  }

  private bytesOf(extent: Extent): Uint8Array {
    return this.extents.shards[extent.shard].bytes;
  }
}

function segmentName(key: { hand: Hand; engineVersion: number }): string {
  return `${key.hand}/${key.engineVersion}`;
}

/** Keeps memory that a running search may still read from being used again before that search has ended. */
class Readers {
  private readonly running = new Set<number>();
  private readonly waiting: { after: number; act: () => void }[] = [];
  private latest = 0;

  /** A search begins; give the number back to `leave`. */
  enter(): number {
    this.running.add(++this.latest);
    return this.latest;
  }

  leave(reader: number): void {
    this.running.delete(reader);
    const oldest = this.oldest();
    while (this.waiting.length > 0 && this.waiting[0].after < oldest) this.waiting.shift()?.act();
  }

  /** Acts once every search that is running now has ended: at once when there is none. */
  afterwards(act: () => void): void {
    if (this.running.size === 0) act();
    else this.waiting.push({ after: this.latest, act });
  }

  /** Readers are numbered in order of entry, and a set keeps that order. */
  private oldest(): number {
    const first = this.running.values().next();
    return first.done === true ? Infinity : first.value;
  }
}
