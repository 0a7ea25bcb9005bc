/** Who lies in which slot: template and owner ids, found in both directions, without one JavaScript object a template. */

const NONE = -1;
/** Places per key at most held; at two thirds full a search looks at two places on average. */
const PLACES_PER_KEY = 1.5;
const UUID_LENGTH = 36;
const FIRST_SLOTS = 1 << 10;

export class Directory {
  /** Segment number of a slot; 0 when nothing lies there. */
  segmentOf = new Int32Array(FIRST_SLOTS);
  /** Revision at which the slot was filled. */
  addedAt = new Uint32Array(FIRST_SLOTS);
  private templates = new Uint32Array(FIRST_SLOTS * 4);
  private owners = new Uint32Array(FIRST_SLOTS * 4);
  private nextOfOwner = new Int32Array(FIRST_SLOTS);
  private readonly byTemplate: SlotTable;
  /** Finds an owner's newest slot; nextOfOwner leads on. */
  private readonly byOwner: SlotTable;
  private readonly parsedTemplate = new Uint32Array(4);
  private readonly parsedOwner = new Uint32Array(4);

  constructor(capacityTemplates: number) {
    this.byTemplate = new SlotTable(this.templates, capacityTemplates);
    this.byOwner = new SlotTable(this.owners, capacityTemplates);
  }

  /** Makes space for that many slots; grows by doubling, so that a slot is moved once on average. */
  reserve(slots: number): void {
    const held = this.segmentOf.length;
    if (slots <= held) return;
    const wanted = Math.max(slots, held * 2);
    this.segmentOf = grown(this.segmentOf, new Int32Array(wanted));
    this.addedAt = grown(this.addedAt, new Uint32Array(wanted));
    this.templates = grown(this.templates, new Uint32Array(wanted * 4));
    this.owners = grown(this.owners, new Uint32Array(wanted * 4));
    this.nextOfOwner = grown(this.nextOfOwner, new Int32Array(wanted));
    this.byTemplate.keys = this.templates;
    this.byOwner.keys = this.owners;
  }

  /** Bytes the ids of that many slots take; the reserved rest is never touched. */
  bytesOf(slots: number): number {
    return slots * (4 + 4 + 16 + 16 + 4) + this.byTemplate.bytes + this.byOwner.bytes;
  }

  slotOf(template: string): number {
    writeUuid(template, this.parsedTemplate, 0);
    return this.byTemplate.find(this.parsedTemplate);
  }

  slotsOf(owner: string): number[] {
    writeUuid(owner, this.parsedOwner, 0);
    const slots: number[] = [];
    for (let slot = this.byOwner.find(this.parsedOwner); slot !== NONE; slot = this.nextOfOwner[slot]) slots.push(slot);
    return slots;
  }

  /** Parses the ids of an entry about to be written. False when the template is here already. */
  parse(entry: { template: string; owner: string }): boolean {
    writeUuid(entry.owner, this.parsedOwner, 0);
    return this.slotOf(entry.template) < 0;
  }

  /** Writes the entry that was parsed last. */
  write(slot: number, entry: { segment: number; revision: number }): void {
    this.templates.set(this.parsedTemplate, slot * 4);
    this.owners.set(this.parsedOwner, slot * 4);
    this.segmentOf[slot] = entry.segment;
    this.addedAt[slot] = entry.revision;
    this.nextOfOwner[slot] = this.byOwner.find(this.parsedOwner);
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

function grown<T extends Int32Array | Uint32Array>(held: T, larger: T): T {
  larger.set(held);
  return larger;
}

/** Finds slots by uuid: open addressing over the words the slots hold, so the keys are stored once. */
class SlotTable {
  /** Slot + 1; 0 is empty. */
  private readonly places: Int32Array;

  constructor(
    public keys: Uint32Array,
    capacity: number,
  ) {
    this.places = new Int32Array(Math.ceil(capacity * PLACES_PER_KEY) + 16);
  }

  get bytes(): number {
    return this.places.byteLength;
  }

  /** The slot whose key equals the four words at `at`, or −1. */
  find(words: Uint32Array, at = 0): number {
    const place = this.placeOf(words, at);
    return this.places[place] - 1;
  }

  /** The slot's key must already be written; a slot with an equal key is replaced by this one. */
  put(slot: number): void {
    this.places[this.placeOf(this.keys, slot * 4)] = slot + 1;
  }

  delete(slot: number): void {
    let hole = this.placeOf(this.keys, slot * 4);
    if (this.places[hole] === 0) return;
    this.places[hole] = 0;
    for (let at = this.after(hole); this.places[at] !== 0; at = this.after(at)) {
      const home = this.home(this.keys, (this.places[at] - 1) * 4);
      if (this.distance(home, at) < this.distance(hole, at)) continue;
      this.places[hole] = this.places[at];
      this.places[at] = 0;
      hole = at;
    }
  }

  private placeOf(words: Uint32Array, at: number): number {
    const { keys, places } = this;
    let place = this.home(words, at);
    for (; places[place] !== 0; place = this.after(place)) {
      const key = (places[place] - 1) * 4;
      if (keys[key + 3] !== words[at + 3] || keys[key + 2] !== words[at + 2]) continue;
      if (keys[key + 1] === words[at + 1] && keys[key] === words[at]) break;
    }
    return place;
  }

  private after(place: number): number {
    return place + 1 === this.places.length ? 0 : place + 1;
  }

  /** Steps from one place forward to another, around the end. */
  private distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + this.places.length;
  }

  private home(words: Uint32Array, at: number): number {
    let mixed = words[at] ^ Math.imul(words[at + 1], 0x9e3779b1) ^ Math.imul(words[at + 2], 0x85ebca6b) ^ words[at + 3];
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return Math.floor(((mixed ^ (mixed >>> 13)) >>> 0) * (this.places.length / 2 ** 32));
  }
}

/** Value of a hexadecimal digit by its character code; 255 for anything else. */
const DIGITS = new Uint8Array(128).fill(255);
for (let value = 0; value < 16; value++) {
  for (const digit of [value.toString(16), value.toString(16).toUpperCase()]) DIGITS[digit.charCodeAt(0)] = value;
}

/** A uuid as four words, since a million strings would cost more memory than their coarse codes. Writes them at `at`; throws a RangeError for anything but a uuid. */
function writeUuid(uuid: string, into: Uint32Array, at: number): void {
  let word = at;
  let value = 0;
  let digits = 0;
  let bad = uuid.length === UUID_LENGTH ? 0 : 255;
  for (let i = 0; i < UUID_LENGTH; i++) {
    const code = uuid.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      bad |= code ^ 45;
      continue;
    }
    const digit = code < 128 ? DIGITS[code] : 255;
    bad |= digit & 0xf0;
    value = (value << 4) | digit;
    if ((++digits & 7) === 0) into[word++] = value;
  }
  if (bad !== 0) throw new RangeError('not a uuid');
}

function readUuid(from: Uint32Array, at: number): string {
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => from[at + i].toString(16).padStart(8, '0'));
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}
