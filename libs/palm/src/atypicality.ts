/**
 * Atypicality of a capture: its mean distance to other people's palms. A wrong crop is sharp and bright and yet unlike
 * every palm, which no measure of light or focus shows; against palms of the same sensor it stands out.
 */
import { THRESHOLDS, ATYPICALITY } from './parameters.js';
import type { Probe } from './probe.js';
import { measureBaseDistances } from './distance.js';

/**
 * Mean of distance and elastic distance to the templates of a cohort, best of the same sensor; NaN for an empty cohort.
 * Templates of the same palm are left out.
 */
export function measureAtypicality(probe: Probe, cohort: readonly Uint8Array[]): number {
  let sum = 0;
  let nonMated = 0;
  for (const template of cohort) {
    const { distance, elastic } = measureBaseDistances(probe, template);
    if (distance <= THRESHOLDS.verify) continue;
    sum += (distance + elastic) / 2;
    nonMated++;
  }
  return sum / nonMated;
}

/** Atypicality beyond which captures of a sensor are refused, from the values of its enrolled captures. */
export function atypicalityLimit(enrolled: readonly number[]): number {
  if (enrolled.length < ATYPICALITY.enrolled.min) return ATYPICALITY.fallback;
  const sorted = [...enrolled].sort((one, other) => one - other);
  return sorted[Math.ceil(ATYPICALITY.quantile * sorted.length) - 1];
}
