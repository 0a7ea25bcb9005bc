/** Chance that a seed decides: the same names give the same number, whatever was rolled before. */
import { createHash } from 'node:crypto';

/** In [0, 1). */
export type SeededChance = (...names: (string | number)[]) => number;

export function seededChance(seed: number): SeededChance {
  return (...names) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([seed, ...names]))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

export function between([low, high]: readonly [number, number], chance: number): number {
  return low + (high - low) * chance;
}
