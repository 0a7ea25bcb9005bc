/** The probe as the stages of a search compare with it: its codes moved by whole cells, and its elastic comparison. */
import {
  COARSE_BYTES,
  COARSE_OFFSET,
  compareTemplates,
  FINE_BYTES,
  MASK_BYTES,
  MASK_OFFSET,
  measureBaseDistance,
  measureDistance,
  measureWholeCellDistance,
  prepareProbe,
  probeOfTemplate,
  TEMPLATE_BYTES,
  type GreyPicture,
  type PoseDistance,
  type Probe,
} from '#palm';
import type { Pass, ProbeSource } from './jobs.js';
import { POSE_NEIGHBOURS, SCAN_POSES } from './parameters.js';

export const ROI_SIDE_PX = 128;
export const ROI_BYTES = ROI_SIDE_PX * ROI_SIDE_PX;

export function pictureOf(roi: Uint8Array): GreyPicture {
  return { width: ROI_SIDE_PX, height: ROI_SIDE_PX, pixels: roi };
}

/**
 * One probe's codes and elastic comparisons, kept by a worker from the first pass of a search to the second. Poses are
 * coded when a comparison asks for them.
 */
export class ProbeMatcher {
  private readonly probe: Probe;
  private readonly isPicture: boolean;

  constructor(source: ProbeSource) {
    this.isPicture = 'roi' in source;
    this.probe = 'roi' in source ? prepareProbe(pictureOf(source.roi)) : probeOfTemplate(source.template);
  }

  /** Templates that a pass scans with: the probe as it came, then its scaled poses. */
  templates(pass: Pass): Uint8Array[] {
    return pass === 'base' ? [this.probe.template] : SCAN_POSES.map((pose) => this.probe.poseTemplate(pose));
  }

  /** Distance of the probe as it came; for a stored template the lesser of both ways round. */
  compareBase(template: Uint8Array): number {
    return this.isPicture ? measureBaseDistance(this.probe, template) : compareTemplates(this.probe.template, template);
  }

  /** Distance on whole cells at the poses that the second pass scans with, which are coded already. */
  compareScanPoses(template: Uint8Array): PoseDistance {
    return measureWholeCellDistance(this.probe, template, SCAN_POSES);
  }

  /** The same at the poses next to one of those. */
  compareNeighbours(template: Uint8Array, pose: number): number {
    return measureWholeCellDistance(this.probe, template, POSE_NEIGHBOURS[SCAN_POSES.indexOf(pose)]).distance;
  }

  /** The engine's own distance, with half cells at the poses that align best. */
  compareAll(template: Uint8Array): number {
    return measureDistance(this.probe, template);
  }
}

/** Coarse codes have 16×16 cells a plane, fine ones 32×32. */
const COARSE_SIDE = 16;
const FINE_SIDE = 32;
export const COARSE_PLANE_BYTES = (COARSE_SIDE * COARSE_SIDE) / 8;

/** Bits that found no partner count as if this part of them differed: what non-mated bits do, and a little less. */
export const UNPAIRED = 0.45;

/** A code moved by whole cells, with a mask of where both codes still overlap: comparing is XOR, AND and counting. */
export interface ShiftedCoarse {
  /** 192 bytes in the template's order of planes. */
  readonly bits: Uint8Array;
  /** 32 bytes, the same for every plane. */
  readonly mask: Uint8Array;
}

/** Codes between which the nearest is looked for; at most 256. */
export type CodeSet = readonly ShiftedCoarse[];

export interface ShiftedFine {
  readonly bits: Uint8Array;
  /** 128 bytes: the probe's validity, moved; cells without a partner are not valid. */
  readonly mask: Uint8Array;
}

/** All six planes, two bytes a row. Probe cell (x, y) meets template cell (x + dx, y + dy). */
function shiftCoarse(coarse: Uint16Array, dy: number, dx: number): ShiftedCoarse {
  const rows = new Uint16Array(COARSE_BYTES / 2);
  move({ from: coarse, to: rows, side: COARSE_SIDE }, dy, dx);
  return { bits: new Uint8Array(rows.buffer), mask: coarseMask(dy, dx) };
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

type Shift = readonly [dy: number, dx: number];

/** The codes of each stage, made when it begins: a small gallery is compared throughout and needs none. */
export class ProbeCodes {
  private refineCodes: readonly CodeSet[] | undefined;
  private fineCodes: readonly ShiftedFine[] | undefined;
  private readonly around: (Int32Array | undefined)[] = [];

  /** @param templates the probe as it came and whatever poses are to be searched with it */
  constructor(
    private readonly templates: readonly Uint8Array[],
    private readonly pass: Pass,
  ) {}

  /** Only the poses, since the first pass scanned the probe as it came; every second shift like a checkerboard. */
  get sketch(): readonly CodeSet[] {
    const checkerboard = shifts(SCAN_REACH.poses).filter(([dy, dx]) => (dy + dx) % 2 === 0);
    return [this.templates.slice(1).flatMap((template) => shiftsOf(template, checkerboard))];
  }

  get scan(): readonly CodeSet[] {
    return [this.templates.flatMap((template) => shiftsOf(template, shifts(SCAN_REACH[this.pass])))];
  }

  get prefix(): readonly CodeSet[] {
    return [this.refine.flat()];
  }

  /** A set for each template. */
  get refine(): readonly CodeSet[] {
    return (this.refineCodes ??= this.templates.map((template) => shiftsOf(template, REFINE_SHIFTS)));
  }

  get fine(): readonly ShiftedFine[] {
    return (this.fineCodes ??= this.templates.flatMap((template) => {
      const code = new Uint32Array(template.slice(0, MASK_OFFSET + MASK_BYTES).buffer);
      return shifts(FINE_REACH).map(([dy, dx]) => shiftFine(code, dy, dx));
    }));
  }

  /** The nine fine codes around a refine code of a template. */
  fineAround(template: number, refineCode: number): Int32Array {
    return (this.around[template * REFINE_SHIFTS.length + refineCode] ??= neighbours(
      template,
      REFINE_SHIFTS[refineCode],
    ));
  }
}

const REFINE_SHIFTS = shifts(REFINE_REACH);

function shiftsOf(template: Uint8Array, moves: readonly Shift[]): ShiftedCoarse[] {
  const code = new Uint16Array(template.slice(COARSE_OFFSET, TEMPLATE_BYTES).buffer);
  return moves.map(([dy, dx]) => shiftCoarse(code, dy, dx));
}

function shifts(reach: number): Shift[] {
  const side = 2 * reach + 1;
  return Array.from({ length: side * side }, (_, i): Shift => [Math.floor(i / side) - reach, (i % side) - reach]);
}

function neighbours(template: number, [dy, dx]: Shift): Int32Array {
  const first = template * FINE_SHIFTS_SIDE * FINE_SHIFTS_SIDE;
  const centre = first + (2 * dy + FINE_REACH) * FINE_SHIFTS_SIDE + 2 * dx + FINE_REACH;
  return Int32Array.from(shifts(1), ([y, x]) => centre + y * FINE_SHIFTS_SIDE + x);
}
