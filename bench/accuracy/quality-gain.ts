/** What refusing the most atypical captures of a set gains: the cohort is of the same sensor, never the same palm. */
import { extract, measureAtypicality, prepareProbe } from '#palm';
import type { Sample } from './data-set.js';
import { collectDistances, type Material } from './figures.js';
import { progress } from '../progress.js';
import type { QualityGain } from './report.js';
import { measureErrors } from './statistics.js';

const COHORT = 100;
const PARTS = [0.01, 0.02, 0.05];
const FMR = '1e-4';

export function measureQualityGain(material: Material): QualityGain[] {
  const order = mostAtypicalFirst(material.samples);
  const fnmrBefore = fnmrWithout(material, new Set());
  return PARTS.map((refusedPart) => {
    const refused = new Set(order.slice(0, Math.round(refusedPart * order.length)));
    return { refusedPart, fnmr: fnmrWithout(material, refused), fnmrBefore, fmr: FMR };
  });
}

function fnmrWithout(material: Material, without: ReadonlySet<number>): number | null {
  return measureErrors(collectDistances(material, 'single', without)).fnmr[FMR]?.rate ?? null;
}

/** Sample indices. One template in so many stands for the palms that the device has enrolled. */
function mostAtypicalFirst(samples: readonly Sample[]): number[] {
  const step = Math.max(1, Math.floor(samples.length / COHORT));
  const cohort = samples.filter((_, index) => index % step === 0);
  const templates = cohort.map(({ roi }) => extract(roi));
  const bar = progress('atypicality', samples.length);
  const values = samples.map(({ roi, palm }) => {
    const others = templates.filter((_, i) => cohort[i].palm !== palm);
    bar.step();
    return measureAtypicality(prepareProbe(roi), others);
  });
  bar.end();
  return samples.map((_, index) => index).sort((one, other) => values[other] - values[one] || one - other);
}
