/** Which captures show one palm: the largest group in which each agrees with another one; a single stray is left out. */
import { agreesWithEnrollment } from '#palm';

/** A usable capture with its distances to usable captures before it. */
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
 * @param distances symmetric, `distances[i][j]` between captures i and j (the lower the more alike)
 * @returns indices of the largest group, the oldest first; of equal groups the one that began first
 */
export function largestAgreement(distances: readonly (readonly number[])[]): number[] {
  const group = distances.map((_, i) => i);
  for (let i = 0; i < distances.length; i++)
    for (let j = 0; j < i; j++)
      if (agreesWithEnrollment([distances[i]![j]!]) && group[i] !== group[j]) {
        const from = Math.max(group[i]!, group[j]!);
        const to = Math.min(group[i]!, group[j]!);
        for (let k = 0; k <= i; k++) if (group[k] === from) group[k] = to;
      }
  const groups = new Map<number, number[]>();
  group.forEach((name, i) => groups.set(name, [...(groups.get(name) ?? []), i]));
  return [...groups.values()].reduce((best, next) => (next.length > best.length ? next : best), []);
}
