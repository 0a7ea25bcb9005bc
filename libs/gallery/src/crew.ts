/**
 * The worker threads and their queue. A solo job takes one worker; a search is joined by every worker that is free, one
 * search at a time. A worker that dies or overruns is replaced, and what it was doing is tried once more.
 */
import type { SharedMemory } from './kernel/web-assembly.js';
import { GalleryBusyError, GalleryClosedError, GalleryWorkerError } from './gallery.errors.js';
import type { FromWorker, KernelName, WorkerStart } from './jobs.js';
import { MAX_DEATHS_IN_A_ROW } from './limits.js';
import { Member } from './member.js';
import { Task, type Order } from './task.js';

export class Crew {
  kernel: KernelName = 'js';
  private readonly members: Member[] = [];
  private readonly queue: Task[] = [];
  /** The search being worked on, as long as more workers may join it. */
  private search: Task | null = null;
  private deathsInARow = 0;
  private closed = false;

  constructor(
    private readonly limits: { workers: number; maxQueue: number },
    private readonly startOf: (number: number) => WorkerStart,
  ) {}

  async start(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: this.limits.workers }, (_, number) => this.hire(number)));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  get size(): number {
    return this.members.filter((member) => member.ready).length;
  }

  get waiting(): number {
    return this.queue.length;
  }

  announce(memory: SharedMemory): void {
    for (const member of this.members) member.post({ type: 'memory', memory });
  }

  run(order: Order): Promise<unknown> {
    if (this.closed) return Promise.reject(new GalleryClosedError());
    if (this.queue.length >= this.limits.maxQueue) return Promise.reject(new GalleryBusyError(this.limits.maxQueue));
    if (order.signal?.aborted === true) return Promise.reject(order.signal.reason);
    const task = new Task(order);
    this.queue.push(task);
    task.watch(() => this.drop(task));
    this.assign();
    return task.promise;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.refuseAll(new GalleryClosedError());
    await Promise.all(this.members.map((member) => member.terminate()));
  }

  private async hire(number: number): Promise<void> {
    const member = new Member(this.startOf(number), {
      said: (message) => this.hear(member, message),
      died: (reason) => this.replace(member, reason),
    });
    this.members[number] = member;
    await member.started;
  }

  private assign(): void {
    for (const member of this.members) {
      if (!member.idle) continue;
      const task = this.nextTask();
      if (task !== null) this.give(member, task);
      else if (this.search !== null && !member.hasJoined(this.search)) this.give(member, this.search);
    }
  }

  /** First come, first served, except that a second search waits and lets solo jobs pass. */
  private nextTask(): Task | null {
    const at = this.queue.findIndex((task) => !task.shared || this.search === null);
    if (at < 0) return null;
    const [task] = this.queue.splice(at, 1);
    if (task.shared) this.search = task;
    return task;
  }

  private give(member: Member, task: Task): void {
    task.join(member);
    member.take(task);
  }

  private hear(member: Member, message: FromWorker): void {
    if (message.type === 'ready') this.kernel = message.kernel;
    else {
      this.deathsInARow = 0;
      const task = member.release();
      if (task !== null) this.settle(task, { member, message });
    }
    this.assign();
  }

  private settle(task: Task, said: { member: Member; message: FromWorker }): void {
    task.leave(said.member);
    if (said.message.type === 'done') {
      task.resolve(said.message.answer);
      this.endSearch(task);
    } else if (said.message.type === 'failed' && !task.aborted) {
      task.reject(new RangeError(said.message.message));
      this.endSearch(task);
    } else if (task.mustRepeat && !task.busy) this.repeat(task);
    else if (!task.busy) this.endSearch(task);
  }

  private replace(member: Member, reason: string): void {
    const task = member.release();
    if (this.closed) return;
    if (task !== null) this.mourn(task, { member, reason });
    if (++this.deathsInARow > MAX_DEATHS_IN_A_ROW) {
      this.closed = true;
      this.refuseAll(new GalleryWorkerError(`the gallery's workers keep dying: ${reason}`));
      return;
    }
    this.hire(member.number).catch(() => undefined);
  }

  /** The first death of a task is forgiven once the other workers have let go of it; the second is its last. */
  private mourn(task: Task, death: { member: Member; reason: string }): void {
    task.leave(death.member);
    task.abortShare();
    if (task.retried) {
      task.reject(new GalleryWorkerError(`a worker died twice on one job: ${death.reason}`));
      if (!task.busy) this.endSearch(task);
    } else {
      task.mustRepeat = true;
      if (!task.busy) this.repeat(task);
    }
  }

  private repeat(task: Task): void {
    this.endSearch(task);
    if (!task.settled) this.queue.unshift(task.again());
  }

  private drop(task: Task): void {
    const at = this.queue.indexOf(task);
    if (at >= 0) this.queue.splice(at, 1);
    task.abortShare();
  }

  private endSearch(task: Task): void {
    if (this.search === task) this.search = null;
  }

  private refuseAll(error: Error): void {
    for (const task of this.queue.splice(0)) task.reject(error);
    for (const member of this.members) {
      const task = member.release();
      task?.abortShare();
      task?.reject(error);
    }
    this.search = null;
  }
}
