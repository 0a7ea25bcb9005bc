/** 1:N search and engine work on pictures: the main thread keeps the records, worker threads compute. */
import { availableParallelism } from 'node:os';
import {
  decide,
  ENGINE_VERSION,
  TEMPLATE_BYTES,
  ATYPICALITY,
  type ColourPicture,
  type GreyPicture,
  type Hand,
} from '#palm';
import type {
  CaptureDigest,
  HandSensor,
  JobInput,
  KernelName,
  Pass,
  ProbeSource,
  Reading,
  SingleJobKind,
  SingleJobs,
} from './jobs.js';
import type { SegmentKey, SharedMemory } from './memory.js';
import { DEFAULT_CAPACITY_TEMPLATES, DEFAULT_MAX_QUEUE, MAX_VERIFY_TEMPLATES } from './parameters.js';
import { ROI_BYTES } from './probe-codes.js';
import type { JobOptions } from './job-queue.js';
import { Search, type Candidate, type Hit } from './search.js';
import { Store, type Entry } from './store.js';
import { WorkerPool } from './worker-pool.js';

export interface GalleryOptions {
  /** Threads; one less than the machine has, at least one, unless given. */
  workers?: number;
  maxQueue?: number;
  capacityTemplates?: number;
  /** Workers open the landmark network when they start, not for the first picture of a hand. */
  warm?: boolean;
  /** For measuring and testing; the best this machine can run unless named. */
  kernel?: KernelName;
  /** For measuring: every stage of a search keeps so many times as much as it has to. */
  keepFactor?: number;
}

export interface GalleryStats {
  templates: number;
  /** Templates that it may hold. */
  capacity: number;
  segments: number;
  /** Memory held for templates and their ids. */
  bytes: number;
  /** Jobs waiting. */
  queue: number;
  /** Threads ready to work. */
  workers: number;
  /** Made since the start. */
  searches: number;
  kernel: KernelName;
}

export interface SearchAnswer {
  /** Best first, each owner's best template only. */
  candidates: Candidate[];
  /** Templates looked through. */
  searched: number;
  owners: number;
  /** What the gallery held: everything appended or removed up to this revision, nothing after. */
  revision: number;
  /** 1 when the probe as it came was accepted, 2 when its poses had to be tried. */
  passes: 1 | 2;
}

export class PalmGallery {
  private searches = 0;

  private constructor(
    private readonly pool: WorkerPool,
    private readonly store: Store,
    private readonly keepFactor: number,
  ) {}

  static async start(options: GalleryOptions = {}): Promise<PalmGallery> {
    const workers = options.workers ?? Math.max(1, availableParallelism() - 1);
    const capacityTemplates = options.capacityTemplates ?? DEFAULT_CAPACITY_TEMPLATES;
    const memories: SharedMemory[] = [];
    const limits = { workers, maxQueue: options.maxQueue ?? DEFAULT_MAX_QUEUE };
    const pool = new WorkerPool(limits, (worker) => ({ worker, memories, kernel: options.kernel, warm: options.warm }));
    const store = new Store({ workers, capacityTemplates }, (shard) => {
      memories.push(shard.memory);
      pool.addMemory(shard.memory);
    });
    await pool.start();
    return new PalmGallery(pool, store, options.keepFactor ?? 1);
  }

  /** A square crop to a region of interest, with its quality; a refusal is an answer, not an error. */
  readRoi(picture: GreyPicture, options: JobOptions = {}): Promise<Reading> {
    return this.single('read', { picture: { ...picture, pixels: ownBytes(picture.pixels) } }, options);
  }

  /** A picture of a whole hand to its region of interest; a refusal is an answer, not an error. */
  readHand(picture: ColourPicture, sensor: HandSensor = 'camera', options: JobOptions = {}): Promise<Reading> {
    return this.single('read-hand', { picture: { ...picture, pixels: ownBytes(picture.pixels) }, sensor }, options);
  }

  /** Template bytes of a 128×128 region of interest. */
  async extract(roi: Uint8Array, options: JobOptions = {}): Promise<Uint8Array> {
    checkRoi(roi);
    return this.single('extract', { roi: ownBytes(roi) }, options);
  }

  /** Best distance of the picture against one palm's templates; 1 when there is none. */
  async verify(roi: Uint8Array, templates: Uint8Array[], options: JobOptions = {}): Promise<number> {
    checkRoi(roi);
    checkTemplates(templates);
    return this.single('verify', { roi: ownBytes(roi), templates: templates.map(ownBytes) }, options);
  }

  /** Distances of a capture to earlier captures of an enrollment, pictures or templates, least of both ways round. */
  async compareCaptures(roi: Uint8Array, earlier: ProbeSource[], options: JobOptions = {}): Promise<number[]> {
    checkRoi(roi);
    return this.single('agreement', { roi: ownBytes(roi), earlier: earlier.map(sourceOf) }, options);
  }

  /** The digest of a capture, and whether one of the earlier digests is of the same picture. */
  async digest(roi: Uint8Array, earlier: Uint8Array[], options: JobOptions = {}): Promise<CaptureDigest> {
    checkRoi(roi);
    return this.single('digest', { roi: ownBytes(roi), earlier: earlier.map(ownBytes) }, options);
  }

  /** Stored against stored: distances in the order of the templates. */
  async compare(template: Uint8Array, templates: Uint8Array[], options: JobOptions = {}): Promise<number[]> {
    checkTemplates([template, ...templates]);
    return this.single('compare', { template: ownBytes(template), templates: templates.map(ownBytes) }, options);
  }

  /**
   * How like the project's other palms the picture is, the smaller the more; null while there are too few of them.
   * Compared with the oldest template of each of some owners, so that the values of years can be held against each other.
   */
  async atypicality(roi: Uint8Array, project: string, options: JobOptions = {}): Promise<number | null> {
    checkRoi(roi);
    const cohort = this.store.cohort(project, ATYPICALITY.cohort.max);
    if (cohort.length < ATYPICALITY.cohort.min) return null;
    return this.single('atypicality', { roi: ownBytes(roi), cohort }, options);
  }

  /** Looks for the probe among a project's palms of the hands named. */
  async search(
    probe: { roi?: Uint8Array; template?: Uint8Array },
    segments: { project: string; hands: readonly Hand[] },
    options: JobOptions = {},
  ): Promise<SearchAnswer> {
    const source = sourceOf(probe);
    this.searches++;
    const held = this.store.select(segments.project, segments.hands);
    const search = new Search(this.store, held, source, this.keepFactor);
    try {
      const base = await this.pass(search, 'base', options);
      const decision = decide(
        base.map(({ owner, distance }) => ({ member: owner, distance })),
        search.templates,
      );
      const tryPoses = decision.outcome === 'not_matched' && search.templates > 0 && 'roi' in source;
      if (!tryPoses) return search.answer(base, 1);
      return search.answer([...base, ...(await this.pass(search, 'poses', options))], 2);
    } finally {
      search.end();
    }
  }

  /** Visible to the next search. A template that is here already stays as it is. */
  append(segment: SegmentKey, entry: Entry, template: Uint8Array): void {
    if (segment.engineVersion !== ENGINE_VERSION) throw new RangeError('a template of another engine version');
    this.store.append(segment, entry, template);
  }

  /** False when it was not here. Its bytes are gone when this returns. */
  remove(template: string): boolean {
    return this.store.remove(template);
  }

  /** Returns how many templates went. */
  removeOwner(owner: string): number {
    return this.store.removeOwner(owner);
  }

  /** Returns how many templates went. */
  removeProject(project: string): number {
    return this.store.removeProject(project);
  }

  has(template: string): boolean {
    return this.store.has(template);
  }

  /** Whether the owner has a searchable template of the hand. */
  holds(key: { project: string; hand: Hand }, owner: string): boolean {
    return this.store.holds(key, owner);
  }

  /** Templates of one project. */
  templatesOf(project: string): number {
    return this.store.templatesOf(project);
  }

  /** Templates that may still be appended. */
  get space(): number {
    return this.store.space;
  }

  /** Milliseconds after which a new job would begin; what cannot be done in time is refused before it waits. */
  get expectedWaitMs(): number {
    return this.pool.expectedWaitMs;
  }

  stats(): GalleryStats {
    const { templates, space, segmentCount: segments, bytes } = this.store;
    const { waiting: queue, size: workers, kernel } = this.pool;
    return { templates, capacity: templates + space, segments, bytes, queue, workers, searches: this.searches, kernel };
  }

  /** Jobs not done yet are refused with a GalleryClosedError. */
  close(): Promise<void> {
    return this.pool.close();
  }

  private async pass(search: Search, pass: Pass, options: JobOptions): Promise<Hit[]> {
    if (search.templates === 0) return [];
    const request = search.request(pass);
    await this.pool.run({ ...request, options });
    return request.hits();
  }

  private single<K extends SingleJobKind>(
    kind: K,
    input: SingleJobs[K]['input'],
    options: JobOptions,
  ): Promise<SingleJobs[K]['output']> {
    const job = { kind, input } as JobInput;
    return this.pool.run({ kind, make: () => job, options }) as Promise<SingleJobs[K]['output']>;
  }
}

/** Posting a view to a thread copies all of the buffer behind it: a view of part of one is cut out first. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function sourceOf(probe: { roi?: Uint8Array; template?: Uint8Array }): ProbeSource {
  if (probe.roi !== undefined) {
    checkRoi(probe.roi);
    return { roi: ownBytes(probe.roi) };
  }
  if (probe.template === undefined) throw new RangeError('a probe is a picture or a template');
  checkTemplates([probe.template]);
  return { template: ownBytes(probe.template) };
}

function checkRoi(roi: Uint8Array): void {
  if (roi.length !== ROI_BYTES) throw new RangeError('a region of interest is 128×128');
}

function checkTemplates(templates: Uint8Array[]): void {
  if (templates.length > MAX_VERIFY_TEMPLATES) throw new RangeError(`at most ${MAX_VERIFY_TEMPLATES} templates`);
  if (templates.some((template) => template.length !== TEMPLATE_BYTES))
    throw new RangeError('a template of another length');
}
