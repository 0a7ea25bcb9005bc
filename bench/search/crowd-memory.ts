/** The crowd's templates, made once and kept one after another; with the ids under which they are loaded. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TEMPLATE_BYTES } from '#palm';
import { Crowd } from './crowd.js';
import type { CrowdTask } from './crowd.worker.js';

const BATCH = 1_000;

export class CrowdMemory {
  readonly crowd = new Crowd();

  private constructor(
    readonly templates: number,
    private readonly bytes: Uint8Array,
  ) {}

  static async make(templates: number): Promise<CrowdMemory> {
    const bytes = new Uint8Array(new SharedArrayBuffer(templates * TEMPLATE_BYTES));
    const task: CrowdTask = { bytes, counter: new Int32Array(new SharedArrayBuffer(4)), batch: BATCH };
    const threads = Array.from({ length: Math.min(availableParallelism(), Math.ceil(templates / BATCH)) }, async () => {
      const worker = new Worker(new URL('./crowd.worker.js', import.meta.url), { workerData: task });
      const [code] = (await once(worker, 'exit')) as [number];
      if (code !== 0) throw new Error(`a thread that makes palms ended with ${code}`);
    });
    await Promise.all(threads);
    return new CrowdMemory(templates, bytes);
  }

  template(at: number): Uint8Array {
    return this.bytes.subarray(at * TEMPLATE_BYTES, (at + 1) * TEMPLATE_BYTES);
  }
}

export function ownerOf(palm: number): string {
  return id(3, palm);
}

export function templateIdOf(at: number): string {
  return id(2, at);
}

function id(kind: number, number: number): string {
  return `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
