/** Everything the stages of a pass compare with, made from one probe. */
import { COARSE_OFFSET, MASK_BYTES, MASK_OFFSET, TEMPLATE_BYTES } from '#palm';
import type { ScanCodes } from './kernel/kernel.js';
import type { Pass } from './search-job.js';
import { shiftCoarse, shiftFine, type ShiftedCoarse, type ShiftedFine } from './shifted-code.js';

/** Sideways and upright reach of each stage, cells of its own grid. */
const SCAN_REACH = { base: 1, poses: 2 } as const;
const REFINE_REACH = 2;
/** A coarse cell is two fine ones; one more to each side of where the coarse codes met. */
const FINE_REACH = 2 * REFINE_REACH + 1;
const FINE_SIDE = 2 * FINE_REACH + 1;

/** Each made when its stage begins: a small gallery is compared elastically throughout and needs only the first. */
export class ProbeCodes implements ScanCodes {
  private scanCodes: readonly ShiftedCoarse[] | undefined;
  private refineCodes: readonly ShiftedCoarse[] | undefined;
  private fineCodes: readonly ShiftedFine[] | undefined;
  private readonly around: (Int32Array | undefined)[] = [];

  /** `templates`: the probe as it came and whatever poses are to be searched with it. */
  constructor(
    private readonly templates: readonly Uint8Array[],
    private readonly pass: Pass,
  ) {}

  get scan(): readonly ShiftedCoarse[] {
    return (this.scanCodes ??= this.coarse(SCAN_REACH[this.pass]));
  }

  get refine(): readonly ShiftedCoarse[] {
    return (this.refineCodes ??= this.coarse(REFINE_REACH));
  }

  get fine(): readonly ShiftedFine[] {
    return (this.fineCodes ??= this.templates.flatMap((template) => {
      const code = new Uint32Array(template.slice(0, MASK_OFFSET + MASK_BYTES).buffer);
      return shifts(FINE_REACH).map(([dy, dx]) => shiftFine(code, dy, dx));
    }));
  }

  /** The nine fine codes around a refine code. */
  fineAround(refineCode: number): Int32Array {
    return (this.around[refineCode] ??= neighbours(
      Math.floor(refineCode / REFINE_SHIFTS.length),
      REFINE_SHIFTS[refineCode % REFINE_SHIFTS.length],
    ));
  }

  private coarse(reach: number): ShiftedCoarse[] {
    return this.templates.flatMap((template) => {
      const code = new Uint16Array(template.slice(COARSE_OFFSET, TEMPLATE_BYTES).buffer);
      return shifts(reach).map(([dy, dx]) => shiftCoarse(code, dy, dx));
    });
  }
}

const REFINE_SHIFTS = shifts(REFINE_REACH);

function shifts(reach: number): [number, number][] {
  const side = 2 * reach + 1;
  return Array.from({ length: side * side }, (_, i) => [Math.floor(i / side) - reach, (i % side) - reach]);
}

function neighbours(template: number, [dy, dx]: [number, number]): Int32Array {
  const first = template * FINE_SIDE * FINE_SIDE;
  const centre = first + (2 * dy + FINE_REACH) * FINE_SIDE + 2 * dx + FINE_REACH;
  return Int32Array.from(shifts(1), ([y, x]) => centre + y * FINE_SIDE + x);
}
