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
  /** The thresholds of the two halves. */
  readonly limits: readonly number[];
  readonly refused: Rate;
  /** Misses at the false match rate, with all captures and without those refused. */
  readonly before: Rate;
  readonly after: Rate;
  readonly fmr: string;
}

export interface QualityGain {
  /** Part of the captures refused, the most atypical first. */
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
      `1:1 against three ${report.verifyMs.mated.toFixed(2)} ms (non-mated ${report.verifyMs.nonMated.toFixed(2)} ms), one thread`,
  ];
  for (const [name, mode] of Object.entries(report.figures)) lines.push('', ...printMode(name, mode));
  for (const gain of report.quality ?? []) {
    lines.push(
      `refusing the most atypical ${percent(gain.refusedPart)}: single FNMR at FMR ${gain.fmr} ` +
        `${percent(gain.fnmrBefore)} → ${percent(gain.fnmr)}`,
    );
  }
  if (report.atypicality !== null) {
    const { limits, refused, before, after, fmr } = report.atypicality;
    lines.push(
      `atypicality threshold from one half of the palms (${limits.map((limit) => limit.toFixed(4)).join(', ')}), on the other: ` +
        `refused ${percentOf(refused)}`,
      `  single FNMR at FMR ${fmr} ${percentOf(before)} → ${percentOf(after)}`,
    );
  }
  return lines.join('\n');
}

function printMode(name: string, mode: Mode | null): string[] {
  if (mode === null) return [`${name}: no mated or no non-mated pairs to compare`];
  const { errors, rank1, openSet } = mode;
  const lines = [
    `${name}: ${errors.mated} mated, ${errors.nonMated} non-mated comparisons`,
    `  mated ${errors.matedMean.toFixed(4)} ± ${errors.matedSd.toFixed(4)}, non-mated ` +
      `${errors.nonMatedMean.toFixed(4)} ± ${errors.nonMatedSd.toFixed(4)}, least ${errors.nonMatedMin.toFixed(4)}, ` +
      `d′ ${errors.dPrime.toFixed(2)}`,
    `  EER ${percent(errors.eer)} ${interval(errors.eerInterval)}`,
  ];
  for (const [fmr, at] of Object.entries(errors.fnmr)) {
    lines.push(
      at === null
        ? `  FNMR at FMR ${fmr}: too few non-mated comparisons`
        : `  FNMR at FMR ${fmr}: ${percent(at.rate)} ${interval(at.interval)}, distance < ${at.threshold.toFixed(4)}`,
    );
  }
  lines.push(`  rank-1 ${percentOf(rank1)}`);
  if (openSet !== null) {
    lines.push(
      `  open set, ${openSet.gallerySize} palms, distance ≤ ${openSet.threshold.toFixed(3)} and margin: ` +
        `FNIR ${percentOf(openSet.fnir)}`,
      `    FPIR ${percentOf(openSet.fpir)}, ambiguous ${percentOf(openSet.ambiguous)}`,
    );
  }
  return lines;
}

/** Fractions; null where the data does not reach. */
export function summarise(report: Report): Record<string, unknown> {
  const gains = report.quality?.map(({ refusedPart, fnmr, fnmrBefore }) => ({
    refusedPart,
    fnmr,
    fnmrBefore,
  }));
  return {
    single: summariseMode(report.figures.single),
    enrolled: summariseMode(report.figures.enrolled),
    extract_ms: rounded(report.extractMs),
    compare_us: rounded(report.compareUs),
    verify_ms: rounded(report.verifyMs.mated),
    verify_non_mated_ms: rounded(report.verifyMs.nonMated),
    failure_to_extract: report.failureToExtract.rate,
    ...(gains === undefined ? {} : { quality: gains, atypicality: summariseGain(report.atypicality) }),
  };
}

function summariseGain(gain: AtypicalityGain | null): Record<string, unknown> | null {
  if (gain === null) return null;
  return { refused: gain.refused.rate, fnmr: gain.after.rate, fnmrBefore: gain.before.rate, limits: gain.limits };
}

function summariseMode(mode: Mode | null): Record<string, unknown> | null {
  if (mode === null) return null;
  const { errors, rank1, openSet } = mode;
  const fnmr = Object.fromEntries(Object.entries(errors.fnmr).map(([fmr, at]) => [`fnmr@${fmr}`, at?.rate ?? null]));
  return {
    eer: errors.eer,
    rank1: rank1.trials === 0 ? null : rank1.rate,
    ...fnmr,
    dprime: rounded(errors.dPrime),
    mated: errors.mated,
    non_mated: errors.nonMated,
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
