/** One job on its way through the pool: who works on it, and the promise that its caller holds. */
import type { JobInput } from './jobs.js';
import { MIN_JOINED_SLOTS } from './parameters.js';
import { SearchPage } from './search-page.js';

/** The queue is full; ask again later. */
export class GalleryBusyError extends Error {
  constructor(readonly maxQueue: number) {
    super(`the gallery already has ${maxQueue} jobs waiting`);
    this.name = 'GalleryBusyError';
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

export interface JobRequest {
  /** Makes the job afresh: a search that is repeated needs a fresh page. */
  readonly make: () => JobInput;
  readonly signal?: AbortSignal;
}

export class Job {
  readonly promise: Promise<unknown>;
  input: JobInput;
  retried = false;
  mustRepeat = false;
  aborted = false;
  settled = false;
  /** Numbers of the workers that are on it. */
  private readonly workers = new Set<number>();
  /** Numbers of those that are or were. */
  private readonly joined = new Set<number>();
  private fulfil: (output: unknown) => void;
  private fail: (error: unknown) => void;
  private unwatch: () => void = () => undefined;

  constructor(private readonly request: JobRequest) {
    this.input = request.make();
    this.promise = new Promise((fulfil, fail) => {
      this.fulfil = fulfil;
      this.fail = fail;
    });
  }

  /** Whether all free workers do it together: a small search takes one, so that several run side by side. */
  get shared(): boolean {
    return this.input.kind === 'search' && this.input.input.plan.positions >= MIN_JOINED_SLOTS;
  }

  get busy(): boolean {
    return this.workers.size > 0;
  }

  join(worker: number): void {
    this.workers.add(worker);
    this.joined.add(worker);
  }

  leave(worker: number): void {
    this.workers.delete(worker);
  }

  hasJoined(worker: number): boolean {
    return this.joined.has(worker);
  }

  watch(drop: () => void): void {
    const { signal } = this.request;
    if (signal === undefined) return;
    const abort = () => {
      this.reject(signal.reason);
      drop();
    };
    signal.addEventListener('abort', abort, { once: true });
    this.unwatch = () => signal.removeEventListener('abort', abort);
  }

  /** Lets the workers on it stop at their next step. */
  abort(): void {
    this.aborted = true;
    if (this.input.kind === 'search') new SearchPage(this.input.input.page, this.input.input.plan).abort();
  }

  again(): this {
    this.input = this.request.make();
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
