/** A worker thread of the gallery: engine work on pictures, its part of searches, one job at a time. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import {
  assess,
  captureDigest,
  compareTemplates,
  digestsAreSameCapture,
  extract,
  findPalm,
  greyOf,
  measureAtypicality,
  measureSymmetricDistance,
  prepareProbe,
  probeOfTemplate,
  measurePalmDistance,
  openLandmarkNetwork,
  readHand,
  toRoi,
  type GreyPicture,
  type LandmarkNetwork,
  type PalmFound,
  type RoiResult,
} from '#palm';
import { Cascade, type ShardView } from './cascade.js';
import type {
  CaptureDigest,
  FromWorker,
  JobInput,
  ProbeSource,
  Reading,
  SearchInput,
  SingleJobs,
  ToWorker,
  WorkerStart,
} from './jobs.js';
import type { SharedMemory } from './memory.js';
import { pictureOf, ProbeMatcher } from './probe-codes.js';
import { SearchAbortedError } from './search-page.js';
import { chooseKernel } from './wasm-kernel.js';

if (parentPort === null) throw new Error('to be started as a worker thread');
const port = parentPort;
const start = workerData as WorkerStart;
const kernels = chooseKernel(start.kernel);
const shards: ShardView[] = start.memories.map(openShard);
const NO_ROI = new Uint8Array(0);
let network: LandmarkNetwork | undefined;
let latest: { search: number; matcher: ProbeMatcher } | undefined;

port.on('message', (message: ToWorker) => {
  if (message.type === 'memory') shards.push(openShard(message.memory));
  else send(perform(message.job));
});
if (start.warm === true) landmarkNetwork();
send({ type: 'ready', kernel: kernels.name });

function send(message: FromWorker): void {
  port.postMessage(message);
}

function perform(job: JobInput): FromWorker {
  try {
    return { type: 'done', output: outputOf(job) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SearchAbortedError)
      return { type: 'failed', message: error.message };
    throw error;
  }
}

function outputOf(job: JobInput): unknown {
  switch (job.kind) {
    case 'read':
      return readRoi(job.input.picture);
    case 'read-hand':
      return readHandPicture(job.input);
    case 'extract':
      return extract(pictureOf(job.input.roi));
    case 'verify':
      return measurePalmDistance(prepareProbe(pictureOf(job.input.roi)), job.input.templates);
    case 'atypicality':
      return measureAtypicality(prepareProbe(pictureOf(job.input.roi)), job.input.cohort);
    case 'agreement':
      return measureAgreement(job.input);
    case 'digest':
      return digest(job.input);
    case 'compare':
      return job.input.templates.map((template) => compareTemplates(job.input.template, template));
    case 'search':
      new Cascade(job.input, matcherFor(job.input), shards).run();
      return null;
  }
}

function readRoi(picture: GreyPicture): Reading {
  return assessed({ ...toRoi(picture), hand: null });
}

function readHandPicture({ picture, sensor }: SingleJobs['read-hand']['input']): Reading {
  if (sensor === 'fixed') return assessed(findPalm(greyOf(picture)));
  const { roi, hand, quality, refusal, hint } = { hint: undefined, ...readHand(landmarkNetwork(), picture) };
  return { roi: roi?.pixels ?? NO_ROI, hand, quality, refusal, hint: hint ?? null };
}

function assessed(found: PalmFound | (RoiResult & { hand: null })): Reading {
  if (found.roi === null) return { roi: NO_ROI, hand: null, quality: 0, refusal: found.refusal, hint: null };
  const { quality, refusal } = assess(found.roi);
  return { roi: found.roi.pixels, hand: found.hand, quality, refusal, hint: null };
}

function landmarkNetwork(): LandmarkNetwork {
  return (network ??= openLandmarkNetwork(
    readFileSync(new URL('../../palm/weights/hand-landmark.f16', import.meta.url)),
  ));
}

function measureAgreement({ roi, earlier }: SingleJobs['agreement']['input']): number[] {
  const probe = prepareProbe(pictureOf(roi));
  return earlier.map((source) => measureSymmetricDistance(probe, probeOf(source)));
}

function probeOf(source: ProbeSource) {
  return 'roi' in source ? prepareProbe(pictureOf(source.roi)) : probeOfTemplate(source.template);
}

function digest({ roi, earlier }: SingleJobs['digest']['input']): CaptureDigest {
  const own = captureDigest(pictureOf(roi));
  return { digest: own, repeated: earlier.some((one) => digestsAreSameCapture(own, one)) };
}

/** The second pass of a search finds what this worker prepared for the first. */
function matcherFor({ search, probe }: SearchInput): ProbeMatcher {
  if (latest?.search !== search) latest = { search, matcher: new ProbeMatcher(probe) };
  return latest.matcher;
}

function openShard(memory: SharedMemory): ShardView {
  return { memory, kernel: kernels.open(memory, start.worker) };
}
