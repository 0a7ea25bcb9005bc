/**
 * How like any palm a picture is: its mean likeness to palms that are not its own. A wrong crop is sharp and bright and
 * yet unlike everything, which no measure of light or focus shows; among a sensor's own enrolments it stands out.
 */
import { THRESHOLDS, ATYPICALITY } from './parameters.js';
import type { Probe } from './probe.js';
import { measureBaseDistances } from './distance.js';

/**
 * Mean of score and elastic distance over a cohort of templates, best of the same sensor; NaN for none. Templates of the
 * same palm are left out: how well it matches itself says nothing of how like others it is.
 */
export function measureAtypicality(probe: Probe, cohort: readonly Uint8Array[]): number {
  let sum = 0;
  let nonMated = 0;
  for (const template of cohort) {
    const { distance: score, elastic: distance } = measureBaseDistances(probe, template);
    if (score <= THRESHOLDS.verify) continue;
    sum += (score + distance) / 2;
    nonMated++;
  }
  return sum / nonMated;
}

/** The line beyond which a capture of a sensor is refused, from the values of captures it has enrolled. */
export function atypicalityLimit(enrolled: readonly number[]): number {
  if (enrolled.length < ATYPICALITY.enrolled.min) return ATYPICALITY.fallback;
  const sorted = [...enrolled].sort((one, other) => one - other);
  return sorted[Math.ceil(ATYPICALITY.quantile * sorted.length) - 1];
}
