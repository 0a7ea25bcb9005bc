/** Makes all comparisons of a protocol on several threads. */
import { Worker } from 'node:worker_threads';
import type { ComparedSample, CompareTask } from './compare.worker.js';
import type { Sample } from './data-set.js';
import { progress } from '../progress.js';
import { templatesOf, type Protocol } from './protocol.js';

export interface Comparisons {
  /** Distance of a sample as probe to a template, both by index. */
  distanceOf(sample: number, template: number): number;
  readonly count: number;
  /** Mean time of one comparison in one thread, µs, the probe's poses included. */
  readonly compareUs: number;
}

interface Plan {
  readonly samples: readonly Sample[];
  readonly protocol: Protocol;
  readonly enrolledTakes: readonly string[];
  readonly threads: number;
}

export async function compareAll(plan: Plan): Promise<Comparisons> {
  const { samples } = plan;
  const task = share(plan);
  const total = samples.reduce((sum, _, sample) => sum + templatesOf(plan.protocol, sample).length, 0);
  const bar = progress('comparisons', total);
  const rows: Float32Array[] = new Array(samples.length);
  let spentMs = 0;
  const take = ({ sample, templates, distances, compareMs }: ComparedSample) => {
    const row = new Float32Array(samples.length).fill(NaN);
    templates.forEach((template, i) => (row[template] = distances[i]));
    rows[sample] = row;
    spentMs += compareMs;
    bar.step(templates.length);
  };
  await Promise.all(Array.from({ length: Math.min(plan.threads, samples.length) }, () => run(task, take)));
  bar.end();
  return {
    count: total,
    compareUs: (spentMs * 1000) / Math.max(1, total),
    distanceOf(sample, template) {
      const distance = rows[sample][template];
      if (Number.isNaN(distance)) throw new Error(`never compared: ${sample} with ${template}`);
      return distance;
    },
  };
}

function share(plan: Plan): CompareTask {
  const { samples } = plan;
  const side = samples[0].roi.width;
  const pixels = new Uint8Array(new SharedArrayBuffer(samples.length * side * side));
  samples.forEach(({ roi }, index) => pixels.set(roi.pixels, index * side * side));
  const labels = samples.map(({ palm, take }) => ({ palm, take }));
  const counter = new Int32Array(new SharedArrayBuffer(4));
  return { labels, enrolledTakes: plan.enrolledTakes, side, pixels, counter };
}

function run(task: CompareTask, take: (compared: ComparedSample) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compare.worker.js', import.meta.url), { workerData: task });
    worker.on('message', take);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a comparing thread ended with ${code}`))));
  });
}
