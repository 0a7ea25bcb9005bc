/** The probe as the stages of a search compare with it: its codes moved by whole cells, and its elastic comparison. */
import {
  COARSE_BYTES,
  COARSE_OFFSET,
  compareTemplates,
  FINE_BYTES,
  MASK_BYTES,
  MASK_OFFSET,
  prepareProbe,
  measureDistance,
  measureBaseDistance,
  TEMPLATE_BYTES,
  type GreyPicture,
} from '#palm';
import type { Pass, ProbeSource } from './jobs.js';

export const ROI_SIDE_PX = 128;
export const ROI_BYTES = ROI_SIDE_PX * ROI_SIDE_PX;

export function pictureOf(roi: Uint8Array): GreyPicture {
  return { width: ROI_SIDE_PX, height: ROI_SIDE_PX, pixels: roi };
}

/** The engine's poses that only change the size, a little: 0.9 and 1.11. */
const SCALE_POSES = [0, 2];

/** Codes for the stages that scan, and the comparison of the last one. */
export interface ProbeMatch {
  /** The probe as it came, then the poses this pass scans with. */
  readonly templates: readonly Uint8Array[];
  compare(template: Uint8Array): number;
}

/** A stored template has no picture left to turn, so its second pass only reaches farther. */
export function matchProbe(source: ProbeSource, pass: Pass): ProbeMatch {
  if ('template' in source) {
    const { template } = source;
    return { templates: [template], compare: (other) => compareTemplates(template, other) };
  }
  const probe = prepareProbe(pictureOf(source.roi));
  if (pass === 'base')
    return { templates: [probe.template], compare: (template) => measureBaseDistance(probe, template) };
  const posed = SCALE_POSES.map((pose) => probe.poseTemplate(pose));
  return { templates: [probe.template, ...posed], compare: (template) => measureDistance(probe, template) };
}

/** Coarse codes have 16×16 cells a plane, fine ones 32×32. */
const COARSE_SIDE = 16;
const FINE_SIDE = 32;
export const COARSE_PLANE_BYTES = (COARSE_SIDE * COARSE_SIDE) / 8;

/** Bits that found no partner count as if this part of them differed: what non-mated bits do, and a little less. */
const UNPAIRED = 0.45;

/** A code moved by whole cells, with a mask of where both codes still overlap: comparing is XOR, AND and counting. */
export interface ShiftedCoarse {
  /** 192 bytes in the template's order of planes. */
  readonly bits: Uint8Array;
  /** 32 bytes, the same for every plane. */
  readonly mask: Uint8Array;
  /** Cells of a plane that found no partner. */
  readonly unpaired: number;
}

export interface ShiftedFine {
  readonly bits: Uint8Array;
  /** 128 bytes: the probe's validity, moved; cells without a partner are not valid. */
  readonly mask: Uint8Array;
}

/**
 * What the unpaired cells add to a distance. A prefix of three planes counts in units of two bits and the six planes in
 * units of four, so it is the same for both.
 */
export function unpairedUnits(code: ShiftedCoarse): number {
  return Math.round(code.unpaired * 1.5 * UNPAIRED);
}

/** All six planes, two bytes a row. Probe cell (x, y) meets template cell (x + dx, y + dy). */
function shiftCoarse(coarse: Uint16Array, dy: number, dx: number): ShiftedCoarse {
  const rows = new Uint16Array(COARSE_BYTES / 2);
  move({ from: coarse, to: rows, side: COARSE_SIDE }, dy, dx);
  const paired = (COARSE_SIDE - Math.abs(dy)) * (COARSE_SIDE - Math.abs(dx));
  return {
    bits: new Uint8Array(rows.buffer),
    mask: coarseMask(dy, dx),
    unpaired: COARSE_SIDE * COARSE_SIDE - paired,
  };
}

/** Six planes and then the validity, four bytes a row. */
function shiftFine(fine: Uint32Array, dy: number, dx: number): ShiftedFine {
  const rows = new Uint32Array((FINE_BYTES + MASK_BYTES) / 4);
  move({ from: fine, to: rows, side: FINE_SIDE }, dy, dx);
  return {
    bits: new Uint8Array(rows.buffer, 0, FINE_BYTES),
    mask: new Uint8Array(rows.buffer, FINE_BYTES, MASK_BYTES),
  };
}

/** Cells of a plane that have a partner; the same for every code. */
const coarseMasks = new Map<number, Uint8Array>();

function coarseMask(dy: number, dx: number): Uint8Array {
  const key = dy * 2 * COARSE_SIDE + dx;
  const known = coarseMasks.get(key);
  if (known !== undefined) return known;
  const mask = new Uint16Array(COARSE_SIDE);
  move({ from: new Uint16Array(COARSE_SIDE).fill(0xffff), to: mask, side: COARSE_SIDE }, dy, dx);
  const bytes = new Uint8Array(mask.buffer);
  coarseMasks.set(key, bytes);
  return bytes;
}

type Rows = Uint16Array | Uint32Array;

/** Planes of side×side bits, a row to a word; what comes from beyond the edge is 0. */
function move({ from, to, side }: { from: Rows; to: Rows; side: number }, dy: number, dx: number): void {
  const first = Math.max(0, dy);
  const end = side + Math.min(0, dy);
  for (let plane = 0; plane < from.length; plane += side) {
    for (let y = plane + first; y < plane + end; y++) to[y] = dx >= 0 ? from[y - dy] << dx : from[y - dy] >>> -dx;
  }
}

/** Sideways and upright reach of each stage, cells of its own grid. */
const SCAN_REACH = { base: 1, poses: 2 } as const;
const REFINE_REACH = 2;
/** A coarse cell is two fine ones; one more to each side of where the coarse codes met. */
const FINE_REACH = 2 * REFINE_REACH + 1;
const FINE_SHIFTS_SIDE = 2 * FINE_REACH + 1;

/** The codes of each stage, made when it begins: a small gallery is compared throughout and needs none. */
export class ProbeCodes {
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
  const first = template * FINE_SHIFTS_SIDE * FINE_SHIFTS_SIDE;
  const centre = first + (2 * dy + FINE_REACH) * FINE_SHIFTS_SIDE + 2 * dx + FINE_REACH;
  return Int32Array.from(shifts(1), ([y, x]) => centre + y * FINE_SHIFTS_SIDE + x);
}
