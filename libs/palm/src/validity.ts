/** Which cells show skin. Black areas at the border lie outside the camera's frame; two of them must not make palms alike. */
import { findForeignMatter } from './foreign-matter.js';
import { ON_GRID, type Phase } from './filters.js';
import { CELLS, CELL_PX, MASK, PHASE_PX, ROI_PX } from './parameters.js';
import type { PixelMap } from './picture.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { max, min, round, sqrt } = Math;

const AREA = ROI_PX * ROI_PX;
const UNMOVED: PixelMap = { a: 65536, b: 0, c: 0, d: 0, e: 65536, f: 0 };

/** One byte a pixel, 1 = not to be used: outside the frame, or covered by something that is not skin. */
export function findUnusable(roi: Uint8Array): Uint8Array {
  const bad = findOutsideFrame(roi);
  const covered = findForeignMatter(roi);
  for (let at = 0; at < AREA; at++) bad[at] |= covered[at];
  return bad;
}

/** One byte a pixel, 1 = outside the frame. */
export function findOutsideFrame(roi: Uint8Array): Uint8Array {
  const dark = new Uint8Array(AREA);
  let count = 0;
  for (let at = 0; at < AREA; at++) if (roi[at] <= MASK.darkGrey) count += dark[at] = 1;
  if (count < MASK.minAreaPx) return dark.fill(0);
  return grow(keepBorderAreas(open(dark)));
}

/**
 * 32 words, bit x of word y set where cell (x, y) is usable; `phase` as in the filters. With a map the picture was
 * warped by, the cell is looked up where it came from, and what comes from beyond the picture is unusable.
 */
export function sampleMask(bad: Uint8Array, phase: Phase = ON_GRID, map: PixelMap = UNMOVED): Uint32Array {
  const words = new Uint32Array(CELLS);
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const x = column * CELL_PX + CELL_PX / 2 - phase.left * PHASE_PX;
      const y = row * CELL_PX + CELL_PX / 2 - phase.up * PHASE_PX;
      const sx = round((map.a * x + map.b * y + map.c) / 65536);
      const sy = round((map.d * x + map.e * y + map.f) / 65536);
      if (sx < 0 || sy < 0 || sx >= ROI_PX || sy >= ROI_PX) continue;
      if (bad[sy * ROI_PX + sx] === 0) words[row] |= 1 << column;
    }
  }
  return words;
}

/** 3×3 opening; pixels beyond the border take part as their nearest neighbour does. */
function open(dark: Uint8Array): Uint8Array {
  return box(box(dark, 9), 1);
}

/** Where at least so many of the 3×3 around are set; counted along rows first, then down. */
function box(from: Uint8Array, atLeast: number): Uint8Array {
  const last = ROI_PX - 1;
  const along = new Uint8Array(AREA);
  for (let row = 0; row < AREA; row += ROI_PX) {
    along[row] = 2 * from[row] + from[row + 1];
    for (let at = row + 1; at < row + last; at++) along[at] = from[at - 1] + from[at] + from[at + 1];
    along[row + last] = from[row + last - 1] + 2 * from[row + last];
  }
  const to = new Uint8Array(AREA);
  for (let at = 0; at < AREA; at++) {
    const above = along[at < ROI_PX ? at : at - ROI_PX];
    const below = along[at >= AREA - ROI_PX ? at : at + ROI_PX];
    if (above + along[at] + below >= atLeast) to[at] = 1;
  }
  return to;
}

/** Connected areas (8 neighbours) of at least minAreaPx that touch the border. */
function keepBorderAreas(dark: Uint8Array): Uint8Array {
  const kept = new Uint8Array(AREA);
  const seen = new Uint8Array(AREA);
  const area = new Int32Array(AREA);
  for (let start = 0; start < AREA; start++) {
    if (dark[start] === 0 || seen[start] === 1) continue;
    const { count, touches } = flood(dark, seen, { area, start });
    if (touches && count >= MASK.minAreaPx) for (let i = 0; i < count; i++) kept[area[i]] = 1;
  }
  return kept;
}

function flood(dark: Uint8Array, seen: Uint8Array, from: { area: Int32Array; start: number }) {
  const { area, start } = from;
  const last = ROI_PX - 1;
  let count = 1;
  let touches = false;
  area[0] = start;
  seen[start] = 1;
  for (let i = 0; i < count; i++) {
    const x = area[i] % ROI_PX;
    const y = (area[i] - x) / ROI_PX;
    if (x === 0 || y === 0 || x === last || y === last) touches = true;
    for (let ny = max(0, y - 1); ny <= min(last, y + 1); ny++) {
      for (let nx = max(0, x - 1); nx <= min(last, x + 1); nx++) {
        const next = ny * ROI_PX + nx;
        if (dark[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        area[count++] = next;
      }
    }
  }
  return { count, touches };
}

/** Whose disc the discs of those around it cover. */
function isInside(bad: Uint8Array, at: number, x: number): boolean {
  if (x === 0 || x === ROI_PX - 1) return false;
  return bad[at - 1] === 1 && bad[at + 1] === 1 && bad[at - ROI_PX] === 1 && bad[at + ROI_PX] === 1;
}

/** Dilation by a disc of growPx: half of the filter's reach, past which its taps weigh little. */
function grow(bad: Uint8Array): Uint8Array {
  const to = bad.slice();
  const r = MASK.growPx;
  for (let at = 0; at < AREA; at++) {
    if (bad[at] === 0) continue;
    const x = at % ROI_PX;
    const y = (at - x) / ROI_PX;
    if (isInside(bad, at, x)) continue;
    for (let dy = -r; dy <= r; dy++) {
      const half = round(sqrt(r * r - dy * dy));
      if (y + dy < 0 || y + dy >= ROI_PX) continue;
      const row = (y + dy) * ROI_PX;
      to.fill(1, row + max(0, x - half), row + min(ROI_PX - 1, x + half) + 1);
    }
  }
  return to;
}
