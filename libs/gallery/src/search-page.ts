/** The page of memory that the workers on one search share: how far each phase is, and what one phase hands to the next. */
import type { StagePlan } from './jobs.js';

const PHASES = 8;
const ABORTED = 0;
const NEXT = 1;
const DONE = NEXT + PHASES;
const SEALED = DONE + PHASES;
const COUNTS = SEALED + PHASES;
const HEADER_WORDS = 32;

/** Key of a slot that holds no live template; keys of live ones are at most 2 · 254 + 254. */
export const NOT_LIVE = 768;

/** Stops the work on a search that the main thread has given up; never leaves a worker. */
export class SearchAbortedError extends Error {}

/** Positions in rising order, with their distances; on the page, so that one worker reads what another kept. */
export class Ranking {
  constructor(
    readonly positions: Int32Array,
    readonly values: Float64Array,
    private readonly length: Int32Array,
  ) {}

  get count(): number {
    return Atomics.load(this.length, 0);
  }

  set count(count: number) {
    Atomics.store(this.length, 0, count);
  }
}

/** The memory that the workers of one search share: how far each phase is, and the lists one phase hands to the next. */
export class SearchPage {
  /** How many slots have which coarse distance, or key. */
  readonly histogram: Int32Array;
  readonly sketched: Ranking;
  readonly scanned: Ranking;
  readonly refined: Ranking;
  readonly finalists: Ranking;
  /** Coarse distance of every slot scanned. */
  readonly distances: Uint8Array;
  /** Key of every slot sketched. */
  readonly keys: Uint16Array;
  private readonly header: Int32Array;

  static allocate(plan: StagePlan): SharedArrayBuffer {
    const ranked = plan.sketched + plan.scanned + plan.refined + plan.finalists;
    const slotBytes = plan.sketched > 0 ? 2 : 1;
    return new SharedArrayBuffer((HEADER_WORDS + NOT_LIVE) * 4 + ranked * 12 + plan.positions * slotBytes);
  }

  constructor(page: SharedArrayBuffer, plan: StagePlan) {
    let at = 0;
    const take = (bytes: number) => (at += bytes) - bytes;
    this.header = new Int32Array(page, take(HEADER_WORDS * 4), HEADER_WORDS);
    this.histogram = new Int32Array(page, take(NOT_LIVE * 4), NOT_LIVE);
    const lengths = [plan.sketched, plan.scanned, plan.refined, plan.finalists];
    const values = lengths.map((n) => new Float64Array(page, take(n * 8), n));
    const positions = lengths.map((n) => new Int32Array(page, take(n * 4), n));
    const ranking = (i: number) => new Ranking(positions[i], values[i], this.header.subarray(COUNTS + i));
    [this.sketched, this.scanned, this.refined, this.finalists] = [0, 1, 2, 3].map(ranking);
    this.distances = new Uint8Array(page, at, plan.sketched > 0 ? 0 : plan.positions);
    this.keys = new Uint16Array(page, at, plan.sketched > 0 ? plan.positions : 0);
  }

  /**
   * Runs `work` for 0 … total − 1 shared among the workers on this page, then `close` once, in the worker that finished
   * last; returns in every worker after that. A worker that comes late finds the phase sealed and goes on.
   */
  share(phase: number, total: number, steps: { work: (index: number) => void; close: () => void }): void {
    if (Atomics.load(this.header, SEALED + phase) === 1) return;
    const shares = Math.max(1, total);
    for (;;) {
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAbortedError();
      const index = Atomics.add(this.header, NEXT + phase, 1);
      if (index >= shares) break;
      if (index < total) steps.work(index);
      if (Atomics.add(this.header, DONE + phase, 1) + 1 === shares) this.seal(phase, steps.close);
    }
    this.awaitSeal(phase);
  }

  /** Wakes the workers that wait for one which will not come. */
  abort(): void {
    Atomics.store(this.header, ABORTED, 1);
    for (let phase = 0; phase < PHASES; phase++) Atomics.notify(this.header, SEALED + phase);
  }

  private seal(phase: number, close: () => void): void {
    close();
    Atomics.store(this.header, SEALED + phase, 1);
    Atomics.notify(this.header, SEALED + phase);
  }

  /** Wakes up now and then, because an abort may come between the look and the wait. */
  private awaitSeal(phase: number): void {
    while (Atomics.load(this.header, SEALED + phase) === 0) {
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAbortedError();
      Atomics.wait(this.header, SEALED + phase, 0, 50);
    }
  }
}

/** Counts the live slots by distance. */
export function addTo(histogram: Int32Array, distances: Uint8Array | Uint16Array): void {
  const local = new Int32Array(distances instanceof Uint8Array ? 256 : NOT_LIVE + 1);
  // counted by index: an iterator takes seven times as long here
  for (let at = 0; at < distances.length; at++) local[distances[at]]++;
  for (let distance = 0; distance < local.length - 1; distance++) {
    if (local[distance] > 0) Atomics.add(histogram, distance, local[distance]);
  }
}

/** Keeps the nearest slots by (distance, position), as many as the list holds, in order of position. */
export function keepSlots(distances: Uint8Array | Uint16Array, to: { histogram: Int32Array; into: Ranking }): void {
  const { into, histogram } = to;
  const notLive = distances instanceof Uint8Array ? 255 : NOT_LIVE;
  const { cut, atCut } = cutOf(histogram.subarray(0, notLive), into.positions.length);
  let left = atCut;
  let kept = 0;
  for (let position = 0; position < distances.length; position++) {
    const distance = distances[position];
    if (distance > cut || distance === notLive || (distance === cut && left-- <= 0)) continue;
    into.positions[kept] = position;
    into.values[kept++] = distance;
  }
  into.count = kept;
}

/** Keeps the nearest of a list by (distance, position), as many as `into` holds; a value is distance · unit + more. */
export function keepNearest(from: Ranking, into: Ranking, scale: { distances: number; unit: number }): void {
  const { values, positions, count } = from;
  const histogram = new Int32Array(scale.distances);
  for (let i = 0; i < count; i++) histogram[Math.floor(values[i] / scale.unit)]++;
  const { cut, atCut } = cutOf(histogram, into.positions.length);
  let left = atCut;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const distance = Math.floor(values[i] / scale.unit);
    if (distance > cut || (distance === cut && left-- <= 0)) continue;
    into.positions[kept] = positions[i];
    into.values[kept++] = values[i];
  }
  into.count = kept;
}

/** The least distance of which not all fit, and how many of those do. */
function cutOf(histogram: Int32Array, capacity: number): { cut: number; atCut: number } {
  let cut = 0;
  let nearer = 0;
  while (cut < histogram.length && nearer + histogram[cut] <= capacity) nearer += histogram[cut++];
  return { cut, atCut: capacity - nearer };
}
