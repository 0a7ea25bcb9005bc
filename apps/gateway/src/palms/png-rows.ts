/** The rows of an 8-bit grey PNG, inflated already, as pixels: what terminals send needs no decoder beyond this. */

/** Pixels row by row. @param rows each a filter's number and one byte a pixel @returns null for a filter that PNG has not */
export function unfilterGrey(rows: Uint8Array, width: number, height: number): Uint8Array | null {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (width + 1)]!;
    if (filter > 4) return null;
    const from = y * (width + 1) + 1;
    const to = y * width;
    for (let x = 0; x < width; x++) {
      const left = x > 0 ? pixels[to + x - 1]! : 0;
      const up = y > 0 ? pixels[to + x - width]! : 0;
      const corner = x > 0 && y > 0 ? pixels[to + x - width - 1]! : 0;
      pixels[to + x] = rows[from + x]! + predicted(filter, { left, up, corner });
    }
  }
  return pixels;
}

function predicted(filter: number, { left, up, corner }: { left: number; up: number; corner: number }): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
