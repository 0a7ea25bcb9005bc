/** Which job comes next, which is refused, and what the queue thinks of its own length. */
import { describe, expect, it } from '@jest/globals';
import { GalleryOverloadedError, Job, JobQueue, type JobOptions, type JobRequest } from './job-queue.js';
import type { JobInput } from './jobs.js';

const input = { kind: 'extract', input: { roi: new Uint8Array(0) } } as JobInput;
const job = (kind: JobRequest['kind'], options: JobOptions = {}, slots?: number) =>
  new Job({ kind, slots, options, make: () => input });
const open = (running: Job[] = []) => new JobQueue({ workers: 2, maxQueue: 100 }, () => running);
const anything = () => true;

/** The queue has seen a job of the kind take that long. */
function learn(queue: JobQueue, kind: JobRequest['kind'], ms: number, slots?: number): void {
  const done = job(kind, {}, slots);
  done.join(0);
  done.startedAt = performance.now() - ms;
  queue.estimate.note(done);
}

describe('the job queue', () => {
  it('hands out searches before pictures and low priority last, each first come, first served', () => {
    const queue = open();
    const [check, picture, search, other] = [
      job('read', { priority: 'low' }),
      job('read'),
      job('search'),
      job('verify'),
    ];
    for (const one of [check, picture, search, other]) queue.add(one);
    expect([1, 2, 3, 4].map(() => queue.next(anything))).toEqual([search, other, picture, check]);
    expect(queue.next(anything)).toBeNull();
  });

  it('expects to wait for the rest of what runs and all that waits, shared by the workers', () => {
    const running = job('extract');
    running.join(0);
    const queue = open([running]);
    learn(queue, 'extract', 1_000_000);
    learn(queue, 'verify', 300_000);
    running.startedAt = performance.now() - 400_000;
    queue.add(job('verify'));
    expect(Math.abs(queue.expectedWaitMs - (600_000 + 300_000) / 2)).toBeLessThan(5_000);
    queue.add(job('extract', { priority: 'low' }));
    expect(Math.abs(queue.expectedWaitMs - (600_000 + 300_000) / 2)).toBeLessThan(5_000);
  });

  it('refuses at once what cannot be done before its deadline and takes what can', () => {
    const queue = open();
    learn(queue, 'verify', 1_000_000);
    for (let i = 0; i < 4; i++) queue.add(job('verify'));
    expect(() => queue.add(job('verify', { deadline: performance.now() + 2_500_000 }))).toThrow(GalleryOverloadedError);
    queue.add(job('verify', { deadline: performance.now() + 10_000_000 }));
    expect(queue.length).toBe(5);
  });

  it('takes a job that seems too long when nothing else waits', () => {
    const queue = open();
    learn(queue, 'verify', 1_000_000);
    queue.add(job('verify', { deadline: performance.now() + 100_000 }));
    expect(queue.length).toBe(1);
  });

  it('counts a picture with the search that follows it', () => {
    const queue = open();
    learn(queue, 'read', 10_000);
    learn(queue, 'search', 500_000, 100_000);
    queue.add(job('read'));
    expect(queue.expectedWaitMs).toBeGreaterThan(200_000);
    expect(() => queue.add(job('read', { deadline: performance.now() + 300_000 }))).toThrow(GalleryOverloadedError);
  });

  it('estimates searches by their size', () => {
    const queue = open();
    learn(queue, 'search', 5_000_000, 1_000_000);
    learn(queue, 'search', 5_000, 1_000);
    const soon = { deadline: performance.now() + 1_000_000 };
    queue.add(job('search', soon, 900));
    queue.add(job('search', {}, 900_000));
    expect(() => queue.add(job('search', soon, 900))).toThrow(GalleryOverloadedError);
  });

  it('rejects a job that still waits at its deadline and drops it', async () => {
    const queue = open();
    const waiting = job('verify', { deadline: performance.now() + 500 });
    queue.add(waiting);
    waiting.watch(
      () => queue.remove(waiting),
      () => queue.expectedWaitMs,
    );
    // the timer of a waiting job keeps no process alive, so the test holds one of its own
    const alive = setTimeout(() => undefined, 30_000);
    await expect(waiting.promise).rejects.toThrow(GalleryOverloadedError);
    clearTimeout(alive);
    expect(queue.length).toBe(0);
    expect(waiting.input).toBeNull();
  });

  it('drops a job that its caller aborts before a worker takes it', async () => {
    const queue = open();
    const controller = new AbortController();
    const waiting = job('search', { signal: controller.signal });
    queue.add(waiting);
    waiting.watch(
      () => queue.remove(waiting),
      () => 0,
    );
    controller.abort(new Error('gone'));
    await expect(waiting.promise).rejects.toThrow('gone');
    expect(queue.next(anything)).toBeNull();
    expect(waiting.input).toBeNull();
  });
});
