import type { Schemas } from '../api/client.ts';
import type { Scan } from './outcome.ts';
import { whyOf } from './why.ts';

const gate = (name: string, outcome: string, input?: string | number): Schemas['GateView'] => ({
  gate: name,
  outcome,
  explanation: '',
  ...(input === undefined ? {} : { input }),
});
const scan = (more: Partial<Scan>): Scan => ({
  scan_id: '0190',
  operation: 'identify',
  result: 'matched',
  verdict: null,
  matched_rule_id: null,
  signals: {} as Scan['signals'],
  hand: 'left',
  quality: 0.8,
  source: 'terminal',
  device: null,
  site: null,
  offline: false,
  demo: false,
  captured_at: '2026-11-22T12:00:00.000Z',
  created_at: '2026-11-22T12:00:00.000Z',
  ...more,
});

describe('why a scan ended as it did', () => {
  it('names what was wrong with the picture, and what helps', () => {
    const blurred = whyOf(scan({ result: 'low_quality' }), [gate('picture', 'failed', 'blurred')]);
    expect(blurred).toEqual({
      sentence: 'The picture was too blurred.',
      next: 'Hold the hand still, and clean the lens.',
    });
  });

  it('says something useful for a reason of a newer gateway', () => {
    const { sentence } = whyOf(scan({ result: 'low_quality' }), [gate('picture', 'failed', 'glove')]);
    expect(sentence).toBe('The picture was not good enough.');
  });

  it('distinguishes an empty project, a palm that is not on file and one that was nearly recognised', () => {
    const sentences = [
      whyOf(scan({ result: 'not_matched' }), [gate('search', 'failed', 0)]),
      whyOf(scan({ result: 'not_matched' }), [gate('search', 'passed', 12)]),
      whyOf(scan({ result: 'not_matched', signals: { near_miss: true } as unknown as Scan['signals'] }), []),
    ].map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBe(3);
  });

  it('distinguishes a disabled person, a rule that blocked and a rule that failed', () => {
    const blocked = whyOf(scan({ verdict: 'block', matched_rule_id: 'r' }), []).sentence;
    const disabled = whyOf(scan({ verdict: 'block' }), []).sentence;
    const fault = whyOf(scan({ verdict: 'challenge' }), []).sentence;
    expect(new Set([blocked, disabled, fault]).size).toBe(3);
  });

  it('has a sentence for every operation and result', () => {
    for (const operation of ['identify', 'verify', 'enroll'] as const)
      for (const result of [
        'matched',
        'not_matched',
        'ambiguous',
        'low_quality',
        'liveness_failed',
        'duplicate',
        'error',
      ] as const)
        expect(whyOf(scan({ operation, result }), []).sentence).toMatch(/^[A-Z].*\.$/);
  });
});
