import { OUTCOME_OF, outcomeText, spokenVerdict } from './outcome.ts';

describe('the outcome of a scan', () => {
  it('is unknown for a palm that matched nobody, whatever the verdict', () => {
    expect(OUTCOME_OF.not_matched).toBe('unknown');
  });

  it('has a verdict only where a rule matched, a member is disabled, or a rule failed', () => {
    expect(spokenVerdict({ verdict: 'allow', matched_rule_id: null })).toBeNull();
    expect(spokenVerdict({ verdict: 'allow', matched_rule_id: 'rule' })).toBe('allow');
    expect(spokenVerdict({ verdict: 'block', matched_rule_id: null })).toBe('block');
    expect(spokenVerdict({ verdict: 'challenge', matched_rule_id: null })).toBe('challenge');
    expect(spokenVerdict({ verdict: null, matched_rule_id: null })).toBeNull();
  });

  it('is worded by what was asked', () => {
    expect(outcomeText({ operation: 'identify', result: 'matched' })).toBe('Known');
    expect(outcomeText({ operation: 'verify', result: 'matched' })).toBe('Confirmed');
    expect(outcomeText({ operation: 'enroll', result: 'matched' })).toBe('Enrolled');
    expect(outcomeText({ operation: 'enroll', result: 'low_quality' })).toBe('Refused: poor picture');
  });
});
