import { largestAgreement } from './agreement.policy.js';

/** Distances from pairs that agree; everything else is far apart. */
const distances = (count: number, pairs: [number, number][]) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) =>
      pairs.some(([a, b]) => (a === i && b === j) || (a === j && b === i)) ? 0.25 : 0.42,
    ),
  );

describe('agreement of captures', () => {
  it('is the first capture alone as long as none agrees with it', () => {
    expect(largestAgreement(distances(1, []))).toEqual([0]);
    expect(largestAgreement(distances(3, []))).toEqual([0]);
  });

  it('leaves out a stray, also when the stray came first', () => {
    expect(largestAgreement(distances(3, [[0, 2]]))).toEqual([0, 2]);
    expect(largestAgreement(distances(3, [[1, 2]]))).toEqual([1, 2]);
  });

  it('grows through a capture that agrees with two that did not agree', () => {
    expect(
      largestAgreement(
        distances(3, [
          [0, 2],
          [1, 2],
        ]),
      ),
    ).toEqual([0, 1, 2]);
  });
});
