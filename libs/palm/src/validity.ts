/** Which cells saw skin: black areas that hang on the border lie outside the camera's frame and must not make likeness. */
import { ON_GRID, type Phase } from './filters.js';
import { CELLS, CELL_PX, MASK, PHASE_PX, ROI_PX } from './parameters.js';
import type { PixelMap } from './picture.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { max, min, round, sqrt } = Math;

const AREA = ROI_PX * ROI_PX;
const UNMOVED: PixelMap = { a: 65536, b: 0, c: 0, d: 0, e: 65536, f: 0 };

/** One byte a pixel, 1 = not to be used. */
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

function box(from: Uint8Array, atLeast: number): Uint8Array {
  const to = new Uint8Array(AREA);
  const last = ROI_PX - 1;
  for (let y = 0; y < ROI_PX; y++) {
    const rows = [max(0, y - 1) * ROI_PX, y * ROI_PX, min(last, y + 1) * ROI_PX];
    for (let x = 0; x < ROI_PX; x++) {
      const left = max(0, x - 1);
      const right = min(last, x + 1);
      let sum = 0;
      for (const row of rows) sum += from[row + left] + from[row + x] + from[row + right];
      if (sum >= atLeast) to[y * ROI_PX + x] = 1;
    }
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

/** Dilation by a disc of growPx: half of the filter's reach, past which its taps weigh little. */
function grow(bad: Uint8Array): Uint8Array {
  const to = new Uint8Array(AREA);
  const r = MASK.growPx;
  for (let at = 0; at < AREA; at++) {
    if (bad[at] === 0) continue;
    const x = at % ROI_PX;
    const y = (at - x) / ROI_PX;
    for (let dy = -r; dy <= r; dy++) {
      const half = round(sqrt(r * r - dy * dy));
      if (y + dy < 0 || y + dy >= ROI_PX) continue;
      const row = (y + dy) * ROI_PX;
      to.fill(1, row + max(0, x - half), row + min(ROI_PX - 1, x + half) + 1);
    }
  }
  return to;
}
