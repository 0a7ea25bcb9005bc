/**
 * One pass of a search, as every worker on it walks through: scan all coarse prefixes, refine what is near, look finer
 * at what stays near, and compare the finalists elastically. Each phase is shared among the workers; what it keeps
 * depends on the data only.
 */
import { TEMPLATE_BYTES } from '#palm';
import type { Chunk, SearchInput } from './jobs.js';
import type { ShardKernel, Stage } from './kernel.js';
import { rowsAddress, type SharedMemory } from './memory.js';
import { FINALISTS } from './parameters.js';
import { matchProbe, ProbeCodes, type ProbeMatch } from './probe-codes.js';
import { LIST, SearchPage, type Ranking } from './search.js';

/** Candidates a worker takes at a time. */
const REFINE_SHARE = 256;
const FINE_SHARE = 32;
const ELASTIC_SHARE = 2;

const PHASE = { scan: 0, refine: 1, fine: 2, elastic: 3 } as const;

export interface ShardView {
  readonly memory: SharedMemory;
  readonly kernel: ShardKernel;
}

export class Cascade {
  private readonly page: SearchPage;
  private readonly probe: ProbeMatch;
  private readonly codes: ProbeCodes;
  /** The stage each shard's kernel was prepared for last. */
  private readonly prepared = new Map<number, Stage>();

  constructor(
    private readonly job: SearchInput,
    private readonly shards: readonly ShardView[],
  ) {
    this.page = new SearchPage(job.page, job.plan);
    this.probe = matchProbe(job.probe, job.pass);
    this.codes = new ProbeCodes(this.probe.templates, job.pass);
  }

  run(): void {
    this.scan();
    if (!this.job.plan.exhaustive) {
      this.refine();
      this.lookFiner();
    }
    this.compareFinalists();
  }

  /** An exhaustive search takes every live slot as a finalist, however far. */
  private scan(): void {
    const { chunks, plan } = this.job;
    const { distances, histogram } = this.page;
    const list = plan.exhaustive ? 'finalists' : 'scanned';
    this.page.share(PHASE.scan, chunks.length, {
      work: (index) => {
        const chunk = chunks[index];
        const found = new Uint8Array(chunk.blocks * 32);
        this.kernelOf(chunk.shard, 'scan').scan(chunk, found);
        distances.set(found, chunk.position);
        addTo(histogram, found);
      },
      close: () => this.page.setCount(LIST[list], keepNearest(this.page, this.page[list])),
    });
  }

  private refine(): void {
    const { scanned, refined } = this.page;
    const count = this.page.count(LIST.scanned);
    this.page.share(PHASE.refine, Math.ceil(count / REFINE_SHARE), {
      work: (share) => this.refineShare(share * REFINE_SHARE, Math.min(count, (share + 1) * REFINE_SHARE)),
      close: () => this.page.setCount(LIST.refined, keepBest({ from: scanned, count, into: refined })),
    });
  }

  /** Candidates of one shard after another, since a kernel reads one memory. */
  private refineShare(from: number, end: number): void {
    const { positions, values } = this.page.scanned;
    while (from < end) {
      const { shard } = chunkAt(this.job.chunks, positions[from]);
      const rows: number[] = [];
      for (let at = from; at < end; at++) {
        const chunk = chunkAt(this.job.chunks, positions[at]);
        if (chunk.shard !== shard) break;
        rows.push(rowOf(chunk, positions[at]));
      }
      values.set(this.kernelOf(shard, 'refine').refine(rows), from);
      from += rows.length;
    }
  }

  private lookFiner(): void {
    const { refined, finalists } = this.page;
    const count = this.page.count(LIST.refined);
    this.page.share(PHASE.fine, Math.ceil(count / FINE_SHARE), {
      work: (share) =>
        this.each(refined, { count, share, size: FINE_SHARE }, (chunk, row, value) => {
          return this.kernelOf(chunk.shard, 'fine').compareFine(row, this.codes.fineAround(value % 256));
        }),
      close: () =>
        this.page.setCount(LIST.finalists, keepBest({ from: refined, count, into: finalists, ...FINALISTS })),
    });
  }

  private compareFinalists(): void {
    const { finalists } = this.page;
    const count = this.page.count(LIST.finalists);
    this.page.share(PHASE.elastic, Math.ceil(count / ELASTIC_SHARE), {
      work: (share) =>
        this.each(finalists, { count, share, size: ELASTIC_SHARE }, (chunk, row) => {
          const template = new Uint8Array(this.shards[chunk.shard].memory.buffer, row, TEMPLATE_BYTES);
          return this.probe.compare(template);
        }),
      close: () => undefined,
    });
  }

  private each(
    list: Ranking,
    part: { count: number; share: number; size: number },
    measure: (chunk: Chunk, row: number, value: number) => number,
  ): void {
    const end = Math.min(part.count, (part.share + 1) * part.size);
    for (let at = part.share * part.size; at < end; at++) {
      const position = list.positions[at];
      const chunk = chunkAt(this.job.chunks, position);
      const row = rowOf(chunk, position);
      list.values[at] = measure(chunk, row, list.values[at]);
    }
  }

  private kernelOf(shard: number, stage: Stage): ShardKernel {
    const { kernel } = this.shards[shard];
    if (this.prepared.get(shard) !== stage) {
      kernel.prepare(stage, this.codes);
      this.prepared.set(shard, stage);
    }
    return kernel;
  }
}

function rowOf(chunk: Chunk, position: number): number {
  return (
    rowsAddress({ address: chunk.address, blocks: chunk.extentBlocks }) + (position - chunk.position) * TEMPLATE_BYTES
  );
}

/** The last chunk that begins at or before the position. */
function chunkAt(chunks: readonly Chunk[], position: number): Chunk {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle].position <= position) low = middle;
    else high = middle - 1;
  }
  return chunks[low];
}

function addTo(histogram: Int32Array, distances: Uint8Array): void {
  const local = new Int32Array(256);
  // counted by index: an iterator takes seven times as long here
  for (let at = 0; at < distances.length; at++) local[distances[at]]++;
  for (let distance = 0; distance < 255; distance++) {
    if (local[distance] > 0) Atomics.add(histogram, distance, local[distance]);
  }
}

/** The nearest positions by (distance, position), as many as the list holds, in order of position. */
function keepNearest(page: SearchPage, into: Ranking): number {
  const capacity = into.positions.length;
  let cut = 0;
  let nearer = 0;
  while (cut < 255 && nearer + page.histogram[cut] <= capacity) nearer += page.histogram[cut++];
  let atCut = capacity - nearer;
  let kept = 0;
  for (let position = 0; position < page.distances.length; position++) {
    const distance = page.distances[position];
    if (distance > cut || distance === 255) continue;
    if (distance === cut && atCut-- <= 0) continue;
    into.positions[kept] = position;
    into.values[kept++] = distance;
  }
  return kept;
}

interface Selection {
  readonly from: Ranking;
  readonly count: number;
  readonly into: Ranking;
  /** Beyond `min` only what is not farther than this from the best. */
  readonly within?: number;
  readonly min?: number;
}

/** The nearest by (value, place in the list), in the list's order, as many as `into` holds. */
function keepBest({ from, count, into, within = Infinity, min = 0 }: Selection): number {
  const values = from.values.subarray(0, count);
  const sorted = Float64Array.from(values).sort();
  let kept = Math.min(count, into.positions.length);
  while (kept > min && sorted[kept - 1] > sorted[0] + within) kept--;
  const cut = sorted[kept - 1];
  let atCut = kept - sorted.indexOf(cut);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (value > cut || (value === cut && atCut-- <= 0)) continue;
    into.positions[at] = from.positions[i];
    into.values[at++] = value;
  }
  return kept;
}
