/** Smooth random fields: normal numbers on a coarse grid under cubic B-splines, nearly Gaussian noise for its price. */
import type { Random } from './random.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, sqrt } = Math;

/** Row-major numbers over a square. */
export interface Field {
  readonly side: number;
  readonly values: Float32Array;
}

/** A cubic B-spline of knot distance k is close to a Gaussian of σ = k/√3; a unit field under it has about this spread. */
const KNOTS_PER_SIGMA = sqrt(3);
const SPREAD = 0.479;

export function newField(side: number): Field {
  return { side, values: new Float32Array(side * side) };
}

/** Adds noise as smooth as a Gaussian of `sigmaPx`, with standard deviation `amplitude`. */
export function addNoise(field: Field, random: Random, noise: { sigmaPx: number; amplitude: number }): void {
  const { side, values } = field;
  const step = noise.sigmaPx * KNOTS_PER_SIGMA;
  const knots = Math.ceil(side / step) + 4;
  const gain = noise.amplitude / SPREAD;
  const grid = new Float32Array(knots * knots);
  for (let at = 0; at < grid.length; at++) grid[at] = random.normal() * gain;
  const { first, weights } = splineWeights(side, step);
  const wide = new Float32Array(knots * side);
  for (let row = 0; row < knots; row++) {
    for (let x = 0; x < side; x++) {
      const g = row * knots + first[x];
      const w = x * 4;
      wide[row * side + x] =
        grid[g] * weights[w] +
        grid[g + 1] * weights[w + 1] +
        grid[g + 2] * weights[w + 2] +
        grid[g + 3] * weights[w + 3];
    }
  }
  for (let y = 0; y < side; y++) {
    const [a, b, c, d] = weights.subarray(y * 4, y * 4 + 4);
    const row = first[y] * side;
    for (let x = 0; x < side; x++) {
      const g = row + x;
      values[y * side + x] += wide[g] * a + wide[g + side] * b + wide[g + 2 * side] * c + wide[g + 3 * side] * d;
    }
  }
}

function splineWeights(side: number, step: number) {
  const first = new Int32Array(side);
  const weights = new Float32Array(side * 4);
  for (let x = 0; x < side; x++) {
    const at = x / step;
    const knot = floor(at);
    const t = at - knot;
    first[x] = knot;
    weights[x * 4] = (1 - t) ** 3 / 6;
    weights[x * 4 + 1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6;
    weights[x * 4 + 2] = (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6;
    weights[x * 4 + 3] = t ** 3 / 6;
  }
  return { first, weights };
}
