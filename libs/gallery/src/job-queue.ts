/** Jobs on their way through the pool: how long they will take, which is next, and which cannot be done in time. */
import type { JobInput, SingleJobKind } from './jobs.js';
import { MIN_JOINED_SLOTS, WORK_ESTIMATE } from './parameters.js';
import { SearchPage } from './search-page.js';

/** The job cannot be done in time, or the queue is full; nothing of it was computed. */
export class GalleryOverloadedError extends Error {
  /** @param expectedWaitMs after which a new job would begin */
  constructor(readonly expectedWaitMs: number) {
    super(`the gallery is ${Math.round(expectedWaitMs)} ms behind`);
    this.name = 'GalleryOverloadedError';
  }
}

/** The gallery was closed before the job was done. */
export class GalleryClosedError extends Error {
  constructor() {
    super('the gallery is closed');
    this.name = 'GalleryClosedError';
  }
}

/** A worker died or overran its time with this job, and so did its one retry. */
export class GalleryWorkerError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GalleryWorkerError';
  }
}

/** Until when a job is wanted, and how much. */
export interface JobOptions {
  /** Aborted when the caller no longer wants the answer. */
  signal?: AbortSignal;
  /** When the answer must be there, on the clock of `performance.now()`, ms. */
  deadline?: number;
  /** Low: done only when nothing else waits, and never by all workers at once. */
  priority?: 'normal' | 'low';
}

export interface JobRequest {
  readonly kind: SingleJobKind | 'search';
  /** Slots a search looks at. */
  readonly slots?: number;
  /** Makes the job when a worker takes it, afresh for a retry: a page of a search serves once. */
  readonly make: () => JobInput;
  readonly options?: JobOptions;
}

export class Job {
  readonly promise: Promise<unknown>;
  input: JobInput | null = null;
  retried = false;
  mustRepeat = false;
  aborted = false;
  settled = false;
  /** When a worker took it, on the clock of `performance.now()`. */
  startedAt = 0;
  /** Numbers of the workers that are on it. */
  private readonly workers = new Set<number>();
  /** Numbers of those that are or were. */
  private readonly joined = new Set<number>();
  private fulfil: (output: unknown) => void;
  private fail: (error: unknown) => void;
  private unwatch: () => void = () => undefined;

  constructor(readonly request: JobRequest) {
    this.promise = new Promise((fulfil, fail) => {
      this.fulfil = fulfil;
      this.fail = fail;
    });
  }

  /** Whether all free workers do it together: a small search takes one, so that several run side by side. */
  get shared(): boolean {
    return this.request.kind === 'search' && (this.request.slots ?? 0) >= MIN_JOINED_SLOTS;
  }

  get isLow(): boolean {
    return this.request.options?.priority === 'low';
  }

  get deadline(): number {
    return this.request.options?.deadline ?? Infinity;
  }

  get busy(): boolean {
    return this.workers.size > 0;
  }

  /** How many workers had a part in it. */
  get workerCount(): number {
    return this.joined.size;
  }

  join(worker: number): JobInput {
    this.workers.add(worker);
    this.joined.add(worker);
    if (this.input === null) {
      this.startedAt = performance.now();
      this.input = this.request.make();
    }
    return this.input;
  }

  leave(worker: number): void {
    this.workers.delete(worker);
  }

  hasJoined(worker: number): boolean {
    return this.joined.has(worker);
  }

  /** Gives it up when its caller does, or at its deadline; `drop` takes it out of the queue. */
  watch(drop: () => void, behindMs: () => number): void {
    const giveUp = (reason: unknown) => {
      this.reject(reason);
      drop();
    };
    const { signal } = this.request.options ?? {};
    const abort = () => giveUp(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const timer =
      this.deadline === Infinity
        ? undefined
        : setTimeout(() => giveUp(new GalleryOverloadedError(behindMs())), this.deadline - performance.now());
    timer?.unref();
    this.unwatch = () => {
      signal?.removeEventListener('abort', abort);
      clearTimeout(timer);
    };
  }

  /** Lets the workers on it stop at their next step. */
  abort(): void {
    this.aborted = true;
    if (this.input?.kind === 'search') new SearchPage(this.input.input.page, this.input.input.plan).abort();
  }

  again(): this {
    this.input = null;
    this.retried = true;
    this.mustRepeat = false;
    this.aborted = false;
    this.joined.clear();
    return this;
  }

  resolve(output: unknown): void {
    this.settled = true;
    this.unwatch();
    this.fulfil(output);
  }

  reject(error: unknown): void {
    this.settled = true;
    this.unwatch();
    this.fail(error);
  }
}

/** What jobs cost, learned from those done: a mean by kind, and for searches by size, that forgets slowly. */
export class WorkEstimate {
  private readonly means = new Map<string, number>();
  /** Work of all kinds, and pictures read, both forgotten slowly: a picture that is read is searched for afterwards. */
  private work = 0;
  private pictures = 0;

  /** Milliseconds of one worker. */
  ofJob(request: JobRequest): number {
    return (
      this.means.get(nameOf(request)) ?? WORK_ESTIMATE.firstMs + (request.slots ?? 0) * WORK_ESTIMATE.firstMsPerSlot
    );
  }

  /** The same with what a picture is followed by. */
  ofRequest(request: JobRequest): number {
    if (!isPicture(request) || request.options?.priority === 'low' || this.pictures < 1) return this.ofJob(request);
    return Math.max(this.ofJob(request), this.work / this.pictures);
  }

  note(job: Job): void {
    const ms = (performance.now() - job.startedAt) * job.workerCount;
    const name = nameOf(job.request);
    const mean = this.means.get(name) ?? ms;
    this.means.set(name, mean + WORK_ESTIMATE.weight * (ms - mean));
    if (job.isLow) return;
    if (isPicture(job.request)) {
      this.work *= 1 - WORK_ESTIMATE.weight;
      this.pictures = this.pictures * (1 - WORK_ESTIMATE.weight) + 1;
    }
    this.work += ms;
  }
}

/** A picture that is read is searched for afterwards. */
const isPicture = ({ kind }: JobRequest) => kind === 'read' || kind === 'read-hand';

function nameOf({ kind, slots }: JobRequest): string {
  return slots === undefined ? kind : `${kind} ${Math.ceil(Math.log2(Math.max(1, slots)))}`;
}

/**
 * The jobs that wait. Work that was begun is finished first: searches and comparisons go before pictures, with which
 * requests begin, and both before jobs of low priority. Within a class first come, first served.
 */
export class JobQueue {
  readonly estimate = new WorkEstimate();
  private readonly classes: [Job[], Job[], Job[]] = [[], [], []];

  constructor(
    private readonly limits: { workers: number; maxQueue: number },
    private readonly running: () => Iterable<Job>,
  ) {}

  get length(): number {
    return this.classes.reduce((sum, { length }) => sum + length, 0);
  }

  /** Milliseconds after which a new job of normal priority would begin. */
  get expectedWaitMs(): number {
    const now = performance.now();
    let work = 0;
    for (const job of this.running()) work += Math.max(0, this.estimate.ofJob(job.request) - (now - job.startedAt));
    for (const jobs of this.classes.slice(0, 2)) for (const job of jobs) work += this.estimate.ofRequest(job.request);
    return work / this.limits.workers;
  }

  /**
   * What the job itself costs is believed up to half of the time it has: an estimate that went wrong must not shut out an
   * idle gallery for ever.
   * @throws GalleryOverloadedError when the job would have no chance
   */
  add(job: Job): void {
    const left = job.deadline - performance.now();
    const waitMs = this.expectedWaitMs;
    const ownMs = this.estimate.ofRequest(job.request) / (job.shared ? this.limits.workers : 1);
    if (this.length >= this.limits.maxQueue || left <= 0 || waitMs + Math.min(ownMs, left / 2) > left)
      throw new GalleryOverloadedError(waitMs);
    this.classOf(job).push(job);
  }

  /** A job that is tried again goes first in its class. */
  putBack(job: Job): void {
    this.classOf(job).unshift(job);
  }

  remove(job: Job): void {
    const jobs = this.classOf(job);
    const at = jobs.indexOf(job);
    if (at >= 0) jobs.splice(at, 1);
  }

  /** The next job that may be taken now. */
  next(may: (job: Job) => boolean): Job | null {
    for (const jobs of this.classes) {
      const at = jobs.findIndex(may);
      if (at >= 0) return jobs.splice(at, 1)[0];
    }
    return null;
  }

  /** Takes all of them out. */
  clear(): Job[] {
    return this.classes.flatMap((jobs) => jobs.splice(0));
  }

  private classOf(job: Job): Job[] {
    return this.classes[job.isLow ? 2 : isPicture(job.request) ? 1 : 0];
  }
}
