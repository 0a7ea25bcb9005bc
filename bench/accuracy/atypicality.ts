/**
 * What the gateway's own rule gains: one half of the palms is what a device has enrolled (its cohort and its threshold come from
 * them, as in libs/palm), the captures of the other half are presented, and the other way round. Nothing is chosen on the
 * half it is measured on.
 */
import { extract, measureAtypicality, prepareProbe, ATYPICALITY, atypicalityLimit } from '#palm';
import { progress } from '../progress.js';
import type { Sample } from './data-set.js';
import { collectDistances, rate, type Material } from './figures.js';
import type { AtypicalityGain } from './report.js';
import { measureErrors } from './statistics.js';

const FMR = '1e-4';

export function measureAtypicalityGain(material: Material): AtypicalityGain | null {
  const halves = halve(material.samples);
  const bar = progress('atypicality', 2 * material.samples.length);
  const folds = [0, 1].map((enrolled) => {
    const { limit, refused } = judge(material.samples, { halves, enrolled, step: () => bar.step() });
    const others = material.samples.flatMap((_, sample) => (halves[sample] === enrolled ? [sample] : []));
    const before = missesWithout(material, new Set(others));
    const after = missesWithout(material, new Set([...others, ...refused]));
    return { limit, refused: refused.length, presented: material.samples.length - others.length, before, after };
  });
  bar.end();
  const sum = (of: (fold: (typeof folds)[number]) => number) => folds.reduce((total, fold) => total + of(fold), 0);
  if (folds.some(({ before, after }) => before === null || after === null)) return null;
  return {
    limits: folds.map(({ limit }) => limit),
    refused: rate(
      sum(({ refused }) => refused),
      sum(({ presented }) => presented),
    ),
    before: rate(
      sum(({ before }) => before!.missed),
      sum(({ before }) => before!.mated),
    ),
    after: rate(
      sum(({ after }) => after!.missed),
      sum(({ after }) => after!.mated),
    ),
    fmr: FMR,
  };
}

interface Judging {
  readonly halves: readonly number[];
  readonly enrolled: number;
  readonly step: () => void;
}

/** The line that one half draws, and whom of the other half it refuses. */
function judge(samples: readonly Sample[], { halves, enrolled, step }: Judging): { limit: number; refused: number[] } {
  const cohort = cohortOf(samples.filter((_, sample) => halves[sample] === enrolled));
  const values = samples.map(({ roi }) => {
    step();
    return measureAtypicality(prepareProbe(roi), cohort);
  });
  const limit = atypicalityLimit(values.filter((_, sample) => halves[sample] === enrolled));
  const refused = samples.flatMap((_, sample) =>
    halves[sample] !== enrolled && values[sample] > limit ? [sample] : [],
  );
  return { limit, refused };
}

/** One template of each palm, as the gallery picks them. */
function cohortOf(samples: readonly Sample[]): Uint8Array[] {
  const first = new Map<string, Sample>();
  for (const sample of samples) if (!first.has(sample.palm)) first.set(sample.palm, sample);
  return [...first.values()].slice(0, ATYPICALITY.cohort.max).map(({ roi }) => extract(roi));
}

/** Persons in turn: both hands of one are on the same side, where the ids are a hand's letter and a person's number. */
function halve(samples: readonly Sample[]): number[] {
  const personOf = ({ palm }: Sample) => palm.replace(/^[LR](?=\d)/, '');
  const persons = [...new Set(samples.map(personOf))].sort();
  return samples.map((sample) => persons.indexOf(personOf(sample)) % 2);
}

function missesWithout(material: Material, without: ReadonlySet<number>): { missed: number; mated: number } | null {
  const errors = measureErrors(collectDistances(material, 'single', without));
  const at = errors.fnmr[FMR];
  return at === null ? null : { missed: Math.round(at.rate * errors.mated), mated: errors.mated };
}
