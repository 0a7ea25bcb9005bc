/** From distances to the figures of a report: verification by single samples and by enrolled palms, search, open set. */
import { decide, identifyThreshold, type Candidate } from '#palm';
import type { Comparisons } from './compare.js';
import type { Sample } from './data-set.js';
import type { Protocol } from './protocol.js';
import { measureErrors, proportionInterval, type ErrorRates, type Interval, type Distances } from './statistics.js';

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
  /** Searches for a palm left out of the gallery that name a member. */
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

/** One search: least distance to every palm compared. */
interface Search {
  readonly palm: string;
  readonly palms: ReadonlyMap<string, number>;
}

export function drawFigures(material: Material, without: ReadonlySet<number> = new Set()): Figures {
  return { single: measureSingle(material, without), enrolled: measureEnrolled(material, without) };
}

export function collectDistances(
  material: Material,
  mode: 'single' | 'enrolled',
  without: ReadonlySet<number>,
): Distances {
  const mated: number[] = [];
  const matedPalm: string[] = [];
  const nonMated: number[] = [];
  const put = (palm: string, other: string, distance: number) => {
    if (palm !== other) nonMated.push(distance);
    else {
      mated.push(distance);
      matedPalm.push(palm);
    }
  };
  const { samples, protocol, comparisons } = material;
  if (mode === 'enrolled') {
    for (const search of enrolledSearches(material, without)) {
      for (const [palm, distance] of search.palms) put(search.palm, palm, distance);
    }
  } else {
    samples.forEach(({ palm }, sample) => {
      if (without.has(sample)) return;
      for (const template of protocol.singlesOf(sample)) {
        if (!without.has(template)) put(palm, samples[template].palm, comparisons.distanceOf(sample, template));
      }
    });
  }
  return { mated: Float32Array.from(mated), matedPalm, nonMated: Float32Array.from(nonMated) };
}

function measureSingle(material: Material, without: ReadonlySet<number>): Mode | null {
  const distances = collectDistances(material, 'single', without);
  if (distances.mated.length === 0 || distances.nonMated.length === 0) return null;
  return { errors: measureErrors(distances), rank1: rankFirst(singleSearches(material, without)), openSet: null };
}

function measureEnrolled(material: Material, without: ReadonlySet<number>): Mode | null {
  const distances = collectDistances(material, 'enrolled', without);
  if (distances.mated.length === 0 || distances.nonMated.length === 0) return null;
  const searches = enrolledSearches(material, without);
  return { errors: measureErrors(distances), rank1: rankFirst(searches), openSet: searchOpenSet(searches) };
}

/** Every sample against all others (or all of the gallery), palm by palm; a pair compared once serves both ways. */
function singleSearches(material: Material, without: ReadonlySet<number>): Search[] {
  const { samples, protocol, comparisons } = material;
  const searches = samples.map(({ palm }) => ({ palm, palms: new Map<string, number>() }));
  samples.forEach((_, sample) => {
    if (without.has(sample)) return;
    for (const template of protocol.singlesOf(sample)) {
      if (without.has(template)) continue;
      const distance = comparisons.distanceOf(sample, template);
      keepNearest(searches[sample].palms, samples[template].palm, distance);
      if (protocol.kind === 'all pairs') keepNearest(searches[template].palms, samples[sample].palm, distance);
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
        if (!without.has(template)) keepNearest(palms, samples[template].palm, comparisons.distanceOf(probe, template));
      }
      return { palm: samples[probe].palm, palms };
    });
}

function keepNearest(palms: Map<string, number>, palm: string, distance: number): void {
  const known = palms.get(palm);
  if (known === undefined || distance < known) palms.set(palm, distance);
}

/** Searches with a mated palm in the gallery, and how many rank it first. */
function rankFirst(searches: readonly Search[]): Rate {
  let found = 0;
  let trials = 0;
  for (const { palm, palms } of searches) {
    const mated = palms.get(palm);
    if (mated === undefined) continue;
    trials++;
    let nearer = 0;
    for (const [other, distance] of palms) if (other !== palm && distance <= mated) nearer++;
    if (nearer === 0) found++;
  }
  return rate(found, trials);
}

/** Each search twice: with the mated palm in the gallery and without it; the engine's own decision rule. */
function searchOpenSet(searches: readonly Search[]): OpenSet | null {
  const mated = searches.filter(({ palm, palms }) => palms.has(palm));
  if (mated.length === 0) return null;
  const gallerySize = Math.max(...mated.map(({ palms }) => palms.size));
  let missed = 0;
  let ambiguous = 0;
  let falseHits = 0;
  for (const { palm, palms } of mated) {
    const all: Candidate<string>[] = Array.from(palms, ([member, distance]) => ({ member, distance }));
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
