/** The faults of a fleet and how often they happen, read from a file. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../command.js';

export interface Faults {
  /** Chances, 0 to 1, for each request. */
  drop_request: number;
  drop_answer: number;
  duplicate: number;
  /** Chance for each acknowledgement to be late, and by how much. */
  slow_ack: number;
  slow_ack_ms: readonly [number, number];
  /** By how much each terminal's clock is wrong. */
  clock_skew_s: readonly [number, number];
  /** Chance after each capture that does not end its session. */
  reboot_between_captures: number;
  reboot_ms: readonly [number, number];
}

export const NO_FAULTS: Faults = {
  drop_request: 0,
  drop_answer: 0,
  duplicate: 0,
  slow_ack: 0,
  slow_ack_ms: [0, 0],
  clock_skew_s: [0, 0],
  reboot_between_captures: 0,
  reboot_ms: [200, 1000],
};

/** @throws UsageError */
export function readFaults(file: string): Faults {
  let words: unknown;
  try {
    words = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`);
  }
  return checkFaults(words);
}

/** @throws UsageError */
export function checkFaults(words: unknown): Faults {
  if (typeof words !== 'object' || words === null || Array.isArray(words))
    throw new UsageError('faults are one object');
  for (const [name, value] of Object.entries(words)) {
    if (!Object.hasOwn(NO_FAULTS, name)) {
      throw new UsageError(`there is no fault "${name}"; there are ${Object.keys(NO_FAULTS).join(', ')}`);
    }
    const isRange = Array.isArray(NO_FAULTS[name as keyof Faults]);
    if (isRange ? !isRangeOfNumbers(value) : !isChance(value)) {
      throw new UsageError(`${name} takes ${isRange ? 'a range [low, high]' : 'a chance from 0 to 1'}`);
    }
  }
  return { ...NO_FAULTS, ...words };
}

function isChance(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isRangeOfNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] <= value[1];
}
