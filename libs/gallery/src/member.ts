/** One worker thread as the crew sees it: starting, idle, or busy with a task that has a deadline. */
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './jobs.js';
import { JOB_TIMEOUT_MS, START_TIMEOUT_MS } from './limits.js';
import type { Task } from './task.js';

export class Member {
  readonly number: number;
  readonly started: Promise<void>;
  ready = false;
  private readonly thread: Worker;
  private task: Task | null = null;
  private deadline: NodeJS.Timeout | undefined;
  private fault = 'it stopped';

  constructor(start: WorkerStart, events: { said: (message: FromWorker) => void; died: (reason: string) => void }) {
    this.number = start.worker;
    this.thread = new Worker(workerFile(), { workerData: start });
    this.thread.unref();
    this.thread.on('error', (error) => (this.fault = String(error)));
    this.started = new Promise((started, failed) => {
      this.thread.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          this.ready = true;
          this.endDeadline();
          started();
        }
        events.said(message);
      });
      this.thread.on('exit', () => {
        this.endDeadline();
        const wasReady = this.ready;
        this.ready = false;
        if (!wasReady) failed(new Error(`a worker of the gallery did not start: ${this.fault}`));
        events.died(this.fault);
      });
    });
    this.beginDeadline(START_TIMEOUT_MS, 'it did not start in time');
  }

  get idle(): boolean {
    return this.ready && this.task === null;
  }

  hasJoined(task: Task): boolean {
    return task.hasSeen(this);
  }

  take(task: Task): void {
    this.task = task;
    this.beginDeadline(JOB_TIMEOUT_MS, 'it ran over its time');
    this.thread.ref();
    this.post({ type: 'work', work: task.work });
  }

  /** Lets go of the task, which is returned. */
  release(): Task | null {
    const task = this.task;
    this.task = null;
    this.endDeadline();
    this.thread.unref();
    return task;
  }

  post(message: ToWorker): void {
    this.thread.postMessage(message);
  }

  async terminate(): Promise<void> {
    await this.thread.terminate();
  }

  private beginDeadline(ms: number, fault: string): void {
    this.deadline = setTimeout(() => {
      this.fault = fault;
      void this.thread.terminate();
    }, ms);
    this.deadline.unref();
  }

  private endDeadline(): void {
    clearTimeout(this.deadline);
  }
}

/** Tests run the sources, but a thread needs what the build made of them. */
function workerFile(): URL {
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace(/\/libs\/(?!.*\/libs\/)/, '/dist/libs/') : here;
  return new URL('./worker.js', built);
}
