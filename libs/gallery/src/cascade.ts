/**
 * One pass of a search, as every worker on it walks through: sketch or scan all coarse codes, refine what is near, compare
 * fine codes of what stays near, and compare the finalists elastically. Each phase is shared among the workers; what it
 * keeps depends on the data only.
 */
import { TEMPLATE_BYTES } from '#palm';
import type { Chunk, SearchInput } from './jobs.js';
import type { ShardKernel, Stage } from './kernel.js';
import { BLOCK_TEMPLATES, rowsAddress, type SharedMemory } from './memory.js';
import { POSE_SEARCH } from './parameters.js';
import { ProbeCodes, type ProbeMatcher } from './probe-codes.js';
import { addTo, keepNearest, keepSlots, NOT_LIVE, SearchPage, type Ranking } from './search-page.js';

/** Candidates that a worker takes at a time. */
const ROWS_SHARE = 1024;
const FINE_SHARE = 64;
/** Each worker that compares elastically codes the probe's half cells first, so finalists are taken in few shares. */
const ELASTIC_SHARE = 8;

const PHASE = { sketch: 0, scan: 1, refine: 2, fine: 3, elastic: 4 } as const;

/** A row's coarse distance is kept with the nearest code of each of the pass's templates: distance · CODES + 3 bytes. */
const CODES = 2 ** 24;
const COARSE_DISTANCES = 256;
/** A fine distance is counted in 1/65536. */
const FINE_DISTANCES = 65_537;

type RowStage = 'prefix' | 'refine';

export interface ShardView {
  readonly memory: SharedMemory;
  readonly kernel: ShardKernel;
}

export class Cascade {
  private readonly page: SearchPage;
  private readonly codes: ProbeCodes;
  /** The stage each shard's kernel was prepared for last. */
  private readonly prepared = new Map<number, Stage>();

  constructor(
    private readonly job: SearchInput,
    private readonly probe: ProbeMatcher,
    private readonly shards: readonly ShardView[],
  ) {
    this.page = new SearchPage(job.page, job.plan);
    this.codes = new ProbeCodes(probe.templates(job.pass), job.pass);
  }

  run(): void {
    const { plan, pass } = this.job;
    const { sketched, scanned, refined } = this.page;
    if (plan.sketched > 0) {
      this.sketch();
      this.compareRows('prefix', { phase: PHASE.scan, from: sketched, into: scanned });
    } else this.scan();
    if (!plan.exhaustive) {
      this.compareRows('refine', { phase: PHASE.refine, from: scanned, into: refined });
      this.compareFine();
    }
    if (pass === 'base') this.compareFinalists();
    else this.comparePoses();
  }

  /** An exhaustive search takes every live slot as a finalist, however far. */
  private scan(): void {
    const { plan } = this.job;
    const { distances, scanned, finalists } = this.page;
    this.scanSlots('scan', plan.exhaustive ? finalists : scanned, (chunk, found) => {
      distances.set(found, chunk.position);
      return found;
    });
  }

  /** A sketch of few bits alone would lose too many; added to what the first pass measured it does not. */
  private sketch(): void {
    const { baseDistances } = this.job;
    if (baseDistances === null) throw new Error('a sketch needs the distances of the first pass');
    const { keys, sketched } = this.page;
    this.scanSlots('sketch', sketched, ({ position }, found) => {
      const chunkKeys = keys.subarray(position, position + found.length);
      for (let slot = 0; slot < found.length; slot++) {
        const base = baseDistances[position + slot];
        chunkKeys[slot] = base === 255 || found[slot] === 255 ? NOT_LIVE : 2 * found[slot] + base;
      }
      return chunkKeys;
    });
  }

  private scanSlots(
    stage: 'scan' | 'sketch',
    into: Ranking,
    keep: (chunk: Chunk, found: Uint8Array) => Uint8Array | Uint16Array,
  ): void {
    const { page } = this;
    const { chunks } = this.job;
    page.share(PHASE[stage], chunks.length, {
      work: (index) => {
        const chunk = chunks[index];
        const found = new Uint8Array(chunk.blocks * BLOCK_TEMPLATES);
        this.kernelOf(chunk.shard, stage).scan(chunk, found);
        addTo(page.histogram, keep(chunk, found));
      },
      close: () => keepSlots(stage === 'scan' ? page.distances : page.keys, { histogram: page.histogram, into }),
    });
  }

  private compareRows(stage: RowStage, step: { phase: number; from: Ranking; into: Ranking }): void {
    const { phase, from, into } = step;
    this.page.share(phase, Math.ceil(from.count / ROWS_SHARE), {
      work: (share) => this.compareShare(stage, from, share * ROWS_SHARE),
      close: () => keepNearest(from, into, { distances: COARSE_DISTANCES + 1, unit: CODES }),
    });
  }

  /** Candidates of one shard after another, since a kernel reads one memory. */
  private compareShare(stage: RowStage, { positions, values, count }: Ranking, first: number): void {
    const { chunks } = this.job;
    const end = Math.min(count, first + ROWS_SHARE);
    let nth = chunkAt(chunks, positions[first]);
    for (let at = first; at < end;) {
      const { shard } = chunks[nth];
      const rows = new Uint32Array(end - at);
      let taken = 0;
      for (; at < end; at++) {
        while (nth + 1 < chunks.length && chunks[nth + 1].position <= positions[at]) nth++;
        if (chunks[nth].shard !== shard) break;
        rows[taken++] = rowOf(chunks[nth], positions[at]);
      }
      this.nearestCodes(
        this.kernelOf(shard, stage),
        { stage, rows: rows.subarray(0, taken) },
        values.subarray(at - taken),
      );
    }
  }

  private nearestCodes(kernel: ShardKernel, of: { stage: RowStage; rows: Uint32Array }, into: Float64Array): void {
    const sets = this.codes[of.stage].map((_, set) => {
      const found = new Uint16Array(of.rows.length);
      kernel.refine(set, of.rows, found);
      return found;
    });
    for (let i = 0; i < of.rows.length; i++) {
      let distance = COARSE_DISTANCES;
      let codes = 0;
      for (const found of sets) {
        distance = Math.min(distance, found[i] >> 8);
        codes = codes * 256 + (found[i] & 255);
      }
      into[i] = distance * CODES + codes;
    }
  }

  private compareFine(): void {
    const { refined, finalists } = this.page;
    this.page.share(PHASE.fine, Math.ceil(refined.count / FINE_SHARE), {
      work: (share) =>
        this.each(refined, { share, size: FINE_SHARE }, (chunk, row, value) => {
          const kernel = this.kernelOf(chunk.shard, 'fine');
          const sets = this.codes.refine.length;
          let least = FINE_DISTANCES;
          for (let set = 0; set < sets; set++) {
            const code = Math.floor(value / 256 ** (sets - 1 - set)) % 256;
            least = Math.min(least, kernel.compareFine(row, this.codes.fineAround(set, code)));
          }
          return least * CODES;
        }),
      close: () => keepNearest(refined, finalists, { distances: FINE_DISTANCES + 1, unit: CODES }),
    });
  }

  private compareFinalists(): void {
    const { finalists } = this.page;
    this.page.share(PHASE.elastic, Math.ceil(finalists.count / ELASTIC_SHARE), {
      work: (share) =>
        this.each(finalists, { share, size: ELASTIC_SHARE }, (chunk, row) =>
          this.probe.compareBase(this.templateAt(chunk, row)),
        ),
      close: () => undefined,
    });
  }

  /** In one worker, since poses that one finalist asked for serve the next. */
  private comparePoses(): void {
    const { finalists } = this.page;
    const all = { share: 0, size: finalists.count };
    this.page.share(PHASE.elastic, 1, {
      work: () => {
        const poses: number[] = [];
        let nth = 0;
        this.each(finalists, all, (chunk, row) => {
          const { distance, pose } = this.probe.compareScanPoses(this.templateAt(chunk, row));
          poses.push(pose);
          return distance;
        });
        const nearest = finalists.values.slice(0, finalists.count).sort()[POSE_SEARCH.nearest - 1] ?? 1;
        this.each(finalists, all, (chunk, row, value) => {
          const template = this.templateAt(chunk, row);
          const pose = poses[nth++];
          let least = value;
          if (value <= nearest) least = Math.min(least, this.probe.compareNeighbours(template, pose));
          return least <= POSE_SEARCH.allWithin ? this.probe.compareAll(template) : least;
        });
      },
      close: () => undefined,
    });
  }

  private each(
    list: Ranking,
    part: { share: number; size: number },
    measure: (chunk: Chunk, row: number, value: number) => number,
  ): void {
    const { chunks } = this.job;
    const end = Math.min(list.count, (part.share + 1) * part.size);
    for (let at = part.share * part.size; at < end; at++) {
      const position = list.positions[at];
      const chunk = chunks[chunkAt(chunks, position)];
      list.values[at] = measure(chunk, rowOf(chunk, position), list.values[at]);
    }
  }

  private templateAt({ shard }: Chunk, row: number): Uint8Array {
    return new Uint8Array(this.shards[shard].memory.buffer, row, TEMPLATE_BYTES);
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

/** Index of the last chunk that begins at or before the position. */
function chunkAt(chunks: readonly Chunk[], position: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle].position <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
