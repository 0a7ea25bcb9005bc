/** Templates of random bits for tests, and copies of them as unlike as two captures of one palm. */
import { MASK_BYTES, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';

/** Bound once: under jest every access to a global is slow, and this is called for every bit. */
const { imul } = Math;

/** Non-mated to every other seed; all its cells are valid. */
export function makeCode(seed: number): Uint8Array {
  const next = generator(seed);
  const code = Uint8Array.from({ length: TEMPLATE_BYTES }, () => next() >>> 24);
  return code.fill(255, MASK_OFFSET, MASK_OFFSET + MASK_BYTES);
}

/** The code with that part of its bits flipped, another choice for every capture. */
export function recapture(code: Uint8Array, capture: number, flipped: number): Uint8Array {
  const next = generator(capture ^ 0x5bd1e995);
  const copy = code.map((byte) => {
    let flips = 0;
    for (let bit = 0; bit < 8; bit++) if (next() >>> 8 < flipped * 2 ** 24) flips |= 1 << bit;
    return byte ^ flips;
  });
  return copy.fill(255, MASK_OFFSET, MASK_OFFSET + MASK_BYTES);
}

/** A readable uuid for the kind and number. */
export function idOf(kind: 'project' | 'template' | 'owner', number: number): string {
  const kinds = { project: 1, template: 2, owner: 3 };
  return `0000000${kinds[kind]}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function generator(seed: number): () => number {
  let state = imul(seed + 1, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let v = imul(state ^ (state >>> 15), 1 | state);
    v = (v + imul(v ^ (v >>> 7), 61 | v)) ^ v;
    return (v ^ (v >>> 14)) >>> 0;
  };
}
