/** Error rates of a matcher from its scores of mates and of strangers; a smaller score is more alike. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly method: string;
}

export interface ErrorRates {
  readonly genuine: number;
  readonly impostor: number;
  readonly eer: number;
  readonly eerInterval: Interval;
  /** By exponent of the false-accept rate: FRR at FAR 10^-n; null where there are too few strangers to say. */
  readonly frr: Readonly<
    Record<string, { readonly rate: number; readonly threshold: number; interval: Interval } | null>
  >;
  readonly dPrime: number;
  readonly genuineMean: number;
  readonly genuineSd: number;
  readonly impostorMean: number;
  readonly impostorSd: number;
  readonly impostorLeast: number;
}

/** Mates' scores, kept apart by palm so that a palm's comparisons stand or fall together in the bootstrap. */
export interface Scores {
  readonly genuine: Float32Array;
  readonly genuinePalm: readonly string[];
  readonly impostor: Float32Array;
}

const EXPONENTS = [2, 3, 4, 5, 6];
const BOOTSTRAP_ROUNDS = 400;
const Z = 1.959964;

export function measureErrors(scores: Scores): ErrorRates {
  const genuine = scores.genuine.slice().sort();
  const impostor = scores.impostor.slice().sort();
  const [g, i] = [moments(genuine), moments(impostor)];
  return {
    genuine: genuine.length,
    impostor: impostor.length,
    eer: equalErrorRate(genuine, impostor),
    eerInterval: bootstrapEer(scores, impostor),
    frr: Object.fromEntries(EXPONENTS.map((n) => [`1e-${n}`, frrAt(genuine, impostor, 10 ** -n)])),
    dPrime: Math.abs(g.mean - i.mean) / Math.sqrt((g.sd ** 2 + i.sd ** 2) / 2),
    genuineMean: g.mean,
    genuineSd: g.sd,
    impostorMean: i.mean,
    impostorSd: i.sd,
    impostorLeast: impostor[0],
  };
}

/** FRR at the largest threshold that lets no more than this part of the strangers in; both sorted, rising. */
function frrAt(genuine: Float32Array, impostor: Float32Array, far: number) {
  const allowed = Math.floor(far * impostor.length * (1 + 1e-9));
  if (allowed < 1 || genuine.length === 0) return null;
  // Accepted is what lies under the first stranger who must stay out.
  const threshold = impostor[allowed];
  const rejected = genuine.length - countBelow(genuine, threshold);
  return { rate: rejected / genuine.length, threshold, interval: proportionInterval(rejected, genuine.length) };
}

/** Where the two stepped error curves meet; both sorted, rising. */
export function equalErrorRate(genuine: Float32Array, impostor: Float32Array): number {
  if (genuine.length === 0 || impostor.length === 0) return NaN;
  for (let accepted = 1; accepted <= genuine.length; accepted++) {
    const far = countBelow(impostor, genuine[accepted - 1]) / impostor.length;
    const frrBefore = 1 - (accepted - 1) / genuine.length;
    if (far >= frrBefore) return frrBefore;
    if (far >= 1 - accepted / genuine.length) return far;
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

/** Palms are drawn with replacement, strangers held fixed: there are thousands of times more of them. */
function bootstrapEer(scores: Scores, impostor: Float32Array): Interval {
  const byPalm = new Map<string, number[]>();
  scores.genuinePalm.forEach((palm, i) => byPalm.set(palm, [...(byPalm.get(palm) ?? []), scores.genuine[i]]));
  const palms = [...byPalm.values()];
  const drawn: number[] = [];
  let seed = 12345;
  for (let round = 0; round < BOOTSTRAP_ROUNDS && palms.length > 0; round++) {
    const some: number[] = [];
    for (let i = 0; i < palms.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      some.push(...palms[Math.floor((seed / 4294967296) * palms.length)]);
    }
    drawn.push(equalErrorRate(Float32Array.from(some).sort(), impostor));
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
