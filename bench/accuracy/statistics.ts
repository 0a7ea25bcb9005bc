/** Error rates of a matcher from its mated and non-mated distances. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly method: string;
}

export interface ErrorRates {
  readonly mated: number;
  readonly nonMated: number;
  readonly eer: number;
  readonly eerInterval: Interval;
  /** FNMR by FMR 10^-n; null where there are too few non-mated comparisons. */
  readonly fnmr: Readonly<
    Record<string, { readonly rate: number; readonly threshold: number; interval: Interval } | null>
  >;
  readonly dPrime: number;
  readonly matedMean: number;
  readonly matedSd: number;
  readonly nonMatedMean: number;
  readonly nonMatedSd: number;
  readonly nonMatedMin: number;
}

/** Distances; the mated ones with their palm, because the bootstrap draws whole palms. */
export interface Distances {
  readonly mated: Float32Array;
  readonly matedPalm: readonly string[];
  readonly nonMated: Float32Array;
}

const EXPONENTS = [2, 3, 4, 5, 6];
const BOOTSTRAP_ROUNDS = 400;
const Z = 1.959964;

export function measureErrors(distances: Distances): ErrorRates {
  const mated = distances.mated.slice().sort();
  const nonMated = distances.nonMated.slice().sort();
  const [g, i] = [moments(mated), moments(nonMated)];
  return {
    mated: mated.length,
    nonMated: nonMated.length,
    eer: equalErrorRate(mated, nonMated),
    eerInterval: bootstrapEer(distances, nonMated),
    fnmr: Object.fromEntries(EXPONENTS.map((n) => [`1e-${n}`, fnmrAt(mated, nonMated, 10 ** -n)])),
    dPrime: Math.abs(g.mean - i.mean) / Math.sqrt((g.sd ** 2 + i.sd ** 2) / 2),
    matedMean: g.mean,
    matedSd: g.sd,
    nonMatedMean: i.mean,
    nonMatedSd: i.sd,
    nonMatedMin: nonMated[0],
  };
}

/** FNMR at the largest threshold that accepts at most this part of the non-mated; both sorted, rising. */
function fnmrAt(mated: Float32Array, nonMated: Float32Array, fmr: number) {
  const allowed = Math.floor(fmr * nonMated.length * (1 + 1e-9));
  if (allowed < 1 || mated.length === 0) return null;
  // Accepted is what lies under the first non-mated distance that must be rejected.
  const threshold = nonMated[allowed];
  const rejected = mated.length - countBelow(mated, threshold);
  return { rate: rejected / mated.length, threshold, interval: proportionInterval(rejected, mated.length) };
}

/** Where the two stepped error curves meet; both sorted, rising. */
export function equalErrorRate(mated: Float32Array, nonMated: Float32Array): number {
  if (mated.length === 0 || nonMated.length === 0) return NaN;
  for (let accepted = 1; accepted <= mated.length; accepted++) {
    const fmr = countBelow(nonMated, mated[accepted - 1]) / nonMated.length;
    const fnmrBefore = 1 - (accepted - 1) / mated.length;
    if (fmr >= fnmrBefore) return fnmrBefore;
    if (fmr >= 1 - accepted / mated.length) return fmr;
  }
  return 0;
}

/** Wilson's interval; where nothing (or all) failed, the rule of three. */
export function proportionInterval(events: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1, method: 'no trials' };
  if (events === 0) return { low: 0, high: Math.min(1, 3 / trials), method: 'rule of three' };
  if (events === trials) return { low: Math.max(0, 1 - 3 / trials), high: 1, method: 'rule of three' };
  const p = events / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (p + Z ** 2 / (2 * trials)) / scale;
  const half = (Z * Math.sqrt((p * (1 - p)) / trials + Z ** 2 / (4 * trials ** 2))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half), method: 'Wilson' };
}

/** Palms are drawn with replacement; the non-mated distances, thousands of times more, are held fixed. */
function bootstrapEer(distances: Distances, nonMated: Float32Array): Interval {
  const byPalm = new Map<string, number[]>();
  distances.matedPalm.forEach((palm, i) => byPalm.set(palm, [...(byPalm.get(palm) ?? []), distances.mated[i]]));
  const palms = [...byPalm.values()];
  const drawn: number[] = [];
  let seed = 12345;
  for (let round = 0; round < BOOTSTRAP_ROUNDS && palms.length > 0; round++) {
    const some: number[] = [];
    for (let i = 0; i < palms.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      some.push(...palms[Math.floor((seed / 4294967296) * palms.length)]);
    }
    drawn.push(equalErrorRate(Float32Array.from(some).sort(), nonMated));
  }
  drawn.sort((a, b) => a - b);
  const at = (part: number) => drawn[Math.min(drawn.length - 1, Math.floor(part * drawn.length))] ?? NaN;
  return { low: at(0.025), high: at(0.975), method: `bootstrap over palms, ${BOOTSTRAP_ROUNDS} rounds` };
}

/** How many of the sorted values are smaller. */
export function countBelow(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function moments(values: Float32Array): { mean: number; sd: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}
