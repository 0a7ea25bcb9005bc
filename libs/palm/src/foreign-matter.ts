/**
 * What lies on the palm: ink, henna, drops, dirt, glare. It stands out from what surrounds it by more than creases do, and
 * the same mark on two palms must not make them alike, so where it lies nothing is compared.
 */
import { FOREIGN, ROI_PX } from './parameters.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { abs, floor, max, min } = Math;

const AREA = ROI_PX * ROI_PX;
const SIDE = ROI_PX + 1;
/** Differences are whole numbers of 1/16 grey levels, so that rounding decides the same on every machine. */
const UNIT = 16;

/** One byte a pixel, 1 = stands out from its neighbourhood, grown by FOREIGN.growPx. */
export function findForeignMatter(roi: Uint8Array): Uint8Array {
  const difference = differenceFromNeighbourhood(roi);
  const line = max(FOREIGN.minGrey * UNIT, FOREIGN.medians * (medianOf(difference) + UNIT / 2));
  const found = new Uint8Array(AREA);
  const r = FOREIGN.growPx;
  for (let at = 0; at < AREA; at++) {
    if (difference[at] <= line) continue;
    const x = at % ROI_PX;
    const y = (at - x) / ROI_PX;
    for (let row = max(0, y - r); row <= min(ROI_PX - 1, y + r); row++)
      found.fill(1, row * ROI_PX + max(0, x - r), row * ROI_PX + min(ROI_PX - 1, x + r) + 1);
  }
  return found;
}

/** |grey − mean of the neighbourhood| in 1/UNIT grey levels; beyond the border there is nothing to be averaged. */
function differenceFromNeighbourhood(roi: Uint8Array): Uint16Array {
  const sums = sumTable(roi);
  const difference = new Uint16Array(AREA);
  const r = FOREIGN.reachPx;
  for (let y = 0; y < ROI_PX; y++) {
    const top = max(0, y - r) * SIDE;
    const bottom = min(ROI_PX, y + r + 1) * SIDE;
    const height = (bottom - top) / SIDE;
    for (let x = 0; x < ROI_PX; x++) {
      const left = max(0, x - r);
      const right = min(ROI_PX, x + r + 1);
      const sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
      const count = height * (right - left);
      difference[y * ROI_PX + x] = floor((UNIT * abs(roi[y * ROI_PX + x] * count - sum)) / count);
    }
  }
  return difference;
}

/** Sums of all pixels above and to the left of each corner. */
function sumTable(roi: Uint8Array): Int32Array {
  const sums = new Int32Array(SIDE * SIDE);
  for (let y = 0; y < ROI_PX; y++) {
    let row = 0;
    for (let x = 0; x < ROI_PX; x++) {
      row += roi[y * ROI_PX + x];
      sums[(y + 1) * SIDE + x + 1] = sums[y * SIDE + x + 1] + row;
    }
  }
  return sums;
}

function medianOf(values: Uint16Array): number {
  const counts = new Uint16Array(256 * UNIT);
  for (let at = 0; at < AREA; at++) counts[values[at]]++;
  let below = 0;
  let median = 0;
  while (below + counts[median] <= AREA / 2) below += counts[median++];
  return median;
}
