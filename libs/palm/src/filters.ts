/**
 * Six even Gabor-like filters that answer positively to a dark line, sampled on the 32×32 grid of cells; after BOCV
 * (Guo, Zhang, Zhang, Zhang 2009). Kernels are integers, so a bit is never decided by rounding on some machine.
 */
import { CELLS, CELL_PX, FILTER, PHASE_PX, PLANES, ROI_PX } from './parameters.js';
import { mirror } from './picture.js';

const REACH = FILTER.reachPx;
const SIDE = 2 * REACH + 1;
/** Mirrored pixels kept around the picture: the kernel's reach and one phase's step. */
const BORDER = REACH + PHASE_PX;
const PADDED = ROI_PX + 2 * BORDER;

/** Row-major 17×17 taps of orientation plane·30°: zero sum, Σ|tap| ≈ FILTER.scale. */
export const KERNELS: readonly Int32Array[] = Array.from({ length: PLANES }, (_, plane) => kernel(plane));

/**
 * Taps by quadrant point (x, y ≥ 0): with P the sum and Q the difference of the two diagonal pairs, 30° is ΣeP + ΣoQ
 * and 150° is ΣeP − ΣoQ: half the multiplications. Everything is doubled to stay whole.
 */
export const QUADRANT: Int32Array = foldKernels();

/** Half cells the sampling grid is moved, 0 or 1 each way. */
export interface Phase {
  readonly up: number;
  readonly left: number;
}

export const ON_GRID: Phase = { up: 0, left: 0 };

const padded = new Int32Array(PADDED * PADDED);

/** Loads the region that `respond` filters. */
export function loadRegion(roi: Uint8Array): void {
  for (let y = 0; y < PADDED; y++) {
    const from = mirror(y - BORDER, ROI_PX) * ROI_PX;
    for (let x = 0; x < PADDED; x++) padded[y * PADDED + x] = roi[from + mirror(x - BORDER, ROI_PX)];
  }
}

/**
 * Twice the filter responses of all planes, plane-major, 32×32 each, into 6·1024 numbers. A phase moves the grid by so
 * many half cells up and to the left.
 */
export function respond(into: Int32Array, phase: Phase = ON_GRID): void {
  const first = CELL_PX / 2 + BORDER;
  for (let cy = 0; cy < CELLS; cy++) {
    const row = (cy * CELL_PX + first - phase.up * PHASE_PX) * PADDED + first - phase.left * PHASE_PX;
    for (let cx = 0; cx < CELLS; cx++) respondAt(row + cx * CELL_PX, into, cy * CELLS + cx);
  }
}

function respondAt(centre: number, into: Int32Array, cell: number): void {
  const taps = QUADRANT;
  let r0 = 0;
  let r90 = 0;
  let e30 = 0;
  let o30 = 0;
  let e60 = 0;
  let o60 = 0;
  let at = 0;
  for (let y = 0; y <= REACH; y++) {
    const below = centre + y * PADDED;
    const above = centre - y * PADDED;
    for (let x = 0; x <= REACH; x++, at += 6) {
      const falling = padded[below + x] + padded[above - x];
      const rising = padded[below - x] + padded[above + x];
      const p = falling + rising;
      const q = falling - rising;
      r0 += taps[at] * p;
      e30 += taps[at + 1] * p;
      o30 += taps[at + 2] * q;
      e60 += taps[at + 3] * p;
      o60 += taps[at + 4] * q;
      r90 += taps[at + 5] * p;
    }
  }
  const size = CELLS * CELLS;
  into[cell] = r0;
  into[cell + size] = e30 + o30;
  into[cell + 2 * size] = e60 + o60;
  into[cell + 3 * size] = r90;
  into[cell + 4 * size] = e60 - o60;
  into[cell + 5 * size] = e30 - o30;
}

/** Gabor with its carrier along x′, so it answers to lines along y′; the centre tap takes what rounding left over. */
function kernel(plane: number): Int32Array {
  const theta = (plane * Math.PI) / PLANES;
  const { omega, kappa } = FILTER;
  const real = new Float64Array(SIDE * SIDE);
  for (let y = -REACH; y <= REACH; y++) {
    for (let x = -REACH; x <= REACH; x++) {
      const across = x * Math.cos(theta) + y * Math.sin(theta);
      const along = -x * Math.sin(theta) + y * Math.cos(theta);
      const envelope = Math.exp((-omega * omega * (4 * across * across + along * along)) / (8 * kappa * kappa));
      real[(y + REACH) * SIDE + x + REACH] = -envelope * (Math.cos(omega * across) - Math.exp((-kappa * kappa) / 2));
    }
  }
  const mean = real.reduce((sum, tap) => sum + tap, 0) / real.length;
  const total = real.reduce((sum, tap) => sum + Math.abs(tap - mean), 0);
  const taps = Int32Array.from(real, (tap) => Math.round(((tap - mean) * FILTER.scale) / total));
  taps[(SIDE * SIDE - 1) / 2] -= taps.reduce((sum, tap) => sum + tap, 0);
  return taps;
}

/** Order per point: 0°, even 30°, odd 30°, even 60°, odd 60°, 90°. P counts an axis point twice and the centre four times. */
function foldKernels(): Int32Array {
  const side = REACH + 1;
  const taps = new Int32Array(side * side * 6);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const even = (plane: number) => {
        const sum = KERNELS[plane][index(x, y)] + KERNELS[plane][index(x, -y)];
        return x === 0 && y === 0 ? sum / 4 : x === 0 || y === 0 ? sum / 2 : sum;
      };
      const odd = (plane: number) => KERNELS[plane][index(x, y)] - KERNELS[plane][index(x, -y)];
      taps.set([even(0), even(1), odd(1), even(2), odd(2), even(3)], (y * side + x) * 6);
    }
  }
  return taps;
}

function index(x: number, y: number): number {
  return (y + REACH) * SIDE + x + REACH;
}
