import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  capturesAgree,
  confidenceBand,
  decide,
  falseMatchRate,
  identifyThreshold,
  verifyThreshold,
} from './decision.js';

const distances = fc.double({ min: 0.05, max: 0.6, noNaN: true });
const candidates = fc.array(fc.record({ member: fc.constantFrom('ada', 'bob', 'cleo', 'dan'), distance: distances }));

describe('the decision over candidates', () => {
  it('matches the nearest member under the threshold when no other member is near', () => {
    const found = decide(
      [
        { member: 'bob', distance: 0.41 },
        { member: 'ada', distance: 0.25 },
      ],
      2,
    );
    expect(found).toEqual({ outcome: 'matched', best: { member: 'ada', distance: 0.25 } });
  });

  it('is ambiguous when another member is within the margin', () => {
    const found = decide(
      [
        { member: 'ada', distance: 0.25 },
        { member: 'bob', distance: 0.27 },
      ],
      2,
    );
    expect(found.outcome).toBe('ambiguous');
  });

  it('ignores a second palm of the same member in the margin', () => {
    const twice = [
      { member: 'ada', distance: 0.25 },
      { member: 'ada', distance: 0.251 },
    ];
    expect(decide(twice, 2).outcome).toBe('matched');
  });

  it('matches no candidate above the threshold', () => {
    expect(decide([{ member: 'ada', distance: 0.36 }], 10).outcome).toBe('not_matched');
    expect(decide([], 10).outcome).toBe('not_matched');
    expect(decide([{ member: 'ada', distance: NaN }], 10).outcome).toBe('not_matched');
  });

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 1, max: 2_000_000 }), (all, size) => {
        const forth = decide(all, size);
        const back = decide([...all].reverse(), size);
        expect(back.outcome).toBe(forth.outcome);
      }),
    );
  });

  it('never accepts in a larger gallery what a smaller one refuses', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 1, max: 2_000_000 }), fc.nat(5_000_000), (all, size, more) => {
        if (decide(all, size + more).outcome === 'matched') expect(decide(all, size).outcome).toBe('matched');
      }),
    );
  });
});

describe('decision thresholds', () => {
  it('fall log-linearly from ten thousand palms to a million', () => {
    expect(identifyThreshold(1)).toBe(identifyThreshold(10_000));
    const [at10k, at100k, at1m] = [10_000, 100_000, 1_000_000].map(identifyThreshold);
    expect(at10k - at100k).toBeCloseTo(at100k - at1m, 12);
    expect(at1m).toBeLessThan(at10k);
  });

  it('are stricter for strict verification', () => {
    expect(verifyThreshold(true)).toBeLessThan(verifyThreshold());
  });
});

describe('the confidence band', () => {
  it('is one of five bands and falls with the size of the gallery', () => {
    fc.assert(
      fc.property(distances, fc.integer({ min: 1, max: 1_000_000 }), (distance, size) => {
        const band = confidenceBand(distance, size);
        expect([0.9, 0.99, 0.999, 0.9999, 0.99999]).toContain(band);
        expect(confidenceBand(distance, size * 10)).toBeLessThanOrEqual(band);
        expect(confidenceBand(distance + 0.01, size)).toBeLessThanOrEqual(band);
      }),
    );
  });

  it('gains a nine for each decade of false match rate', () => {
    const decade = 0.01;
    expect(falseMatchRate(0.3)).toBeLessThan(falseMatchRate(0.3 + decade));
    expect(falseMatchRate(1)).toBe(1);
    expect(confidenceBand(0.2, 1000)).toBe(0.99999);
  });
});

describe('agreement of two enrollment captures', () => {
  it('is stricter than verification', () => {
    expect(capturesAgree(0.25)).toBe(true);
    expect(capturesAgree(verifyThreshold())).toBe(false);
  });
});
