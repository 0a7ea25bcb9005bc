/** Everything the stages of a pass compare with, made from one probe. */
import { COARSE_OFFSET, FINE_BYTES, MASK_BYTES, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import type { ScanCodes } from './kernel/kernel.js';
import type { Pass } from './search-job.js';
import { shiftCoarse, shiftFine, type ShiftedCoarse, type ShiftedFine } from './shifted-code.js';

/** Sideways and upright reach of each stage, cells of its own grid. */
const SCAN_REACH = { base: 1, poses: 2 } as const;
const REFINE_REACH = 2;
/** A coarse cell is two fine ones; one more to each side of where the coarse codes met. */
const FINE_REACH = 2 * REFINE_REACH + 1;
const FINE_SIDE = 2 * FINE_REACH + 1;

export class ProbeCodes implements ScanCodes {
  readonly scan: readonly ShiftedCoarse[];
  readonly refine: readonly ShiftedCoarse[];
  readonly fine: readonly ShiftedFine[];
  private readonly around: readonly Int32Array[];

  /** `templates`: the probe as it came and whatever poses are to be searched with it. */
  constructor(templates: readonly Uint8Array[], pass: Pass) {
    const coarse = templates.map((template) => template.subarray(COARSE_OFFSET, TEMPLATE_BYTES));
    this.scan = coarse.flatMap((code) => shifts(SCAN_REACH[pass]).map(([dy, dx]) => shiftCoarse(code, dy, dx)));
    this.refine = coarse.flatMap((code) => shifts(REFINE_REACH).map(([dy, dx]) => shiftCoarse(code, dy, dx)));
    this.fine = templates.flatMap((template) => shifts(FINE_REACH).map(([dy, dx]) => fineOf(template, dy, dx)));
    const centres = shifts(REFINE_REACH);
    this.around = this.refine.map((_, i) => neighbours(Math.floor(i / centres.length), centres[i % centres.length]));
  }

  /** The nine fine codes around a refine code. */
  fineAround(refineCode: number): Int32Array {
    return this.around[refineCode];
  }
}

function shifts(reach: number): [number, number][] {
  const side = 2 * reach + 1;
  return Array.from({ length: side * side }, (_, i) => [Math.floor(i / side) - reach, (i % side) - reach]);
}

function fineOf(template: Uint8Array, dy: number, dx: number): ShiftedFine {
  const mask = template.subarray(MASK_OFFSET, MASK_OFFSET + MASK_BYTES);
  return shiftFine(template.subarray(0, FINE_BYTES), mask, { dy, dx });
}

function neighbours(template: number, [dy, dx]: [number, number]): Int32Array {
  const first = template * FINE_SIDE * FINE_SIDE;
  const centre = first + (2 * dy + FINE_REACH) * FINE_SIDE + 2 * dx + FINE_REACH;
  return Int32Array.from(shifts(1), ([y, x]) => centre + y * FINE_SIDE + x);
}
