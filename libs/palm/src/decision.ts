/** Decision policy: the thresholds on the distance, and the margin to the best palm of another member. */
import { NON_MATED_TAIL, THRESHOLDS } from './parameters.js';

export interface Candidate<Member> {
  readonly member: Member;
  /** Least distance over the member's palms of the declared hand. */
  readonly distance: number;
}

export type Decision<Member> =
  | { readonly outcome: 'matched'; readonly best: Candidate<Member> }
  /** Under the threshold, but another member is within the margin: a second capture is needed, or one palm is enrolled twice. */
  | { readonly outcome: 'ambiguous'; readonly best: Candidate<Member>; readonly rival: Candidate<Member> }
  | { readonly outcome: 'not_matched' };

export type ConfidenceBand = 0.9 | 0.99 | 0.999 | 0.9999 | 0.99999;

const BANDS: readonly ConfidenceBand[] = [0.99999, 0.9999, 0.999, 0.99];

/** Distance at or under which a claimed identity is accepted. */
export function verifyThreshold(strict = false): number {
  return strict ? THRESHOLDS.verifyStrict : THRESHOLDS.verify;
}

/** Threshold for a search among `gallerySize` palms of one hand: log-linear, extrapolated past a million. */
export function identifyThreshold(gallerySize: number): number {
  const { identifySmall: small, identifyLarge: large } = THRESHOLDS;
  if (gallerySize <= small.palms) return small.distance;
  const part = Math.log(gallerySize / small.palms) / Math.log(large.palms / small.palms);
  return small.distance + part * (large.distance - small.distance);
}

/** Candidates may come in any order and name a member more than once. */
export function decide<Member>(candidates: readonly Candidate<Member>[], gallerySize: number): Decision<Member> {
  let best: Candidate<Member> | undefined;
  for (const candidate of candidates) if (best === undefined || candidate.distance < best.distance) best = candidate;
  if (best === undefined || !(best.distance <= identifyThreshold(gallerySize))) return { outcome: 'not_matched' };
  let rival: Candidate<Member> | undefined;
  for (const candidate of candidates) {
    if (candidate.member === best.member) continue;
    if (rival === undefined || candidate.distance < rival.distance) rival = candidate;
  }
  if (rival !== undefined && rival.distance - best.distance < THRESHOLDS.margin)
    return { outcome: 'ambiguous', best, rival };
  return { outcome: 'matched', best };
}

/** False match rate at a distance, by the slower of the measured tails. */
export function falseMatchRate(distance: number): number {
  return Math.min(1, NON_MATED_TAIL.fmr * 10 ** ((distance - NON_MATED_TAIL.distance) / NON_MATED_TAIL.perDecade));
}

/** One minus the chance of a false match among `gallerySize` palms, rounded down to a band. */
export function confidenceBand(distance: number, gallerySize: number): ConfidenceBand {
  const falsePositive = falseMatchRate(distance) * Math.max(1, gallerySize);
  return BANDS.find((band) => falsePositive <= (1 - band) * (1 + 1e-9)) ?? 0.9;
}

/** Whether two captures of an enrollment, so far apart, show one palm. */
export function capturesAgree(distance: number): boolean {
  return distance < THRESHOLDS.enrollmentAgreement;
}
