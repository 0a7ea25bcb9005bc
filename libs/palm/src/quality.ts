/** Whether a region of interest is a palm seen well enough to be matched, and how well. */
import { measure, type Measures } from './measures.js';
import { MIN_VALID_FRACTION, QUALITY } from './parameters.js';
import type { GreyPicture } from './picture.js';
import type { Refusal } from './refusal.js';

export interface Assessment {
  /** 0 (useless) to 1. */
  readonly quality: number;
  readonly refusal: Refusal | null;
}

export function assess(roi: GreyPicture): Assessment {
  const measures = measure(roi);
  const refusal = refuse(measures);
  return { quality: refusal === null ? grade(measures) : 0, refusal };
}

/** Nothing at all, then the light, then whether it is a palm, then whether it is a good picture of one. */
function refuse(m: Measures): Refusal | null {
  if (m.lineEnergy < QUALITY.blankLineEnergy) return 'no_palm';
  if (m.brightness < QUALITY.darkestMean) return 'too_dark';
  if (m.saturated > QUALITY.mostSaturated) return 'saturated';
  if (m.valid < MIN_VALID_FRACTION) return 'outside_frame';
  if (isPattern(m)) return 'no_palm';
  if (m.lineEnergy < QUALITY.leastLineEnergy) return 'blurred';
  const clean = m.lineEnergy >= QUALITY.leastLinesToNoise * m.noise;
  if (!clean && m.sparseness >= QUALITY.sparseOfLines) return 'low_quality';
  return clean && looksLikeSkin(m) ? null : 'no_palm';
}

/** Stripes, boards, rings, ramps and other things more regular than a palm. */
function isPattern(m: Measures): boolean {
  return (
    m.orientationSpread < QUALITY.leastSpread ||
    m.onesLow < QUALITY.onesLow ||
    m.onesHigh > QUALITY.onesHigh ||
    m.selfLikeness < QUALITY.leastSelfDistance
  );
}

/** Lines of a palm's strength, with a palm's fine grain between them; noise and blots have neither. */
function looksLikeSkin(m: Measures): boolean {
  return (
    m.lineEnergy <= QUALITY.mostLineEnergy &&
    m.lineEnergy <= QUALITY.mostLinesToNoise * m.noise &&
    m.directedness >= QUALITY.leastDirected &&
    m.directedness <= QUALITY.mostDirected &&
    m.sparseness >= QUALITY.leastSparse &&
    m.evenness >= QUALITY.leastEven
  );
}

function grade(m: Measures): number {
  const lines = Math.min(1, m.lineEnergy / QUALITY.goodLineEnergy);
  const clean = Math.min(1, m.lineEnergy / (QUALITY.goodLinesToNoise * m.noise));
  return Math.sqrt(lines * clean) * m.valid * (1 - m.saturated);
}
