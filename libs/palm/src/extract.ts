/** From an aligned picture to its code: the signs of six filter responses on a grid, fine and coarse, and the mask. */
import { ON_GRID, type Phase } from './filters.js';
import { kernel } from './kernel/choose-kernel.js';
import { CELLS, CODE_WORDS, PLANES, ROI_PX } from './parameters.js';
import type { GreyPicture, PixelMap } from './picture.js';
import { COARSE_OFFSET, COARSE_PLANES, TEMPLATE_BYTES } from './template.js';
import { findUnusable, sampleMask } from './validity.js';

/** A region of interest, or one warped from it, and what of it cannot be used. */
export interface MaskedRegion {
  readonly pixels: Uint8Array;
  /** Unusable pixels of the picture before it was warped. */
  readonly bad: Uint8Array;
  /** How it was warped. */
  readonly map?: PixelMap;
}

const words = new Uint32Array(CODE_WORDS);

/** The template of a 128×128 region of interest; the same bytes on every machine. */
export function extract(roi: GreyPicture): Uint8Array {
  return encode(maskRegion(roi));
}

export function maskRegion(roi: GreyPicture): MaskedRegion {
  if (roi.pixels.length !== ROI_PX * ROI_PX) throw new RangeError('a region of interest is 128×128');
  return { pixels: roi.pixels, bad: findUnusable(roi.pixels) };
}

export function encode(region: MaskedRegion): Uint8Array {
  kernel.loadRegion(region.pixels);
  const responses = kernel.respond(ON_GRID, words);
  words.set(sampleMask(region.bad, ON_GRID, region.map), PLANES * CELLS);
  const template = new Uint8Array(TEMPLATE_BYTES);
  for (let word = 0, at = 0; word < CODE_WORDS; word++) {
    for (let shift = 0; shift < 32; shift += 8) template[at++] = words[word] >>> shift;
  }
  COARSE_PLANES.forEach((plane, order) => writeCoarse(responses, plane, template.subarray(COARSE_OFFSET + order * 32)));
  return template;
}

/** The matcher's words at some phases, one code after another. */
export function encodePhases(region: MaskedRegion, phases: readonly Phase[], into: Uint32Array): void {
  kernel.loadRegion(region.pixels);
  phases.forEach((phase, order) => {
    const code = into.subarray(order * CODE_WORDS, (order + 1) * CODE_WORDS);
    kernel.respond(phase, code);
    code.set(sampleMask(region.bad, phase, region.map), PLANES * CELLS);
  });
}

function writeCoarse(responses: Int32Array, plane: number, into: Uint8Array): void {
  const half = CELLS / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = plane * CELLS * CELLS + 2 * y * CELLS + 2 * x;
      const sum = responses[at] + responses[at + 1] + responses[at + CELLS] + responses[at + CELLS + 1];
      if (sum > 0) into[2 * y + (x >> 3)] |= 1 << (x & 7);
    }
  }
}
