/** Which samples are compared. */
export interface Labelled {
  readonly palm: string;
  readonly take: string;
}

export interface Protocol {
  readonly kind: 'enrolled takes' | 'all pairs';
  /** Samples that stand in the gallery of the enrolled figures, by index. */
  readonly gallery: readonly number[];
  /** Samples that probe that gallery. */
  readonly probes: readonly number[];
  isProbe(sample: number): boolean;
  /** Templates a sample is compared with for the single figures. */
  singlesOf(sample: number): number[];
}

const ENROLLED_SAMPLES = 3;

/** Without named takes: every pair once for the single figures; the first three of each palm with more are enrolled. */
export function planProtocol(samples: readonly Labelled[], enrolledTakes: readonly string[]): Protocol {
  if (enrolledTakes.length > 0) return planTakes(samples, new Set(enrolledTakes));
  const byPalm = new Map<string, number[]>();
  samples.forEach(({ palm }, index) => byPalm.set(palm, [...(byPalm.get(palm) ?? []), index]));
  const gallery: number[] = [];
  const probes: number[] = [];
  for (const indices of byPalm.values()) {
    if (indices.length <= ENROLLED_SAMPLES) continue;
    gallery.push(...indices.slice(0, ENROLLED_SAMPLES));
    probes.push(...indices.slice(ENROLLED_SAMPLES));
  }
  const order = (a: number, b: number) => a - b;
  const probing = new Set(probes);
  return {
    kind: 'all pairs',
    gallery: gallery.sort(order),
    probes: probes.sort(order),
    isProbe: (sample) => probing.has(sample),
    singlesOf: (sample) => Array.from({ length: sample }, (_, earlier) => earlier),
  };
}

function planTakes(samples: readonly Labelled[], takes: ReadonlySet<string>): Protocol {
  const indices = samples.map((_, index) => index);
  const gallery = indices.filter((index) => takes.has(samples[index].take));
  const probes = indices.filter((index) => !takes.has(samples[index].take));
  if (gallery.length === 0 || probes.length === 0) throw new Error('the named takes leave no gallery or no probes');
  const probing = new Set(probes);
  return {
    kind: 'enrolled takes',
    gallery,
    probes,
    isProbe: (sample) => probing.has(sample),
    singlesOf: (sample) => (probing.has(sample) ? [...gallery] : []),
  };
}

/** Every template a sample has to be compared with, in rising order. */
export function templatesOf(protocol: Protocol, sample: number): number[] {
  const wanted = new Set(protocol.singlesOf(sample));
  if (protocol.isProbe(sample)) for (const template of protocol.gallery) wanted.add(template);
  return [...wanted].sort((a, b) => a - b);
}
