/** How unlike a probe and a template are: elastic distance, weighed by how much was compared, over the probe's poses. */
import type { Alignment } from './align.js';
import { matchElastically, newElasticMatch, type ElasticMatch } from './elastic.js';
import { kernel } from './kernel/choose-kernel.js';
import { BASE_ACCEPTS, CELLS, CODE_WORDS, ELASTIC, PLANES, DISTANCE } from './parameters.js';
import { AS_IT_CAME, probeOfTemplate, type Probe } from './probe.js';
import { readWords } from './template.js';

const FULL_BITS = PLANES * CELLS * CELLS;

const words = new Uint32Array(CODE_WORDS);
const elastic = newElasticMatch();

/**
 * Distance of a probe to a template, 0 (alike) to 1. Mated comparisons lie near .26, non-mated ones near .41. Poses are
 * tried unless the picture as it came is accepted already.
 */
export function measureDistance(probe: Probe, template: Uint8Array): number {
  loadTemplate(template);
  let best = measurePose(probe, AS_IT_CAME, kernel.align(probe.words(AS_IT_CAME)));
  if (best <= BASE_ACCEPTS) return best;
  for (const { pose, at } of alignPoses(probe)) best = Math.min(best, measurePose(probe, pose, at));
  return best;
}

/** Distance of the picture as it came, without trying poses: a tenth of the work, and accepted for most mated pairs. */
export function measureBaseDistance(probe: Probe, template: Uint8Array): number {
  loadTemplate(template);
  return measurePose(probe, AS_IT_CAME, kernel.align(probe.words(AS_IT_CAME)));
}

export interface PoseDistance {
  readonly distance: number;
  /** AS_IT_CAME or an index into POSES. */
  readonly pose: number;
}

/**
 * Least distance over the two of these poses that align best, on the template's grid without half cells: a tenth of the
 * work of `measureDistance`. Mated pairs lie up to .1 above that, so it ranks and does not decide.
 */
export function measureWholeCellDistance(probe: Probe, template: Uint8Array, poses: readonly number[]): PoseDistance {
  loadTemplate(template);
  return alignPoses(probe, poses)
    .map(({ pose, at }) => ({ pose, distance: measureCodes(probe.words(pose), pose, at) }))
    .reduce((one, other) => (other.distance < one.distance ? other : one));
}

/** The same with the elastic distance it was computed from. */
export function measureBaseDistances(probe: Probe, template: Uint8Array): { distance: number; elastic: number } {
  elastic.distance = 1;
  const distance = measureBaseDistance(probe, template);
  return { distance, elastic: elastic.distance };
}

/** Least distance to the templates of one palm; poses are tried only when the picture as it came is accepted with none. */
export function measurePalmDistance(probe: Probe, templates: readonly Uint8Array[]): number {
  const nearest = (measure: (template: Uint8Array) => number) =>
    templates.reduce((best, template) => Math.min(best, measure(template)), 1);
  const base = nearest((template) => measureBaseDistance(probe, template));
  return base <= BASE_ACCEPTS ? base : nearest((template) => measureDistance(probe, template));
}

/** Least of both ways round: one turned onto the other and the other onto the one. A probe of a template turns nothing. */
export function measureSymmetricDistance(one: Probe, other: Probe): number {
  return Math.min(measureDistance(one, other.template), measureDistance(other, one.template));
}

/** Between two stored templates, where no picture is left to turn; the same both ways round. */
export function compareTemplates(one: Uint8Array, other: Uint8Array): number {
  return measureSymmetricDistance(probeOfTemplate(one), probeOfTemplate(other));
}

export interface DistanceExplanation {
  readonly distance: number;
  /** Pose with the least distance: AS_IT_CAME or an index into POSES. */
  readonly pose: number;
  readonly at: Alignment;
  readonly elastic: ElasticMatch;
}

/** `measureDistance` with every intermediate result, for a trace. */
export function explainDistance(probe: Probe, template: Uint8Array): DistanceExplanation {
  loadTemplate(template);
  const tryPose = (pose: number, at: Alignment): DistanceExplanation => {
    const found = measurePose(probe, pose, at);
    return {
      distance: found,
      pose,
      at,
      elastic: { ...elastic, shiftY: elastic.shiftY.slice(), shiftX: elastic.shiftX.slice() },
    };
  };
  const base = tryPose(AS_IT_CAME, kernel.align(probe.words(AS_IT_CAME)));
  if (base.distance <= BASE_ACCEPTS) return base;
  return alignPoses(probe).reduce<DistanceExplanation>((best, { pose, at }) => {
    const other = tryPose(pose, at);
    return other.distance < best.distance ? other : best;
  }, base);
}

/** The two poses of these, or of all but the picture as it came, that align best with the template loaded. */
function alignPoses(probe: Probe, poses = everyPose(probe)): { pose: number; at: Alignment }[] {
  const found = poses.map((pose) => ({ pose, at: kernel.align(probe.words(pose)) }));
  found.sort((one, other) => one.at.distance - other.at.distance || one.pose - other.pose);
  return found.slice(0, ELASTIC.finalists);
}

function everyPose({ poseCount }: Probe): readonly number[] {
  return Array.from({ length: poseCount }, (_, pose) => pose);
}

function loadTemplate(template: Uint8Array): void {
  readWords(template, words);
  kernel.loadTemplate(words);
}

function measurePose(probe: Probe, pose: number, at: Alignment): number {
  if (at.distance >= 1) return 1;
  return measureCodes(probe.phaseWords(pose) ?? probe.words(pose), pose, at);
}

function measureCodes(codes: Uint32Array, pose: number, at: Alignment): number {
  if (at.distance >= 1) return 1;
  matchElastically({ codes, at, into: elastic });
  if (elastic.bits === 0) return 1;
  // Two square roots are a fourth root that every machine rounds alike.
  const evidence = Math.sqrt(Math.sqrt(elastic.bits / FULL_BITS));
  const background =
    weigh(DISTANCE.globalMean, at.mean) +
    weigh(DISTANCE.globalSpread, at.spread) +
    weigh(DISTANCE.blockMean, elastic.mean) +
    weigh(DISTANCE.blockSpread, elastic.spread);
  const distance =
    DISTANCE.nonMated -
    (DISTANCE.nonMated - elastic.distance) * evidence +
    DISTANCE.roughCost * elastic.roughness +
    (pose === AS_IT_CAME ? 0 : DISTANCE.poseCost) +
    background * Math.min(1, elastic.distance / DISTANCE.backgroundFrom);
  return Math.max(0, distance, isOneSided(elastic) ? elastic.farHalf : 0);
}

/** One half of the palm matches and the other does not: a picture put together from two palms, or half covered. */
function isOneSided({ nearHalf, farHalf }: ElasticMatch): boolean {
  return farHalf - nearHalf > DISTANCE.maxHalvesGap;
}

function weigh(term: { usual: number; weight: number }, value: number): number {
  return term.weight * (value - term.usual);
}
