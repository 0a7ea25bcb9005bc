/** One thread of the bench: takes the next sample off a shared counter and compares it as the protocol says. */
import { parentPort, workerData } from 'node:worker_threads';
import { extract, prepareProbe, measureDistance } from '#palm';
import { planProtocol, templatesOf, type Labelled } from './protocol.js';

export interface CompareTask {
  readonly labels: readonly Labelled[];
  readonly enrolledTakes: readonly string[];
  readonly side: number;
  /** All regions of interest, one after another, on shared memory. */
  readonly pixels: Uint8Array;
  /** The next sample to take. */
  readonly counter: Int32Array;
}

export interface ComparedSample {
  readonly sample: number;
  readonly templates: readonly number[];
  readonly distances: Float32Array;
  readonly compareMs: number;
}

const task = workerData as CompareTask;
const protocol = planProtocol(task.labels, task.enrolledTakes);
const picture = (sample: number) => ({
  width: task.side,
  height: task.side,
  pixels: task.pixels.subarray(sample * task.side ** 2, (sample + 1) * task.side ** 2),
});
const templates = task.labels.map((_, sample) => extract(picture(sample)));

for (;;) {
  // The last samples have the most comparisons, so they go first.
  const sample = task.labels.length - 1 - Atomics.add(task.counter, 0, 1);
  if (sample < 0) break;
  const wanted = templatesOf(protocol, sample);
  const probe = prepareProbe(picture(sample));
  const begun = performance.now();
  const distances = Float32Array.from(wanted, (template) => measureDistance(probe, templates[template]));
  const compared: ComparedSample = { sample, templates: wanted, distances, compareMs: performance.now() - begun };
  parentPort!.postMessage(compared);
}
