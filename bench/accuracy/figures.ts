/** From scores to the figures of a report: verification by single samples and by enrolled palms, search, open set. */
import { decide, identifyThreshold, type Candidate } from '#palm';
import type { Comparisons } from './compare.js';
import type { Sample } from './data-set.js';
import type { Protocol } from './protocol.js';
import { measureErrors, proportionInterval, type ErrorRates, type Interval, type Scores } from './statistics.js';

export interface Rate {
  readonly rate: number;
  readonly events: number;
  readonly trials: number;
  readonly interval: Interval;
}

export interface OpenSet {
  /** Palms searched among. */
  readonly gallerySize: number;
  readonly threshold: number;
  /** Searches for an enrolled palm that do not name it. */
  readonly fnir: Rate;
  /** Searches for a palm taken out of the gallery that name somebody. */
  readonly fpir: Rate;
  readonly ambiguous: Rate;
}

export interface Mode {
  readonly errors: ErrorRates;
  readonly rank1: Rate;
  readonly openSet: OpenSet | null;
}

export interface Figures {
  readonly single: Mode | null;
  readonly enrolled: Mode | null;
}

export interface Material {
  readonly samples: readonly Sample[];
  readonly protocol: Protocol;
  readonly comparisons: Comparisons;
}

/** One search: best score of every palm met. */
interface Search {
  readonly palm: string;
  readonly palms: ReadonlyMap<string, number>;
}

export function drawFigures(material: Material, without: ReadonlySet<number> = new Set()): Figures {
  return { single: measureSingle(material, without), enrolled: measureEnrolled(material, without) };
}

export function collectScores(material: Material, mode: 'single' | 'enrolled', without: ReadonlySet<number>): Scores {
  const genuine: number[] = [];
  const genuinePalm: string[] = [];
  const impostor: number[] = [];
  const put = (palm: string, other: string, score: number) => {
    if (palm !== other) impostor.push(score);
    else {
      genuine.push(score);
      genuinePalm.push(palm);
    }
  };
  const { samples, protocol, comparisons } = material;
  if (mode === 'enrolled') {
    for (const search of enrolledSearches(material, without)) {
      for (const [palm, score] of search.palms) put(search.palm, palm, score);
    }
  } else {
    samples.forEach(({ palm }, sample) => {
      if (without.has(sample)) return;
      for (const template of protocol.singlesOf(sample)) {
        if (!without.has(template)) put(palm, samples[template].palm, comparisons.scoreOf(sample, template));
      }
    });
  }
  return { genuine: Float32Array.from(genuine), genuinePalm, impostor: Float32Array.from(impostor) };
}

function measureSingle(material: Material, without: ReadonlySet<number>): Mode | null {
  const scores = collectScores(material, 'single', without);
  if (scores.genuine.length === 0 || scores.impostor.length === 0) return null;
  return { errors: measureErrors(scores), rank1: rankFirst(singleSearches(material, without)), openSet: null };
}

function measureEnrolled(material: Material, without: ReadonlySet<number>): Mode | null {
  const scores = collectScores(material, 'enrolled', without);
  if (scores.genuine.length === 0 || scores.impostor.length === 0) return null;
  const searches = enrolledSearches(material, without);
  return { errors: measureErrors(scores), rank1: rankFirst(searches), openSet: searchOpenSet(searches) };
}

/** Every sample against all others (or all of the gallery), palm by palm; a pair scored once serves both ways. */
function singleSearches(material: Material, without: ReadonlySet<number>): Search[] {
  const { samples, protocol, comparisons } = material;
  const searches = samples.map(({ palm }) => ({ palm, palms: new Map<string, number>() }));
  samples.forEach((_, sample) => {
    if (without.has(sample)) return;
    for (const template of protocol.singlesOf(sample)) {
      if (without.has(template)) continue;
      const score = comparisons.scoreOf(sample, template);
      keepLeast(searches[sample].palms, samples[template].palm, score);
      if (protocol.kind === 'all pairs') keepLeast(searches[template].palms, samples[sample].palm, score);
    }
  });
  return searches;
}

function enrolledSearches(material: Material, without: ReadonlySet<number>): Search[] {
  const { samples, protocol, comparisons } = material;
  return protocol.probes
    .filter((probe) => !without.has(probe))
    .map((probe) => {
      const palms = new Map<string, number>();
      for (const template of protocol.gallery) {
        if (!without.has(template)) keepLeast(palms, samples[template].palm, comparisons.scoreOf(probe, template));
      }
      return { palm: samples[probe].palm, palms };
    });
}

function keepLeast(palms: Map<string, number>, palm: string, score: number): void {
  const known = palms.get(palm);
  if (known === undefined || score < known) palms.set(palm, score);
}

/** Searches whose mate is there to be found, and how many find it nearest. */
function rankFirst(searches: readonly Search[]): Rate {
  let found = 0;
  let trials = 0;
  for (const { palm, palms } of searches) {
    const mate = palms.get(palm);
    if (mate === undefined) continue;
    trials++;
    let nearer = 0;
    for (const [other, score] of palms) if (other !== palm && score <= mate) nearer++;
    if (nearer === 0) found++;
  }
  return rate(found, trials);
}

/** Each search twice: with the mate in the gallery and with it taken out; the engine's own decision rule. */
function searchOpenSet(searches: readonly Search[]): OpenSet | null {
  const mated = searches.filter(({ palm, palms }) => palms.has(palm));
  if (mated.length === 0) return null;
  const gallerySize = Math.max(...mated.map(({ palms }) => palms.size));
  let missed = 0;
  let ambiguous = 0;
  let falseHits = 0;
  for (const { palm, palms } of mated) {
    const all: Candidate<string>[] = Array.from(palms, ([member, score]) => ({ member, score }));
    const found = decide(all, gallerySize);
    if (found.outcome !== 'matched' || found.best.member !== palm) missed++;
    if (found.outcome === 'ambiguous') ambiguous++;
    const others = all.filter(({ member }) => member !== palm);
    if (decide(others, gallerySize).outcome === 'matched') falseHits++;
  }
  const trials = mated.length;
  return {
    gallerySize,
    threshold: identifyThreshold(gallerySize),
    fnir: rate(missed, trials),
    fpir: rate(falseHits, trials),
    ambiguous: rate(ambiguous, trials),
  };
}

export function rate(events: number, trials: number): Rate {
  return { rate: trials === 0 ? NaN : events / trials, events, trials, interval: proportionInterval(events, trials) };
}
