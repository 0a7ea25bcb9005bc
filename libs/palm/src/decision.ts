/** From scores to an answer: how low is low enough, and how far ahead of everybody else the best must be. */
import { IMPOSTOR_TAIL, THRESHOLDS } from './parameters.js';

export interface Candidate<Member> {
  readonly member: Member;
  /** Best score over the member's palms of the declared hand. */
  readonly score: number;
}

export type Decision<Member> =
  | { readonly outcome: 'matched'; readonly best: Candidate<Member> }
  /** Under the line, but another member is nearly as near: a second capture, or a double enrolment to look into. */
  | { readonly outcome: 'ambiguous'; readonly best: Candidate<Member>; readonly rival: Candidate<Member> }
  | { readonly outcome: 'not_matched' };

export type ConfidenceBand = 0.9 | 0.99 | 0.999 | 0.9999 | 0.99999;

const BANDS: readonly ConfidenceBand[] = [0.99999, 0.9999, 0.999, 0.99];

/** The score at or under which a claimed identity is accepted. */
export function verifyThreshold(strict = false): number {
  return strict ? THRESHOLDS.verifyStrict : THRESHOLDS.verify;
}

/** The line for a search over so many palms of one hand: log-linear, and going on below past a million. */
export function identifyThreshold(gallerySize: number): number {
  const { identifySmall: small, identifyLarge: large } = THRESHOLDS;
  if (gallerySize <= small.palms) return small.score;
  const part = Math.log(gallerySize / small.palms) / Math.log(large.palms / small.palms);
  return small.score + part * (large.score - small.score);
}

/** Candidates may come in any order and name a member more than once. */
export function decide<Member>(candidates: readonly Candidate<Member>[], gallerySize: number): Decision<Member> {
  let best: Candidate<Member> | undefined;
  for (const candidate of candidates) if (best === undefined || candidate.score < best.score) best = candidate;
  if (best === undefined || !(best.score <= identifyThreshold(gallerySize))) return { outcome: 'not_matched' };
  let rival: Candidate<Member> | undefined;
  for (const candidate of candidates) {
    if (candidate.member === best.member) continue;
    if (rival === undefined || candidate.score < rival.score) rival = candidate;
  }
  if (rival !== undefined && rival.score - best.score < THRESHOLDS.margin) return { outcome: 'ambiguous', best, rival };
  return { outcome: 'matched', best };
}

/** Chance that one stranger scores this or less, by the slower measured tail. */
export function falseAcceptRate(score: number): number {
  return Math.min(1, IMPOSTOR_TAIL.far * 10 ** ((score - IMPOSTOR_TAIL.score) / IMPOSTOR_TAIL.perDecade));
}

/** One minus the chance that a stranger would have been found among so many palms, rounded down to a band. */
export function confidenceBand(score: number, gallerySize: number): ConfidenceBand {
  const falseAlarm = falseAcceptRate(score) * Math.max(1, gallerySize);
  return BANDS.find((band) => falseAlarm <= (1 - band) * (1 + 1e-9)) ?? 0.9;
}

/** Whether a new sample agrees with those accepted; `scores` are its scores to each of them. The first one always does. */
export function agreesWithEnrolment(scores: readonly number[]): boolean {
  return scores.length === 0 || scores.some((score) => score < THRESHOLDS.enrolmentAgreement);
}
