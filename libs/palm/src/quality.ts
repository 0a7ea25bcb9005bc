/** Whether a region of interest is a palm seen well enough to be matched, and how well. */
import { measure, type Measures } from './measures.js';
import { FOREIGN, MIN_VALID_FRACTION, QUALITY } from './parameters.js';
import type { GreyPicture } from './picture.js';
import type { Refusal } from './refusal.js';

export interface Assessment {
  /** 0 (useless) to 1. */
  readonly quality: number;
  readonly refusal: Refusal | null;
}

type Clarity = keyof typeof QUALITY.skin;

/** What a picture with lines is refused for that does not look like skin. */
const WITH_LINES: Record<Clarity, Refusal> = { clear: 'no_palm', noisy: 'low_quality', soft: 'blurred' };

export function assess(roi: GreyPicture): Assessment {
  const measures = measure(roi);
  const refusal = refuse(measures);
  return { quality: refusal === null ? grade(measures) : 0, refusal };
}

/** Nothing at all, then the light, then whether it is a pattern, then whether skin can be seen well enough. */
function refuse(m: Measures): Refusal | null {
  if (m.lineEnergy < QUALITY.blankLineEnergy) return 'no_palm';
  if (m.brightness < QUALITY.minBrightness) return 'too_dark';
  if (m.saturated > QUALITY.maxSaturated) return 'saturated';
  if (m.valid < MIN_VALID_FRACTION) return 'outside_frame';
  if (isPattern(m)) return 'no_palm';
  const clarity = clarityOf(m);
  if (!looksLikeSkin(m, QUALITY.skin[clarity]))
    return m.kurtosis < QUALITY.kurtosisOfLines ? 'no_palm' : WITH_LINES[clarity];
  if (m.covered > FOREIGN.maxFraction) return 'low_quality';
  return m.lineEnergy < QUALITY.minLineEnergy ? 'blurred' : null;
}

/** Stripes, boards, ramps, faces and other things more regular, stronger or patchier than a palm. */
function isPattern(m: Measures): boolean {
  return (
    m.orientationSpread < QUALITY.minOrientationSpread ||
    m.minOnes < QUALITY.minOnes ||
    m.maxOnes > QUALITY.maxOnes ||
    m.evenness < QUALITY.minEvenness ||
    m.lineEnergy > QUALITY.maxLineEnergy ||
    m.lineEnergy > QUALITY.maxLinesToNoise * m.noise
  );
}

function clarityOf(m: Measures): Clarity {
  if (m.lineEnergy < QUALITY.noisyBelow * m.noise) return 'noisy';
  return m.directedness < QUALITY.softBelow ? 'soft' : 'clear';
}

/** Lines above the noise, sharp, sparse and nowhere the same: noise, blots, rings and boards miss one of these. */
function looksLikeSkin(m: Measures, skin: (typeof QUALITY.skin)[Clarity]): boolean {
  return (
    m.lineEnergy >= QUALITY.minLinesToNoise * m.noise &&
    m.directedness >= skin.directedFrom &&
    m.directedness <= skin.directedTo &&
    m.kurtosis >= skin.kurtosis &&
    m.selfDistance >= skin.selfDistance
  );
}

function grade(m: Measures): number {
  const lines = Math.min(1, m.lineEnergy / QUALITY.goodLineEnergy);
  const clean = Math.min(1, m.lineEnergy / (QUALITY.goodLinesToNoise * m.noise));
  return Math.sqrt(lines * clean) * m.valid * (1 - m.saturated);
}
