/** The stored palm code: one flat array of fixed length, whose layout is defined here and nowhere else. */
import { CELLS, MIN_CODE_FRACTION, PLANES } from './parameters.js';

/** Grows when stored templates would no longer match new pictures of the same palm. */
export const ENGINE_VERSION = 1;

/** Plane p (orientation p·30°), row y: one little-endian word at 128p + 4y; bit x is column x. */
export const FINE_OFFSET = 0;
export const FINE_BYTES = PLANES * CELLS * 4;
/** Row y: one little-endian word; bit x is set where cell (x, y) saw skin. */
export const MASK_OFFSET = FINE_OFFSET + FINE_BYTES;
export const MASK_BYTES = CELLS * 4;
/** Sixteen rows of sixteen bits for each plane of COARSE_PLANES: the first 96 bytes are a code of their own. */
export const COARSE_OFFSET = MASK_OFFSET + MASK_BYTES;
export const COARSE_BYTES = (PLANES * CELLS * CELLS) / 32;
export const COARSE_PREFIX_BYTES = COARSE_BYTES / 2;
export const TEMPLATE_BYTES = COARSE_OFFSET + COARSE_BYTES;

/** Orientation indices (·30°) in the order their coarse planes are stored. */
export const COARSE_PLANES = [0, 2, 4, 1, 3, 5] as const;

export type TemplateFault = 'wrong_length' | 'wrong_version' | 'not_a_palm_code';

/** Null when the bytes can be a template of this engine; a constant or empty code never can. */
export function checkTemplate(template: Uint8Array, engineVersion: number = ENGINE_VERSION): TemplateFault | null {
  if (engineVersion !== ENGINE_VERSION) return 'wrong_version';
  if (template.length !== TEMPLATE_BYTES) return 'wrong_length';
  if (countBits(template, MASK_OFFSET, MASK_BYTES) < MIN_CODE_FRACTION * CELLS * CELLS) return 'not_a_palm_code';
  for (let plane = 0; plane < PLANES; plane++) {
    const ones = countBits(template, FINE_OFFSET + plane * CELLS * 4, CELLS * 4);
    if (ones < 0.2 * CELLS * CELLS || ones > 0.8 * CELLS * CELLS) return 'not_a_palm_code';
  }
  return null;
}

/** The words the matcher works on: six planes of 32 rows, then the mask's 32 rows. */
export function readWords(template: Uint8Array, into: Uint32Array): void {
  for (let word = 0, at = FINE_OFFSET; word < into.length; word++, at += 4) {
    into[word] = template[at] | (template[at + 1] << 8) | (template[at + 2] << 16) | (template[at + 3] << 24);
  }
}

function countBits(bytes: Uint8Array, offset: number, length: number): number {
  let count = 0;
  for (let at = offset; at < offset + length; at++) for (let b = bytes[at]; b !== 0; b &= b - 1) count++;
  return count;
}
