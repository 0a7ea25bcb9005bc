/** Who lies in which slot: template and owner ids, found in both directions, without one JavaScript object a template. */
import { SlotTable } from './slot-table.js';
import { readUuid, writeUuid } from './uuid.js';

const NONE = -1;

export class Directory {
  /** Segment number of a slot; 0 when nothing lies there. */
  readonly segmentOf: Int32Array;
  /** Revision at which the slot was filled. */
  readonly addedAt: Uint32Array;
  private readonly templates: Uint32Array;
  private readonly owners: Uint32Array;
  private readonly nextOfOwner: Int32Array;
  private readonly byTemplate: SlotTable;
  /** Finds an owner's newest slot; nextOfOwner leads on. */
  private readonly byOwner: SlotTable;
  private readonly askedTemplate = new Uint32Array(4);
  private readonly askedOwner = new Uint32Array(4);

  constructor(slots: number, capacityTemplates: number) {
    this.segmentOf = new Int32Array(slots);
    this.addedAt = new Uint32Array(slots);
    this.templates = new Uint32Array(slots * 4);
    this.owners = new Uint32Array(slots * 4);
    this.nextOfOwner = new Int32Array(slots);
    this.byTemplate = new SlotTable(this.templates, capacityTemplates);
    this.byOwner = new SlotTable(this.owners, capacityTemplates);
  }

  /** Bytes the ids of that many slots take; the reserved rest is never touched. */
  bytesOf(slots: number): number {
    return slots * (4 + 4 + 16 + 16 + 4) + this.byTemplate.bytes + this.byOwner.bytes;
  }

  slotOf(template: string): number {
    writeUuid(template, this.askedTemplate, 0);
    return this.byTemplate.find(this.askedTemplate);
  }

  slotsOf(owner: string): number[] {
    writeUuid(owner, this.askedOwner, 0);
    const slots: number[] = [];
    for (let slot = this.byOwner.find(this.askedOwner); slot !== NONE; slot = this.nextOfOwner[slot]) slots.push(slot);
    return slots;
  }

  /** Reads the ids of an entry about to be written. False when the template is here already. */
  ask(entry: { template: string; owner: string }): boolean {
    writeUuid(entry.owner, this.askedOwner, 0);
    return this.slotOf(entry.template) < 0;
  }

  /** Writes the entry that was asked about last. */
  write(slot: number, entry: { segment: number; revision: number }): void {
    this.templates.set(this.askedTemplate, slot * 4);
    this.owners.set(this.askedOwner, slot * 4);
    this.segmentOf[slot] = entry.segment;
    this.addedAt[slot] = entry.revision;
    this.nextOfOwner[slot] = this.byOwner.find(this.askedOwner);
    this.byOwner.put(slot);
    this.byTemplate.put(slot);
  }

  clear(slot: number): void {
    this.byTemplate.delete(slot);
    this.unlink(slot);
    this.templates.fill(0, slot * 4, slot * 4 + 4);
    this.owners.fill(0, slot * 4, slot * 4 + 4);
    this.segmentOf[slot] = 0;
  }

  templateAt(slot: number): string {
    return readUuid(this.templates, slot * 4);
  }

  ownerAt(slot: number): string {
    return readUuid(this.owners, slot * 4);
  }

  /** How many slots of the segment belong to the owner of this slot. */
  countOfSameOwner(slot: number): number {
    const segment = this.segmentOf[slot];
    let count = 0;
    let at = this.byOwner.find(this.owners, slot * 4);
    for (; at !== NONE; at = this.nextOfOwner[at]) if (this.segmentOf[at] === segment) count++;
    return count;
  }

  private unlink(slot: number): void {
    const newest = this.byOwner.find(this.owners, slot * 4);
    const next = this.nextOfOwner[slot];
    if (newest !== slot) {
      let before = newest;
      while (this.nextOfOwner[before] !== slot) before = this.nextOfOwner[before];
      this.nextOfOwner[before] = next;
    } else if (next === NONE) this.byOwner.delete(slot);
    else this.byOwner.put(next);
  }
}
