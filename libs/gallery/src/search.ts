/** One search as the main thread sees it, and the page of memory that the workers on it share. */
import type { Chunk, JobInput, Pass, ProbeSource, StagePlan } from './jobs.js';
import { BLOCK_TEMPLATES, type Segment } from './memory.js';
import { FINALISTS, KEEP, MAX_CANDIDATES, MAX_EXHAUSTIVE_TEMPLATES } from './parameters.js';
import type { Entry, Store } from './store.js';

export interface Candidate extends Entry {
  /** 0…1, smaller is more alike. */
  readonly distance: number;
}

export interface Hit extends Candidate {
  readonly slot: number;
}

/** What was in the gallery when the search began, the jobs of its passes, and whose the slots are that they found. */
export class Search {
  readonly templates: number;
  private readonly owners: number;
  private readonly revision: number;
  private readonly reader: number;
  private readonly chunks: Chunk[] = [];
  /** First slot of each chunk. */
  private readonly firstSlots: number[] = [];
  private positions = 0;

  constructor(
    private readonly store: Store,
    segments: readonly Segment[],
    private readonly probe: ProbeSource,
    private readonly keepFactor = 1,
  ) {
    this.revision = store.revision;
    this.templates = segments.reduce((sum, segment) => sum + segment.templates, 0);
    this.owners = segments.reduce((sum, segment) => sum + segment.owners, 0);
    for (const segment of segments) this.addChunks(segment);
    this.reader = store.readers.enter();
  }

  /** The job of one pass, made afresh for each try because a page serves once, and how to read its page when done. */
  request(pass: Pass, plan: StagePlan = this.plan(pass)): { make: () => JobInput; hits: () => Hit[] } {
    const { chunks, probe } = this;
    let page: SharedArrayBuffer | undefined;
    const make = (): JobInput => {
      page = SearchPage.allocate(plan);
      return { kind: 'search', input: { probe, pass, chunks, plan, page } };
    };
    return { make, hits: () => (page === undefined ? [] : this.read(new SearchPage(page, plan))) };
  }

  /** Small galleries are compared elastically throughout, so that their answers are exact. */
  plan(pass: Pass): StagePlan {
    const { positions, templates } = this;
    const exhaustive = pass === 'base' && templates <= MAX_EXHAUSTIVE_TEMPLATES;
    if (exhaustive) return { positions, exhaustive, scanned: 0, refined: 0, finalists: positions };
    const keep = ({ min, fraction }: { min: number; fraction: number }) =>
      Math.min(templates, this.keepFactor * Math.max(min, Math.ceil(templates * fraction)));
    const { scanned, refined } = KEEP[pass];
    const finalists = Math.min(templates, this.keepFactor * FINALISTS.max);
    return { positions, exhaustive, scanned: keep(scanned), refined: keep(refined), finalists };
  }

  answer(hits: Hit[], passes: 1 | 2) {
    const { templates: searched, owners, revision } = this;
    return { candidates: bestOfEachOwner(hits), searched, owners, revision, passes };
  }

  end(): void {
    this.store.readers.leave(this.reader);
  }

  private addChunks(segment: Segment): void {
    for (const { extent, blocks } of segment.openBlocks()) {
      const { shard, address, blocks: extentBlocks } = extent;
      this.chunks.push({ shard, address, extentBlocks, blocks, position: this.positions });
      this.firstSlots.push(extent.firstSlot);
      this.positions += blocks * BLOCK_TEMPLATES;
    }
  }

  /** Leaves out what was removed meanwhile, and what was appended after the search began. */
  private read(page: SearchPage): Hit[] {
    const { directory } = this.store;
    const hits: Hit[] = [];
    for (let at = 0; at < page.count(LIST.finalists); at++) {
      const slot = this.slotAt(page.finalists.positions[at]);
      if (directory.segmentOf[slot] === 0 || directory.addedAt[slot] > this.revision) continue;
      const distance = page.finalists.values[at];
      hits.push({ template: directory.templateAt(slot), owner: directory.ownerAt(slot), distance, slot });
    }
    return hits;
  }

  private slotAt(position: number): number {
    let at = this.chunks.length - 1;
    while (this.chunks[at].position > position) at--;
    return this.firstSlots[at] + position - this.chunks[at].position;
  }
}

/** By distance, then by template id, so that the answer does not depend on the order of arrival. */
function bestOfEachOwner(hits: Hit[]): Candidate[] {
  const sorted = [...hits].sort((a, b) => a.distance - b.distance || (a.template < b.template ? -1 : 1));
  const owners = new Set<string>();
  const best: Candidate[] = [];
  for (const { template, owner, distance } of sorted) {
    if (owners.has(owner) || best.length === MAX_CANDIDATES) continue;
    owners.add(owner);
    best.push({ template, owner, distance });
  }
  return best;
}

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

/** Stops the work on a search that the main thread has given up; never leaves a worker. */
export class SearchAbortedError extends Error {}

/** Positions in rising order, with their distances. */
export interface Ranking {
  readonly positions: Int32Array;
  readonly values: Float64Array;
}

/** The memory that the workers of one search share: how far each phase is, and the lists one phase hands to the next. */
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
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAbortedError();
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
      if (Atomics.load(this.header, ABORTED) !== 0) throw new SearchAbortedError();
      Atomics.wait(this.header, SEALED + phase, 0, 50);
    }
  }
}
