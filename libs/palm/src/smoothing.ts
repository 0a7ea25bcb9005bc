/** Gaussian smoothing of a square picture of real numbers, mirrored at the border. */
import { mirror } from './picture.js';

/** @param sigmaPx standard deviation of the kernel, which reaches three of it */
export function blur(values: Float32Array, side: number, sigmaPx: number): Float32Array {
  const reach = Math.ceil(3 * sigmaPx);
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigmaPx ** 2)),
  );
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  const kernel = taps.map((tap) => tap / total);
  return alongRows(alongRows(values, side, kernel), side, kernel);
}

/** Filters the rows and exchanges rows and columns, so that applying it twice filters both. */
function alongRows(values: Float32Array, side: number, kernel: Float64Array): Float32Array {
  const reach = kernel.length >> 1;
  const padded = new Float64Array(side + 2 * reach);
  const result = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = -reach; x < side + reach; x++) padded[x + reach] = values[y * side + mirror(x, side)];
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += kernel[tap] * padded[x + tap];
      result[x * side + y] = sum;
    }
  }
  return result;
}
