/** The figures as a page of text for people and as one line of JSON for programs. */
import type { Figures, Mode, Rate } from './figures.js';
import type { Interval } from './statistics.js';

export interface Report {
  readonly data: string;
  readonly pictures: number;
  readonly palms: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly failureToExtract: Rate;
  readonly protocol: string;
  readonly figures: Figures;
  readonly extractMs: number;
  readonly compareUs: number;
  /** One capture against three templates of a palm, poses tried where the base does not accept. */
  readonly verifyMs: { readonly mated: number; readonly nonMated: number };
  readonly quality: readonly QualityGain[] | null;
  readonly atypicality: AtypicalityGain | null;
}

export interface AtypicalityGain {
  /** The lines that the two halves draw. */
  readonly limits: readonly number[];
  readonly refused: Rate;
  /** Misses at the false accept rate, with all captures and without those refused. */
  readonly before: Rate;
  readonly after: Rate;
  readonly fmr: string;
}

export interface QualityGain {
  /** Part of the captures refused, the least typical first. */
  readonly refusedPart: number;
  readonly fnmr: number | null;
  readonly fnmrBefore: number | null;
  readonly fmr: string;
}

export function printReport(report: Report): string {
  const lines = [
    `${report.data}: ${report.pictures} pictures, ${report.palms} palms, protocol: ${report.protocol}`,
    `not extracted: ${percentOf(report.failureToExtract)} ${JSON.stringify(report.refused)}`,
    `extraction ${report.extractMs.toFixed(2)} ms a code, comparison ${report.compareUs.toFixed(0)} µs a pair, ` +
      `1:1 against three ${report.verifyMs.mated.toFixed(2)} ms (a stranger ${report.verifyMs.nonMated.toFixed(2)} ms), one thread`,
  ];
  for (const [name, mode] of Object.entries(report.figures)) lines.push('', ...printMode(name, mode));
  for (const gain of report.quality ?? []) {
    lines.push(
      `refusing the least typical ${percent(gain.refusedPart)}: single FRR at FAR ${gain.fmr} ` +
        `${percent(gain.fnmrBefore)} → ${percent(gain.fnmr)}`,
    );
  }
  if (report.atypicality !== null) {
    const { limits, refused, before, after, fmr } = report.atypicality;
    lines.push(
      `typicality line from one half of the palms (${limits.map((limit) => limit.toFixed(4)).join(', ')}), on the other: ` +
        `refused ${percentOf(refused)}`,
      `  single FRR at FAR ${fmr} ${percentOf(before)} → ${percentOf(after)}`,
    );
  }
  return lines.join('\n');
}

function printMode(name: string, mode: Mode | null): string[] {
  if (mode === null) return [`${name}: no mates or no strangers to compare`];
  const { errors, rank1, openSet } = mode;
  const lines = [
    `${name}: ${errors.mated} genuine, ${errors.nonMated} impostor comparisons`,
    `  genuine ${errors.matedMean.toFixed(4)} ± ${errors.matedSd.toFixed(4)}, impostor ` +
      `${errors.nonMatedMean.toFixed(4)} ± ${errors.nonMatedSd.toFixed(4)}, least ${errors.nonMatedMin.toFixed(4)}, ` +
      `d′ ${errors.dPrime.toFixed(2)}`,
    `  EER ${percent(errors.eer)} ${interval(errors.eerInterval)}`,
  ];
  for (const [far, at] of Object.entries(errors.fnmr)) {
    lines.push(
      at === null
        ? `  FRR at FAR ${far}: too few strangers to say`
        : `  FRR at FAR ${far}: ${percent(at.rate)} ${interval(at.interval)}, score < ${at.threshold.toFixed(4)}`,
    );
  }
  lines.push(`  rank-1 ${percentOf(rank1)}`);
  if (openSet !== null) {
    lines.push(
      `  open set, ${openSet.gallerySize} palms, score ≤ ${openSet.threshold.toFixed(3)} and margin: ` +
        `FNIR ${percentOf(openSet.fnir)}`,
      `    FPIR ${percentOf(openSet.fpir)}, ambiguous ${percentOf(openSet.ambiguous)}`,
    );
  }
  return lines;
}

/** Fractions; null where the data does not reach. */
export function summarise(report: Report): Record<string, unknown> {
  const gains = report.quality?.map(({ refusedPart, fnmr: frr, fnmrBefore: frrBefore }) => ({ refusedPart, frr, frrBefore }));
  return {
    single: summariseMode(report.figures.single),
    enrolled: summariseMode(report.figures.enrolled),
    extract_ms: rounded(report.extractMs),
    compare_us: rounded(report.compareUs),
    verify_ms: rounded(report.verifyMs.mated),
    verify_stranger_ms: rounded(report.verifyMs.nonMated),
    failure_to_extract: report.failureToExtract.rate,
    ...(gains === undefined ? {} : { quality: gains, typicality: summariseGain(report.atypicality) }),
  };
}

function summariseGain(gain: AtypicalityGain | null): Record<string, unknown> | null {
  if (gain === null) return null;
  return { refused: gain.refused.rate, frr: gain.after.rate, frrBefore: gain.before.rate, limits: gain.limits };
}

function summariseMode(mode: Mode | null): Record<string, unknown> | null {
  if (mode === null) return null;
  const { errors, rank1, openSet } = mode;
  const frr = Object.fromEntries(Object.entries(errors.fnmr).map(([far, at]) => [`frr@${far}`, at?.rate ?? null]));
  return {
    eer: errors.eer,
    rank1: rank1.trials === 0 ? null : rank1.rate,
    ...frr,
    dprime: rounded(errors.dPrime),
    genuine: errors.mated,
    impostor: errors.nonMated,
    ...(openSet === null ? {} : { fnir: openSet.fnir.rate, fpir: openSet.fpir.rate, gallery: openSet.gallerySize }),
  };
}

function percentOf(rate: Rate): string {
  return `${percent(rate.rate)} (${rate.events} of ${rate.trials}) ${interval(rate.interval)}`;
}

function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : `${(value * 100).toFixed(3)} %`;
}

function interval({ low, high, method }: Interval): string {
  return `[${percent(low)}, ${percent(high)}; ${method}]`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
