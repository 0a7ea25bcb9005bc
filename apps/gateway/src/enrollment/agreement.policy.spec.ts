import fc from 'fast-check';
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

  it('does not grow through a capture that agrees with two that do not agree', () => {
    const chain: [number, number][] = [
      [0, 2],
      [1, 2],
    ];
    expect(largestAgreement(distances(3, chain))).toEqual([0, 2]);
  });

  it('holds only captures that agree pairwise, and no larger group exists', () => {
    const pairs = fc.integer({ min: 1, max: 8 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        pairs: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 30 }),
      }),
    );
    fc.assert(
      fc.property(pairs, ({ count, pairs: agreeingPairs }) => {
        const matrix = distances(count, agreeingPairs);
        const isGroup = (group: number[]) => group.every((i) => group.every((j) => i === j || matrix[i]![j]! < 0.3));
        const found = largestAgreement(matrix);
        expect(isGroup(found)).toBe(true);
        for (let subset = 0; subset < 2 ** count; subset++) {
          const group = matrix.map((_, i) => i).filter((i) => (subset >> i) & 1);
          if (group.length > found.length) expect(isGroup(group)).toBe(false);
        }
      }),
    );
  });
});
