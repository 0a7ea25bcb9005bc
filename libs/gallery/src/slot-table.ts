/** Finds slots by uuid: open addressing over the words the slots hold, so the keys are stored once. */

/** Places per key at most held; at two thirds full a search looks at two places on average. */
const ROOM = 1.5;

export class SlotTable {
  /** Slot + 1; 0 is empty. */
  private readonly places: Int32Array;

  constructor(
    private readonly keys: Uint32Array,
    capacity: number,
  ) {
    this.places = new Int32Array(Math.ceil(capacity * ROOM) + 16);
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
