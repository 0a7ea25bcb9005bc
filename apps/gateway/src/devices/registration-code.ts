/** Codes that people read from a screen and type: eight letters without vowels and look-alikes, shown as XXXX-XXXX. */
import { randomInt } from 'node:crypto';

const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const SEPARATORS = /[\s\-–—_.]/g;
const CODE = new RegExp(`^[${LETTERS}]{8}$`);

export function newRegistrationCode(): string {
  return Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Case, dashes and spaces do not matter. @returns null for what cannot be a code */
export function readRegistrationCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(SEPARATORS, '');
  return CODE.test(code) ? code : null;
}

/** Codes outside the alphabet on purpose: in sandboxes they make terminals that the gateway plays itself. */
const SIMULATIONS: Record<string, 'ok' | 'late' | 'fail' | 'slow'> = {
  SIMUOK00: 'ok',
  SIMULATE: 'late',
  SIMUFAIL: 'fail',
  SIMUSLOW: 'slow',
};

/** @returns how the simulated terminal behaves, or null for a code that asks for none */
export function readSimulationCode(typed: string): 'ok' | 'late' | 'fail' | 'slow' | null {
  return SIMULATIONS[typed.toUpperCase().replace(SEPARATORS, '')] ?? null;
}

export const showCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
