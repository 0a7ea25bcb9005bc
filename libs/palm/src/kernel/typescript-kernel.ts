/** The hot loops in TypeScript: the reference, and what runs where WebAssembly has no SIMD. */
import { align, type Alignment } from '../align.js';
import { ShiftedTemplate } from '../shifted-template.js';
import { loadRegion, respond, type Phase } from '../filters.js';
import { CELLS, CODE_WORDS, PLANES, ROI_PX } from '../parameters.js';
import { warp, type PixelMap } from '../picture.js';
import { BLOCKS, SHIFTS, slot, SPAN, type BlockCounts, type Kernel } from './kernel.js';

export class TypescriptKernel implements Kernel {
  readonly name = 'typescript';
  private readonly template = new ShiftedTemplate();
  private readonly responses = new Int32Array(PLANES * CELLS * CELLS);
  private readonly counts = {
    bits: new Uint16Array(SHIFTS * SHIFTS * BLOCKS),
    cells: new Uint16Array(SHIFTS * SHIFTS * BLOCKS),
  };

  warp(source: Uint8Array, map: PixelMap): Uint8Array {
    const roi = { width: ROI_PX, height: ROI_PX };
    return warp({ ...roi, pixels: source }, map, roi).pixels;
  }

  loadRegion(pixels: Uint8Array): void {
    loadRegion(pixels);
  }

  respond(phase: Phase, into: Uint32Array): Int32Array {
    const { responses } = this;
    respond(responses, phase);
    into.fill(0, 0, PLANES * CELLS);
    for (let cell = 0; cell < responses.length; cell++) if (responses[cell] > 0) into[cell >> 5] |= 1 << (cell & 31);
    return responses;
  }

  loadTemplate(template: Uint32Array): void {
    this.template.load(template);
  }

  align(code: Uint32Array): Alignment {
    return align(this.template, code);
  }

  countBlocks(codes: Uint32Array, at: { dy: number; dx: number }, step: 1 | 2): BlockCounts {
    for (let y = -SPAN; y <= SPAN; y += step) {
      for (let x = -SPAN; x <= SPAN; x += step) {
        const phase = (y & 1) * 2 + (x & 1);
        const code = codes.subarray(phase * CODE_WORDS, (phase + 1) * CODE_WORDS);
        const shift = { dy: at.dy + (y >> 1), dx: at.dx + (x >> 1) };
        this.template.countBlocks(code, shift, { ...this.counts, offset: slot(y, x) });
      }
    }
    return this.counts;
  }
}
