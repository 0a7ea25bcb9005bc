/**
 * Which captures show one palm: the largest group in which each agrees with each other one (complete link). A chain, in
 * which each agrees with some other one, would lead from one palm over a blend of two to the other palm.
 */
import { capturesAgree } from '#palm';

/** A usable capture and whether it agrees (0) with usable captures before it, or not (1). */
export interface ComparedCapture {
  seq: number;
  distances: Readonly<Record<string, number>>;
}

/** @returns the captures of the largest group, in the order given */
export function agreeing<T extends ComparedCapture>(captures: readonly T[]): T[] {
  const between = (a: T, b: T) => a.distances[b.seq] ?? b.distances[a.seq] ?? 1;
  return largestAgreement(captures.map((a) => captures.map((b) => between(a, b)))).map((index) => captures[index]!);
}

/**
 * @param distances symmetric, `distances[i][j]` between captures i and j
 * @returns indices of the largest group, rising; of equal groups the one with the oldest captures
 */
export function largestAgreement(distances: readonly (readonly number[])[]): number[] {
  let best: number[] = [];
  const extend = (group: number[], candidates: readonly number[]): void => {
    if (group.length > best.length) best = group;
    candidates.forEach((next, at) => {
      const rest = candidates.slice(at + 1);
      if (group.length + 1 + rest.length <= best.length) return; // no larger group this way
      extend(
        [...group, next],
        rest.filter((other) => capturesAgree(distances[next]![other]!)),
      );
    });
  };
  extend(
    [],
    distances.map((_, index) => index),
  );
  return best;
}
