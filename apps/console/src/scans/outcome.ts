/** What came of a scan, before any rule: known, unknown, unclear or refused; a verdict only where a rule or a lock spoke. */
import type { Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';

export type Scan = Schemas['ScanResultView'];
export type Outcome = 'known' | 'unknown' | 'unclear' | 'refused' | 'failed';

export const OUTCOME_OF: Record<Scan['result'], Outcome> = {
  matched: 'known',
  not_matched: 'unknown',
  ambiguous: 'unclear',
  low_quality: 'refused',
  liveness_failed: 'refused',
  duplicate: 'refused',
  error: 'failed',
};

/** The words for a result fit what was asked: who is it, is it this person, may it be put on file. */
export function outcomeText({ operation, result }: Pick<Scan, 'operation' | 'result'>): string {
  const special = (texts.scans.results_of as Record<string, Record<string, string>>)[operation]?.[result];
  return special ?? word(texts.scans.results, result);
}

/**
 * The API's `allow` without a rule means that no rule matched: nothing spoke for the person. `block` without a rule is a
 * disabled member, `challenge` without one a rule that could not be evaluated.
 */
export function spokenVerdict({
  verdict,
  matched_rule_id,
}: Pick<Scan, 'verdict' | 'matched_rule_id'>): Scan['verdict'] {
  return verdict === 'allow' && matched_rule_id === null ? null : verdict;
}
