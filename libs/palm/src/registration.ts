/** Affine registration of two small square fields (Gauss–Newton on the grey difference, after Lucas and Kanade 1981). */
import { mirror } from './picture.js';

/** Cells left out at the border, where a shift brings in what the other field does not have. */
const MARGIN = 5;
/** Whole cells of shift tried before the affine steps. */
const MAX_SHIFT = 2;
const MAX_STEPS = 12;
/** Below this correlation after the shift, and after some affine steps, the registration is not continued. */
const MIN_CORRELATION = { shifted: 0.5, refined: 0.97 };
const STEPS_BEFORE_REFINED = 4;
const PARAMETERS = 6;
/** Displacement beyond which a registration is abandoned, cells. */
const MAX_DISPLACEMENT = 6;

/**
 * @returns one less the highest correlation of `fixed` with `moving` under an affine map that the steps come by
 */
export function register(fixed: Float32Array, moving: Float32Array, side: number): number {
  const start = bestShift(fixed, moving, side);
  if (start.correlation < MIN_CORRELATION.shifted) return 1 - start.correlation;
  const solver = new AffineSolver(fixed, side);
  const map = [start.dx, 0, 0, start.dy, 0, 0];
  let best = start.correlation;
  for (let step = 0; step <= MAX_STEPS; step++) {
    const warped = warp(moving, map, side);
    const found = correlate(fixed, warped, { side, offset: 0 });
    const gained = found.correlation - best;
    best = Math.max(best, found.correlation);
    if (step > 1 && gained < 1e-6) break;
    if (step === STEPS_BEFORE_REFINED && best < MIN_CORRELATION.refined) break;
    solver.solve(warped, found.gain).forEach((change, i) => (map[i] += change));
    if (map.some((value) => Math.abs(value) > MAX_DISPLACEMENT)) break;
  }
  return 1 - best;
}

function bestShift(fixed: Float32Array, moving: Float32Array, side: number) {
  let best = { dx: 0, dy: 0, correlation: -1 };
  for (let dy = -MAX_SHIFT; dy <= MAX_SHIFT; dy++) {
    for (let dx = -MAX_SHIFT; dx <= MAX_SHIFT; dx++) {
      const { correlation } = correlate(fixed, moving, { side, offset: dy * side + dx });
      if (correlation > best.correlation) best = { dx, dy, correlation };
    }
  }
  return best;
}

/** Inside the margin: the correlation, and the gain that brings `moving`, read at an offset, nearest to `fixed`. */
function correlate(fixed: Float32Array, moving: Float32Array, { side, offset }: { side: number; offset: number }) {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = MARGIN; y < side - MARGIN; y++) {
    for (let at = y * side + MARGIN; at < (y + 1) * side - MARGIN; at++) {
      const f = fixed[at];
      const m = moving[at + offset];
      a += f;
      b += m;
      aa += f * f;
      bb += m * m;
      ab += f * m;
    }
  }
  const n = (side - 2 * MARGIN) ** 2;
  const spread = Math.sqrt((aa - (a * a) / n) * (bb - (b * b) / n));
  return { correlation: spread > 0 ? (ab - (a * b) / n) / spread : 0, gain: bb > 0 ? ab / bb : 1 };
}

/** x′ = x + p0 + p1·u + p2·v and y′ = y + p3 + p4·u + p5·v with u, v in sides from the middle. */
function warp(field: Float32Array, map: readonly number[], side: number): Float32Array {
  const warped = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [u, v] = [x / side - 0.5, y / side - 0.5];
      const sx = x + map[0] + map[1] * u + map[2] * v;
      const sy = y + map[3] + map[4] * u + map[5] * v;
      warped[y * side + x] = interpolate(field, side, { sx, sy });
    }
  }
  return warped;
}

/** Cells on each side that a value between cells is computed from. */
const REACH = 3;
/** Lanczos weights of the six cells around, by the part of a cell in so many steps. */
const STEPS = 512;
const WEIGHTS = Float64Array.from({ length: (STEPS + 1) * 2 * REACH }, (_, at) => {
  const part = Math.floor(at / (2 * REACH)) / STEPS;
  return lanczos((at % (2 * REACH)) - (REACH - 1) - part);
});

function lanczos(distance: number): number {
  const d = Math.PI * distance;
  if (d === 0) return 1;
  return Math.abs(distance) >= REACH ? 0 : (REACH * Math.sin(d) * Math.sin(d / REACH)) / (d * d);
}

function interpolate(field: Float32Array, side: number, { sx, sy }: { sx: number; sy: number }): number {
  const x0 = Math.floor(sx);
  const y0 = Math.floor(sy);
  const wx = Math.round((sx - x0) * STEPS) * 2 * REACH;
  const wy = Math.round((sy - y0) * STEPS) * 2 * REACH;
  let sum = 0;
  for (let i = 0; i < 2 * REACH; i++) {
    const row = mirror(y0 + i - REACH + 1, side) * side;
    let along = 0;
    for (let j = 0; j < 2 * REACH; j++) along += WEIGHTS[wx + j] * field[row + mirror(x0 + j - REACH + 1, side)];
    sum += WEIGHTS[wy + i] * along;
  }
  return sum;
}

/** The normal equations of the fixed field's gradients, factored once. */
class AffineSolver {
  private readonly jacobian: Float64Array[];
  private readonly cells: number[] = [];
  private readonly factor: number[][];

  constructor(
    private readonly fixed: Float32Array,
    side: number,
  ) {
    this.jacobian = Array.from({ length: PARAMETERS }, () => new Float64Array((side - 2 * MARGIN) ** 2));
    for (let y = MARGIN; y < side - MARGIN; y++) {
      for (let x = MARGIN; x < side - MARGIN; x++) {
        const at = y * side + x;
        const [gx, gy] = [(fixed[at + 1] - fixed[at - 1]) / 2, (fixed[at + side] - fixed[at - side]) / 2];
        const [u, v] = [x / side - 0.5, y / side - 0.5];
        [gx, gx * u, gx * v, gy, gy * u, gy * v].forEach((g, i) => (this.jacobian[i][this.cells.length] = g));
        this.cells.push(at);
      }
    }
    const normal = this.jacobian.map((row) => this.jacobian.map((other) => dot(row, other)));
    this.factor = cholesky(normal);
  }

  /** The step that lessens fixed − gain·warped most. */
  solve(warped: Float32Array, gain: number): number[] {
    const rest = Float64Array.from(this.cells, (at) => this.fixed[at] - gain * warped[at]);
    return substitute(
      this.factor,
      this.jacobian.map((row) => dot(row, rest)),
    );
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}

/** Lower factor of a positive matrix; a little is added to the diagonal, so that an empty field has one too. */
function cholesky(matrix: readonly number[][]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j] + (i === j ? 1e-6 : 0);
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      lower[i][j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j][j];
    }
  }
  return lower;
}

function substitute(lower: readonly number[][], right: readonly number[]): number[] {
  const x = [...right];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
    x[i] /= lower[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}
