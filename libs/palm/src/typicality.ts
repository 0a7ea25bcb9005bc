/**
 * How like any palm a picture is: its mean likeness to palms that are not its own. A wrong crop is sharp and bright and
 * yet unlike everything, which no measure of light or focus shows; among a sensor's own enrolments it stands out.
 */
import { TYPICALITY } from './parameters.js';
import type { Probe } from './probe.js';
import { compareBase } from './score.js';

/** Mean of score and elastic distance over a cohort of other people's templates, best of the same sensor; NaN for none. */
export function measureTypicality(probe: Probe, cohort: readonly Uint8Array[]): number {
  let sum = 0;
  for (const template of cohort) {
    const { score, distance } = compareBase(probe, template);
    sum += (score + distance) / 2;
  }
  return sum / cohort.length;
}

/**
 * The line beyond which a capture of this sensor is refused, from the values of captures it has enrolled: their 99 %
 * quantile. Null until there are enough of them to know it.
 */
export function typicalityLimit(enrolled: readonly number[]): number | null {
  if (enrolled.length < TYPICALITY.fewestEnrolled) return null;
  const sorted = [...enrolled].sort((one, other) => one - other);
  return sorted[Math.ceil(TYPICALITY.quantile * sorted.length) - 1];
}
