/**
 * The worker threads. A job takes one worker; a large search is joined by every worker that is free, one such search at a
 * time. A worker that dies or overruns is replaced, and what it was doing is tried once more.
 */
import { Worker } from 'node:worker_threads';
import { GalleryClosedError, GalleryWorkerError, Job, JobQueue, type JobRequest } from './job-queue.js';
import type { FromWorker, KernelName, ToWorker, WorkerStart } from './jobs.js';
import type { SharedMemory } from './memory.js';
import { JOB_TIMEOUT_MS, MAX_DEATHS_IN_A_ROW, START_TIMEOUT_MS } from './parameters.js';

export class WorkerPool {
  kernel: KernelName = 'js';
  private readonly workers: PoolWorker[] = [];
  private readonly queue: JobQueue;
  /** The search being worked on, as long as more workers may join it. */
  private search: Job | null = null;
  private deathsInARow = 0;
  private closed = false;

  constructor(
    private readonly limits: { workers: number; maxQueue: number },
    private readonly startOf: (number: number) => WorkerStart,
  ) {
    this.queue = new JobQueue(limits, () => this.running());
  }

  async start(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: this.limits.workers }, (_, number) => this.spawn(number)));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Workers that are ready. */
  get size(): number {
    return this.workers.filter((worker) => worker.ready).length;
  }

  /** Jobs that no worker has taken yet. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Milliseconds after which a new job would begin. */
  get expectedWaitMs(): number {
    return this.queue.expectedWaitMs;
  }

  /** Every worker may read this memory from its next job on. */
  addMemory(memory: SharedMemory): void {
    for (const worker of this.workers) worker.post({ type: 'memory', memory });
  }

  run(request: JobRequest): Promise<unknown> {
    if (this.closed) return Promise.reject(new GalleryClosedError());
    const { signal } = request.options ?? {};
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    const job = new Job(request);
    try {
      this.queue.add(job);
    } catch (error) {
      return Promise.reject(error);
    }
    job.watch(
      () => this.drop(job),
      () => this.queue.expectedWaitMs,
    );
    this.assign();
    return job.promise;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.refuseAll(new GalleryClosedError());
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private async spawn(number: number): Promise<void> {
    const worker = new PoolWorker(this.startOf(number), {
      message: (message) => this.onMessage(worker, message),
      death: (reason) => this.onDeath(worker, reason),
    });
    this.workers[number] = worker;
    await worker.started;
  }

  private assign(): void {
    for (const worker of this.workers) {
      if (!worker.idle) continue;
      const job = this.queue.next((waiting) => this.mayStart(waiting));
      if (job?.shared === true) this.search = job;
      if (job !== null) worker.take(job);
      else if (this.search?.hasJoined(worker.number) === false) worker.take(this.search);
    }
  }

  /** A second large search waits and lets others pass; a job of low priority leaves a worker free if there are several. */
  private mayStart(job: Job): boolean {
    if (job.shared) return this.search === null;
    if (!job.isLow || this.limits.workers === 1) return true;
    return this.workers.filter((worker) => worker.idle).length > 1;
  }

  private running(): Set<Job> {
    return new Set(this.workers.flatMap((worker) => worker.current ?? []));
  }

  private onMessage(worker: PoolWorker, message: FromWorker): void {
    if (message.type === 'ready') this.kernel = message.kernel;
    else {
      this.deathsInARow = 0;
      const job = worker.release();
      if (job !== null) this.settle(job, message);
    }
    this.assign();
  }

  private settle(job: Job, message: FromWorker): void {
    if (message.type === 'done') {
      if (!job.settled) this.queue.estimate.note(job);
      job.resolve(message.output);
      this.endSearch(job);
    } else if (message.type === 'failed' && !job.aborted) {
      job.reject(new RangeError(message.message));
      this.endSearch(job);
    } else if (job.mustRepeat && !job.busy) this.repeat(job);
    else if (!job.busy) this.endSearch(job);
  }

  private onDeath(worker: PoolWorker, reason: string): void {
    const job = worker.release();
    if (this.closed) return;
    if (job !== null) this.retryOrReject(job, reason);
    if (++this.deathsInARow > MAX_DEATHS_IN_A_ROW) {
      this.closed = true;
      this.refuseAll(new GalleryWorkerError(`the gallery's workers keep dying: ${reason}`));
      return;
    }
    this.spawn(worker.number).catch(() => undefined);
  }

  /** After a first death the job is tried again once the other workers have left it; the second is its last. */
  private retryOrReject(job: Job, reason: string): void {
    job.abort();
    if (job.retried) {
      job.reject(new GalleryWorkerError(`a worker died twice on one job: ${reason}`));
      if (!job.busy) this.endSearch(job);
    } else {
      job.mustRepeat = true;
      if (!job.busy) this.repeat(job);
    }
  }

  private repeat(job: Job): void {
    this.endSearch(job);
    if (!job.settled) this.queue.putBack(job.again());
  }

  private drop(job: Job): void {
    this.queue.remove(job);
    job.abort();
  }

  private endSearch(job: Job): void {
    if (this.search === job) this.search = null;
  }

  private refuseAll(error: Error): void {
    for (const job of this.queue.clear()) job.reject(error);
    for (const worker of this.workers) {
      const job = worker.release();
      job?.abort();
      job?.reject(error);
    }
    this.search = null;
  }
}

/** One worker thread: starting, idle, or busy with a job for at most a limited time. */
export class PoolWorker {
  readonly number: number;
  readonly started: Promise<void>;
  ready = false;
  private readonly thread: Worker;
  private job: Job | null = null;
  private timeout: NodeJS.Timeout | undefined;
  private fault = 'it stopped';

  constructor(start: WorkerStart, on: { message: (message: FromWorker) => void; death: (reason: string) => void }) {
    this.number = start.worker;
    this.thread = new Worker(workerFile(), { workerData: start });
    this.thread.unref();
    this.thread.on('error', (error) => (this.fault = String(error)));
    this.started = new Promise((started, failed) => {
      this.thread.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          this.ready = true;
          clearTimeout(this.timeout);
          started();
        }
        on.message(message);
      });
      this.thread.on('exit', () => {
        clearTimeout(this.timeout);
        const wasReady = this.ready;
        this.ready = false;
        if (!wasReady) failed(new Error(`a worker of the gallery did not start: ${this.fault}`));
        on.death(this.fault);
      });
    });
    this.limitTime(START_TIMEOUT_MS, 'it did not start in time');
  }

  get idle(): boolean {
    return this.ready && this.job === null;
  }

  get current(): Job | null {
    return this.job;
  }

  take(job: Job): void {
    const input = job.join(this.number);
    this.job = job;
    this.limitTime(JOB_TIMEOUT_MS, 'it ran over its time');
    this.thread.ref();
    this.post({ type: 'job', job: input });
  }

  /** Leaves the job, which is returned. */
  release(): Job | null {
    const job = this.job;
    job?.leave(this.number);
    this.job = null;
    clearTimeout(this.timeout);
    this.thread.unref();
    return job;
  }

  post(message: ToWorker): void {
    this.thread.postMessage(message);
  }

  async terminate(): Promise<void> {
    await this.thread.terminate();
  }

  private limitTime(ms: number, fault: string): void {
    this.timeout = setTimeout(() => {
      this.fault = fault;
      void this.thread.terminate();
    }, ms);
    this.timeout.unref();
  }
}

/** Tests run the sources, but a thread needs what the build made of them. */
function workerFile(): URL {
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace(/\/libs\/(?!.*\/libs\/)/, '/dist/libs/') : here;
  return new URL('./worker.js', built);
}
