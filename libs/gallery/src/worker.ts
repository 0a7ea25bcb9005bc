/** A worker thread of the gallery: engine work on pictures, its part of searches, one job at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  assess,
  compareTemplates,
  extract,
  findPalm,
  measureAtypicality,
  prepareProbe,
  measurePalmDistance,
  toRoi,
} from '#palm';
import { Cascade, type ShardView } from './cascade.js';
import type { SharedMemory } from './kernel/web-assembly.js';
import type { FromWorker, Reading, SoloJobs, ToWorker, Work, WorkerStart } from './jobs.js';
import { chooseKernel } from './kernel/choose.js';
import { pictureOf } from './picture.js';
import { SearchAborted } from './search-page.js';

if (parentPort === null) throw new Error('to be started as a worker thread');
const port = parentPort;
const start = workerData as WorkerStart;
const kernels = chooseKernel(start.kernel);
const shards: ShardView[] = start.memories.map(openShard);

port.on('message', (message: ToWorker) => {
  if (message.type === 'memory') shards.push(openShard(message.memory));
  else tell(perform(message.work));
});
tell({ type: 'ready', kernel: kernels.name });

function tell(message: FromWorker): void {
  port.postMessage(message);
}

function perform(work: Work): FromWorker {
  try {
    return { type: 'done', answer: answer(work) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SearchAborted)
      return { type: 'failed', message: error.message };
    throw error;
  }
}

function answer(work: Work): unknown {
  switch (work.kind) {
    case 'read':
      return read(work.ask);
    case 'extract':
      return extract(pictureOf(work.ask.roi));
    case 'verify':
      return measurePalmDistance(prepareProbe(pictureOf(work.ask.roi)), work.ask.templates);
    case 'atypicality':
      return measureAtypicality(prepareProbe(pictureOf(work.ask.roi)), work.ask.cohort);
    case 'compare':
      return work.ask.templates.map((template) => compareTemplates(work.ask.template, template));
    case 'search':
      new Cascade(work.ask, shards).run();
      return null;
  }
}

function read({ picture, kind }: SoloJobs['read']['ask']): Reading {
  const found = kind === 'hand' ? findPalm(picture) : { ...toRoi(picture), hand: null };
  if (found.roi === null) return { roi: new Uint8Array(0), hand: null, quality: 0, refusal: found.refusal };
  const { quality, refusal } = assess(found.roi);
  return { roi: found.roi.pixels, hand: found.hand, quality, refusal };
}

function openShard(memory: SharedMemory): ShardView {
  return { memory, kernel: kernels.open(memory, start.worker) };
}
