/** Error rates of a folder of hands in the words of ISO/IEC 19795, with intervals by a bootstrap over persons. */
import { capturesAgree, decide, extract, measureDistance, prepareProbe, verifyThreshold, type Candidate } from '#palm';
import { progress } from '../progress.js';
import type { Distances } from '../accuracy/statistics.js';
import type { Seen } from './read-pictures.js';

export interface Rate {
  readonly events: number;
  readonly trials: number;
  /** null where nothing was tried. */
  readonly rate: number | null;
  /** 95 %. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** One attempt: whose it was, and whether it went wrong. */
interface Attempt {
  readonly person: string;
  readonly failed: boolean;
}

export interface Figures {
  readonly pictures: number;
  readonly fta: Rate;
  readonly ftaByReason: Readonly<Record<string, number>>;
  readonly fte: Rate;
  /** Pictures of no palm that were taken for one. */
  readonly apcer: Rate;
  readonly wrongHand: Rate;
  readonly unnamedHands: number;
  readonly fnmr: Rate;
  readonly fmr: Rate;
  readonly fnir: Rate;
  readonly fpir: Rate;
  readonly cpuMs: { readonly p50: number; readonly p95: number };
}

const ENROLLED = 3;
const ROUNDS = 1000;

export function measure(seen: readonly Seen[]): { figures: Figures; distances: Distances } {
  const palms = seen.filter(({ isPalm }) => isPalm);
  const others = seen.filter(({ isPalm }) => !isPalm);
  const usable = palms.filter(({ roi }) => roi !== null);
  const named = usable.filter((one) => one.named !== null && one.hand !== null);
  const compared = compare(usable);
  const times = seen.map(({ cpuMs }) => cpuMs).sort((one, other) => one - other);
  const at = (part: number) => Math.round(times[Math.floor(part * (times.length - 1))]);
  const figures = {
    pictures: seen.length,
    fta: rateOf(palms.map(({ person, roi }) => ({ person, failed: roi === null }))),
    ftaByReason: countBy(palms.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]))),
    fte: rateOf(enrollments(palms, usable, compared)),
    apcer: rateOf(others.map(({ person, roi }) => ({ person, failed: roi !== null }))),
    wrongHand: rateOf(named.map((one) => ({ person: one.person, failed: one.named !== one.hand }))),
    unnamedHands: usable.filter(({ hand }) => hand === null).length,
    ...matching(usable, compared),
    cpuMs: { p50: at(0.5), p95: at(0.95) },
  };
  return { figures, distances: distancesOf(usable, compared) };
}

/** Row: the picture as probe; column: the picture as template. */
function compare(usable: readonly Seen[]): Float32Array[] {
  const templates = usable.map(({ roi }) => extract(roi!));
  const bar = progress('comparisons', usable.length);
  const rows = usable.map(({ roi }) => {
    const probe = prepareProbe(roi!);
    bar.step();
    return Float32Array.from(templates, (template) => measureDistance(probe, template));
  });
  bar.end();
  return rows;
}

function pairs(usable: readonly Seen[]): [probe: number, template: number][] {
  return usable.flatMap((_, probe) =>
    usable.flatMap((_, template): [number, number][] => (template > probe ? [[probe, template]] : [])),
  );
}

function distancesOf(usable: readonly Seen[], rows: readonly Float32Array[]): Distances {
  const all = pairs(usable);
  const mated = all.filter(([probe, template]) => usable[probe].palm === usable[template].palm);
  const nonMated = all.filter(([probe, template]) => usable[probe].person !== usable[template].person);
  const between = ([probe, template]: [number, number]) => rows[probe][template];
  return {
    mated: Float32Array.from(mated, between),
    matedPalm: mated.map(([probe]) => usable[probe].palm),
    nonMated: Float32Array.from(nonMated, between),
  };
}

function matching(usable: readonly Seen[], rows: readonly Float32Array[]) {
  const accepted = ([probe, template]: [number, number]) => rows[probe][template] <= verifyThreshold();
  const all = pairs(usable);
  const mated = all.filter(([probe, template]) => usable[probe].palm === usable[template].palm);
  const nonMated = all.filter(([probe, template]) => usable[probe].person !== usable[template].person);
  const attempt = (pair: [number, number], failed: boolean) => ({ person: usable[pair[0]].person, failed });
  return {
    fnmr: rateOf(mated.map((pair) => attempt(pair, !accepted(pair)))),
    fmr: rateOf(nonMated.map((pair) => attempt(pair, accepted(pair)))),
    ...searches(usable, rows),
  };
}

/** The first three usable pictures of a palm are enrolled; the others search, once with their palm and once without. */
function searches(usable: readonly Seen[], rows: readonly Float32Array[]) {
  const gallery = new Map<string, number[]>();
  const probes: number[] = [];
  usable.forEach(({ palm }, i) => {
    const enrolled = gallery.get(palm) ?? [];
    if (enrolled.length < ENROLLED) gallery.set(palm, [...enrolled, i]);
    else probes.push(i);
  });
  const missed: Attempt[] = [];
  const falsely: Attempt[] = [];
  for (const probe of probes) {
    const { palm, person } = usable[probe];
    const candidates = Array.from(gallery, ([member, templates]): Candidate<string> => {
      return { member, distance: Math.min(...templates.map((template) => rows[probe][template])) };
    });
    const found = decide(candidates, gallery.size);
    missed.push({ person, failed: found.outcome !== 'matched' || found.best.member !== palm });
    const nonMated = candidates.filter(({ member }) => member !== palm);
    falsely.push({ person, failed: decide(nonMated, gallery.size).outcome === 'matched' });
  }
  return { fnir: rateOf(missed), fpir: rateOf(falsely) };
}

/** A palm with three pictures or more fails to enroll when no three usable ones agree all with all. */
function enrollments(palms: readonly Seen[], usable: readonly Seen[], rows: readonly Float32Array[]): Attempt[] {
  const byPalm = groupBy(palms, ({ palm }) => palm);
  return [...byPalm].flatMap(([palm, presented]) => {
    if (presented.length < ENROLLED) return [];
    const group: number[] = [];
    usable.forEach((one, i) => {
      const agrees = group.every((other) => capturesAgree(Math.min(rows[i][other], rows[other][i])));
      if (one.palm === palm && agrees) group.push(i);
    });
    return [{ person: presented[0].person, failed: group.length < ENROLLED }];
  });
}

function rateOf(attempts: readonly Attempt[]): Rate {
  const events = attempts.filter(({ failed }) => failed).length;
  const trials = attempts.length;
  if (trials === 0) return { events, trials, rate: null, interval: null };
  return { events, trials, rate: events / trials, interval: intervalOf(attempts) };
}

/** Persons are drawn with replacement; where nothing failed, or everything, the rule of three over persons. */
function intervalOf(attempts: readonly Attempt[]): [low: number, high: number] {
  const persons = [...groupBy(attempts, ({ person }) => person).values()].map((own) => {
    return { events: own.filter(({ failed }) => failed).length, trials: own.length };
  });
  const events = persons.reduce((sum, person) => sum + person.events, 0);
  const bound = Math.min(1, 3 / persons.length);
  if (events === 0) return [0, bound];
  if (events === attempts.length) return [1 - bound, 1];
  let seed = 12345;
  const rates = Array.from({ length: ROUNDS }, () => {
    const drawn = { events: 0, trials: 0 };
    for (let i = 0; i < persons.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const person = persons[Math.floor((seed / 2 ** 32) * persons.length)];
      drawn.events += person.events;
      drawn.trials += person.trials;
    }
    return drawn.events / drawn.trials;
  }).sort((one, other) => one - other);
  return [rates[Math.floor(0.025 * ROUNDS)], rates[Math.floor(0.975 * ROUNDS)]];
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return groups;
}
