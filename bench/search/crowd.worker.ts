/** Makes a share of the crowd's templates on a thread of its own. */
import { workerData } from 'node:worker_threads';
import { TEMPLATE_BYTES } from '#palm';
import { Crowd, SAMPLES } from './crowd.js';

export interface CrowdTask {
  /** All templates, one after another, on shared memory. */
  readonly bytes: Uint8Array;
  /** The next batch to take. */
  readonly counter: Int32Array;
  readonly batch: number;
}

const { bytes, counter, batch } = workerData as CrowdTask;
const crowd = new Crowd();
const templates = bytes.length / TEMPLATE_BYTES;
for (;;) {
  const from = Atomics.add(counter, 0, 1) * batch;
  if (from >= templates) break;
  for (let at = from; at < Math.min(from + batch, templates); at++) {
    crowd.template(
      Math.floor(at / SAMPLES),
      at % SAMPLES,
      bytes.subarray(at * TEMPLATE_BYTES, (at + 1) * TEMPLATE_BYTES),
    );
  }
}
