/** One search as the main thread sees it: what was in the gallery when it began, its passes, and whose the hits are. */
import type { JobRequest } from './job-queue.js';
import type { Chunk, JobInput, Pass, ProbeSource, StagePlan } from './jobs.js';
import { BLOCK_TEMPLATES, type Segment } from './memory.js';
import { KEEP, MAX_CANDIDATES, MAX_EXHAUSTIVE_TEMPLATES, MIN_SKETCHED_SLOTS } from './parameters.js';
import { SearchPage } from './search-page.js';
import type { Entry, Store } from './store.js';

export interface Candidate extends Entry {
  /** 0…1, smaller is more alike. */
  readonly distance: number;
}

export interface Hit extends Candidate {
  readonly slot: number;
}

let searches = 0;

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
  /** What the first pass measured, for the sketch of the second. */
  private baseDistances: Uint8Array | null = null;
  private readonly number = ++searches;

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
  request(pass: Pass, plan: StagePlan = this.plan(pass)): JobRequest & { hits: () => Hit[] } {
    const { chunks, probe, number: search, baseDistances } = this;
    let page: SharedArrayBuffer | undefined;
    const make = (): JobInput => {
      page = SearchPage.allocate(plan);
      return { kind: 'search', input: { search, probe, pass, chunks, plan, page, baseDistances } };
    };
    return {
      kind: 'search',
      slots: this.positions,
      make,
      hits: () => (page === undefined ? [] : this.read(pass, new SearchPage(page, plan))),
    };
  }

  plan(pass: Pass): StagePlan {
    const { positions, templates } = this;
    const exhaustive = pass === 'base' && templates <= MAX_EXHAUSTIVE_TEMPLATES;
    if (exhaustive) return { positions, exhaustive, sketched: 0, scanned: 0, refined: 0, finalists: positions };
    const keep = ({ min, fraction, max }: { min: number; fraction: number; max: number }) =>
      Math.min(templates, this.keepFactor * Math.min(max, Math.max(min, Math.ceil(templates * fraction))));
    const { sketched, scanned, refined, finalists } = KEEP[pass];
    return {
      positions,
      exhaustive,
      sketched: pass === 'poses' && positions >= MIN_SKETCHED_SLOTS && this.baseDistances ? keep(sketched) : 0,
      scanned: keep(scanned),
      refined: keep(refined),
      finalists: keep(finalists),
    };
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
  private read(pass: Pass, page: SearchPage): Hit[] {
    if (pass === 'base' && page.scanned.count > 0) this.baseDistances = page.distances;
    const { directory } = this.store;
    const hits: Hit[] = [];
    for (let at = 0; at < page.finalists.count; at++) {
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
