/** The gallery as the gateway uses it: loaded, then asked for one palm after another. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PalmGallery } from '#gallery';
import { ENGINE_VERSION, prepareProbe, measureDistance, measureBaseDistance, type GreyPicture } from '#palm';
import { SAMPLES } from './crowd.js';
import { ownerOf, templateIdOf, type CrowdMemory } from './crowd-memory.js';
import { median, quantile } from './figures.js';

/** Captures above three are never enrolled. */
const PROBE_SAMPLE = 9;
const PROJECT = '00000001-0000-7000-8000-000000000000';
const WHERE = { project: PROJECT, hands: ['left'] as const };
const WARM_UP = 10;
const MISSES = 5;
const DELAY_RESOLUTION_MS = 1;

export interface Probe {
  readonly palm: number;
  readonly picture: GreyPicture;
}

/** Every so many palms, spread over the whole crowd. */
export function makeProbes(memory: CrowdMemory, count: number): Probe[] {
  const enrolled = Math.floor(memory.templates / SAMPLES);
  return Array.from({ length: Math.min(count, enrolled) }, (_, i) => {
    const palm = Math.floor((i * enrolled) / Math.min(count, enrolled));
    return { palm, picture: memory.crowd.picture(palm, PROBE_SAMPLE) };
  });
}

export async function openGallery(memory: CrowdMemory, options: { workers: number; keepFactor?: number }) {
  const gallery = await PalmGallery.start({ ...options, capacityTemplates: memory.templates });
  const segment = { project: PROJECT, hand: 'left', engineVersion: ENGINE_VERSION } as const;
  const ids = Array.from({ length: memory.templates }, (_, at) => ({
    template: templateIdOf(at),
    owner: ownerOf(Math.floor(at / SAMPLES)),
  }));
  const began = performance.now();
  for (let at = 0; at < ids.length; at++) gallery.append(segment, ids[at], memory.template(at));
  return { gallery, loadS: (performance.now() - began) / 1000 };
}

export interface SearchTimes {
  readonly workers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** A palm that is not enrolled: both passes. */
  readonly missMs: number;
  readonly loopDelayP99Ms: number;
}

export async function timeSearches(
  gallery: PalmGallery,
  probes: readonly Probe[],
  crowd: CrowdMemory['crowd'],
): Promise<SearchTimes> {
  for (const { picture } of probes.slice(0, WARM_UP)) await gallery.search({ roi: picture.pixels }, WHERE);
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  const times: number[] = [];
  for (const { picture } of probes) times.push(await timeOf(gallery, picture));
  delay.disable();
  const misses: number[] = [];
  for (let miss = 0; miss < MISSES; miss++) misses.push(await timeOf(gallery, crowd.picture(-1 - miss, PROBE_SAMPLE)));
  return {
    workers: gallery.stats().workers,
    p50Ms: median(times),
    p99Ms: quantile(times, 0.99),
    missMs: median(misses),
    loopDelayP99Ms: delay.percentile(99) / 1e6,
  };
}

export interface Recall {
  readonly probes: number;
  readonly found: number;
  /** Found by the first pass already. */
  readonly firstPass: number;
  /** Found by the template that an exhaustive search would have named; any of the palm's names the same member. */
  readonly leastDistance: number;
}

/** Found is whom an exhaustive search would have found: the mated palm. */
export async function measureRecall(
  gallery: PalmGallery,
  probes: readonly Probe[],
  memory: CrowdMemory,
): Promise<Recall> {
  let found = 0;
  let firstPass = 0;
  let leastDistance = 0;
  for (const { palm, picture } of probes) {
    const { candidates, passes } = await gallery.search({ roi: picture.pixels }, WHERE);
    const probe = prepareProbe(picture);
    const exact = passes === 1 ? measureBaseDistance : measureDistance;
    const distances = Array.from({ length: SAMPLES }, (_, at) => exact(probe, memory.template(palm * SAMPLES + at)));
    const [best] = candidates;
    if (best?.owner !== ownerOf(palm)) continue;
    found++;
    if (passes === 1) firstPass++;
    if (best.distance <= Math.min(...distances)) leastDistance++;
  }
  return { probes: probes.length, found, firstPass, leastDistance };
}

/** Comparing with the whole gallery, estimated from a slice. */
export function timeExhaustive(memory: CrowdMemory, { picture }: Probe, slice: number): number {
  const probe = prepareProbe(picture);
  const count = Math.min(slice, memory.templates);
  for (let at = 0; at < 50; at++) measureBaseDistance(probe, memory.template(at));
  const began = performance.now();
  for (let at = 0; at < count; at++) measureBaseDistance(probe, memory.template(at));
  return ((performance.now() - began) * memory.templates) / count;
}

async function timeOf(gallery: PalmGallery, picture: GreyPicture): Promise<number> {
  const began = performance.now();
  await gallery.search({ roi: picture.pixels }, WHERE);
  return performance.now() - began;
}
