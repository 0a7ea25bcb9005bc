/** One search as the main thread sees it: what was in the gallery when it began, and whose the found slots are. */
import type { Work } from './jobs.js';
import { BLOCK_TEMPLATES } from './layout.js';
import { EXHAUSTIVE_TEMPLATES, FINALISTS, KEEP, MAX_CANDIDATES } from './limits.js';
import type { Chunk, Pass, ProbeSource, StagePlan } from './search-job.js';
import { LIST, SearchPage } from './search-page.js';
import type { Segment } from './segment.js';
import type { Entry, Store } from './store.js';

export interface Candidate extends Entry {
  /** 0…1, smaller is more alike. */
  readonly distance: number;
}

export interface Found extends Candidate {
  readonly slot: number;
}

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

  /** The job of one pass, and how to read its page once it is done. */
  order(pass: Pass, plan: StagePlan = this.plan(pass)): { make: () => Work; read: () => Found[] } {
    const { chunks, probe } = this;
    let page = SearchPage.allocate(plan);
    const make = (): Work => {
      page = SearchPage.allocate(plan);
      return { kind: 'search', ask: { probe, pass, chunks, plan, page } };
    };
    return { make, read: () => this.read(new SearchPage(page, plan)) };
  }

  /** Small galleries are compared elastically throughout, so that their answers are exact. */
  plan(pass: Pass): StagePlan {
    const { positions, templates } = this;
    const exhaustive = pass === 'base' && templates <= EXHAUSTIVE_TEMPLATES;
    if (exhaustive) return { positions, exhaustive, scanned: 0, refined: 0, finalists: positions };
    const keep = ({ atLeast, fraction }: { atLeast: number; fraction: number }) =>
      Math.min(templates, this.keepFactor * Math.max(atLeast, Math.ceil(templates * fraction)));
    const { scanned, refined } = KEEP[pass];
    const finalists = Math.min(templates, this.keepFactor * FINALISTS.atMost);
    return { positions, exhaustive, scanned: keep(scanned), refined: keep(refined), finalists };
  }

  answer(found: Found[], passes: 1 | 2) {
    const { templates: searched, owners, revision } = this;
    return { candidates: bestOfEachOwner(found), searched, owners, revision, passes };
  }

  end(): void {
    this.store.readers.leave(this.reader);
  }

  private addChunks(segment: Segment): void {
    for (const { extent, blocks } of segment.spans()) {
      const { shard, address, blocks: extentBlocks } = extent;
      this.chunks.push({ shard, address, extentBlocks, blocks, position: this.positions });
      this.firstSlots.push(extent.firstSlot);
      this.positions += blocks * BLOCK_TEMPLATES;
    }
  }

  /** Leaves out what was removed meanwhile, and what was appended after the search began. */
  private read(page: SearchPage): Found[] {
    const { directory } = this.store;
    const found: Found[] = [];
    for (let at = 0; at < page.count(LIST.finalists); at++) {
      const slot = this.slotAt(page.finalists.positions[at]);
      if (directory.segmentOf[slot] === 0 || directory.addedAt[slot] > this.revision) continue;
      const distance = page.finalists.values[at];
      found.push({ template: directory.templateAt(slot), owner: directory.ownerAt(slot), distance, slot });
    }
    return found;
  }

  private slotAt(position: number): number {
    let at = this.chunks.length - 1;
    while (this.chunks[at].position > position) at--;
    return this.firstSlots[at] + position - this.chunks[at].position;
  }
}

/** By distance, then by template id, so that the answer does not depend on the order of arrival. */
function bestOfEachOwner(found: Found[]): Candidate[] {
  const sorted = [...found].sort((a, b) => a.distance - b.distance || (a.template < b.template ? -1 : 1));
  const owners = new Set<string>();
  const best: Candidate[] = [];
  for (const { template, owner, distance } of sorted) {
    if (owners.has(owner) || best.length === MAX_CANDIDATES) continue;
    owners.add(owner);
    best.push({ template, owner, distance });
  }
  return best;
}
