/** The page the workers of one search share: how far each phase is, and the lists one phase hands to the next. */
import type { StagePlan } from './search-job.js';

const PHASES = 8;
const ABORTED = 0;
const NEXT = 1;
const DONE = NEXT + PHASES;
const SEALED = DONE + PHASES;
const COUNTS = SEALED + PHASES;
const HEADER_WORDS = 32;
const DISTANCES = 256;

/** Numbers of the lists whose length the page counts. */
export const LIST = { scanned: 0, refined: 1, finalists: 2 } as const;

/** Stops the work on a search that main has given up; never leaves a worker. */
export class SearchAborted extends Error {}

/** Positions in rising order, with their distances. */
export interface Ranking {
  readonly positions: Int32Array;
  readonly values: Float64Array;
}

export class SearchPage {
  /** Coarse distance of every position. */
  readonly distances: Uint8Array;
  /** How many positions have which coarse distance. */
  readonly histogram: Int32Array;
  readonly scanned: Ranking;
  readonly refined: Ranking;
  readonly finalists: Ranking;
  private readonly header: Int32Array;

  static allocate(plan: StagePlan): SharedArrayBuffer {
    const ranked = plan.scanned + plan.refined + plan.finalists;
    return new SharedArrayBuffer((HEADER_WORDS + DISTANCES) * 4 + ranked * 12 + plan.positions + 32);
  }

  constructor(page: SharedArrayBuffer, plan: StagePlan) {
    let at = 0;
    const take = (bytes: number) => (at += bytes) - bytes;
    this.header = new Int32Array(page, take(HEADER_WORDS * 4), HEADER_WORDS);
    this.histogram = new Int32Array(page, take(DISTANCES * 4), DISTANCES);
    const values = [plan.scanned, plan.refined, plan.finalists].map((n) => new Float64Array(page, take(n * 8), n));
    const lists = values.map(({ length }) => new Int32Array(page, take(length * 4), length));
    [this.scanned, this.refined, this.finalists] = lists.map((positions, i) => ({ positions, values: values[i] }));
    this.distances = new Uint8Array(page, at, plan.positions);
  }

  /**
   * Runs `work` for 0 … total − 1 shared among the workers on this page, then `close` once, in the worker that finished
   * last; returns in every worker after that. A worker that comes late finds the phase sealed and goes on.
   */
  share(phase: number, total: number, steps: { work: (index: number) => void; close: () => void }): void {
    if (Atomics.load(this.header, SEALED + phase) === 1) return;
    const shares = Math.max(1, total);
    for (;;) {
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAborted();
      const index = Atomics.add(this.header, NEXT + phase, 1);
      if (index >= shares) break;
      if (index < total) steps.work(index);
      if (Atomics.add(this.header, DONE + phase, 1) + 1 === shares) this.seal(phase, steps.close);
    }
    this.awaitSeal(phase);
  }

  count(list: number): number {
    return Atomics.load(this.header, COUNTS + list);
  }

  setCount(list: number, count: number): void {
    Atomics.store(this.header, COUNTS + list, count);
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
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAborted();
      Atomics.wait(this.header, SEALED + phase, 0, 50);
    }
  }
}
