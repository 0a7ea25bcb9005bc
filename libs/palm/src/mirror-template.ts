/** The template that a picture would have if a front camera had mirrored it: of a left palm what looks like a right one. */
import { CELLS, PLANES } from './parameters.js';
import { COARSE_OFFSET, COARSE_PLANES, FINE_OFFSET, MASK_OFFSET, TEMPLATE_BYTES } from './template.js';

const ROW_BYTES = CELLS / 8;
const COARSE_ROWS = CELLS / 2;
const COARSE_ROW_BYTES = COARSE_ROWS / 8;

/**
 * Rows in reverse and orientations turned the other way; fingers stay to the left. The grid of cells is not quite
 * symmetric (a quarter of a cell), which is far less than the matcher bears.
 * @param template TEMPLATE_BYTES bytes, as `extract` gives them
 */
export function mirrorTemplate(template: Uint8Array): Uint8Array {
  const mirrored = new Uint8Array(TEMPLATE_BYTES);
  const fine = { rows: CELLS, bytes: ROW_BYTES };
  const coarse = { rows: COARSE_ROWS, bytes: COARSE_ROW_BYTES };
  for (let plane = 0; plane < PLANES; plane++) {
    reverseRows(template.subarray(FINE_OFFSET + planeBytes(fine) * plane), {
      ...fine,
      into: mirrored.subarray(FINE_OFFSET + planeBytes(fine) * mirroredPlane(plane)),
    });
    reverseRows(template.subarray(COARSE_OFFSET + planeBytes(coarse) * orderOf(plane)), {
      ...coarse,
      into: mirrored.subarray(COARSE_OFFSET + planeBytes(coarse) * orderOf(mirroredPlane(plane))),
    });
  }
  reverseRows(template.subarray(MASK_OFFSET), { ...fine, into: mirrored.subarray(MASK_OFFSET) });
  return mirrored;
}

function reverseRows(from: Uint8Array, { rows, bytes, into }: { rows: number; bytes: number; into: Uint8Array }): void {
  for (let row = 0; row < rows; row++) {
    into.set(from.subarray(row * bytes, (row + 1) * bytes), (rows - 1 - row) * bytes);
  }
}

function planeBytes({ rows, bytes }: { rows: number; bytes: number }): number {
  return rows * bytes;
}

function mirroredPlane(plane: number): number {
  return (PLANES - plane) % PLANES;
}

/** Place of an orientation among the stored coarse planes. */
function orderOf(plane: number): number {
  return COARSE_PLANES.findIndex((stored) => stored === plane);
}
