/** The hot loops in WebAssembly with SIMD (assembly/kernel.as); the same integers, several times as fast. */
import type { Alignment } from '../align.js';
import { QUADRANT, type Phase } from '../filters.js';
import { CELLS, CODE_WORDS, GLOBAL, PLANES, ROI_PX } from '../parameters.js';
import type { PixelMap } from '../picture.js';
import { KERNEL_BYTES } from './kernel-bytes.js';
import { BLOCKS, SHIFTS, SPAN, type BlockCounts, type Kernel } from './kernel.js';

/** The little of WebAssembly used here; the language library for servers leaves it out. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  place(which: number): number;
  warp(a: number, b: number, c: number, d: number, e: number, f: number): void;
  pad(): void;
  respond(up: number, left: number, toByte: number): void;
  lay(): void;
  align(reach: number, fewest: number): void;
  countBlocks(dy: number, dx: number, span: number, step: number): void;
}

/** Order of `place` in the kernel. */
const enum Place {
  source,
  picture,
  kernels,
  responses,
  codes,
  template,
  alignment,
  bits,
  cells,
}

/** Points of a quadrant each way, the axes with it. */
const QUADRANT_SIDE = 9;
const LANES = 8;
/** Ten rounds of eight points and the last one. */
const TAPS = 10 * LANES * PLANES + PLANES;

/** Null where WebAssembly has no SIMD. */
export function openWasmKernel(): WasmKernel | null {
  const api = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  const bytes = Uint8Array.from(atob(KERNEL_BYTES), (char) => char.charCodeAt(0));
  if (api?.validate(bytes) !== true) return null;
  return new WasmKernel(new api.Instance(new api.Module(bytes)).exports as Exports);
}

class WasmKernel implements Kernel {
  readonly name = 'simd';
  private readonly source: Uint8Array;
  private readonly picture: Uint8Array;
  private readonly responses: Int32Array;
  private readonly codes: Uint32Array;
  private readonly template: Uint32Array;
  private readonly shift: Int32Array;
  private readonly distances: Float64Array;
  private readonly counts: BlockCounts;

  constructor(private readonly exports: Exports) {
    const { buffer } = exports.memory;
    const at = (place: Place) => exports.place(place);
    const blocks = SHIFTS * SHIFTS * BLOCKS;
    this.source = new Uint8Array(buffer, at(Place.source), ROI_PX * ROI_PX);
    this.picture = new Uint8Array(buffer, at(Place.picture), ROI_PX * ROI_PX);
    this.responses = new Int32Array(buffer, at(Place.responses), PLANES * CELLS * CELLS);
    this.codes = new Uint32Array(buffer, at(Place.codes), 4 * CODE_WORDS);
    this.template = new Uint32Array(buffer, at(Place.template), CODE_WORDS);
    this.shift = new Int32Array(buffer, at(Place.alignment), 2);
    this.distances = new Float64Array(buffer, at(Place.alignment) + 8, 3);
    this.counts = {
      bits: new Uint16Array(buffer, at(Place.bits), blocks),
      cells: new Uint16Array(buffer, at(Place.cells), blocks),
    };
    new Int16Array(buffer, at(Place.kernels), TAPS).set(arrangeTaps());
  }

  warp(source: Uint8Array, map: PixelMap): Uint8Array {
    this.source.set(source);
    this.exports.warp(map.a, map.b, map.c, map.d, map.e, map.f);
    return this.picture.slice();
  }

  loadRegion(pixels: Uint8Array): void {
    this.picture.set(pixels);
    this.exports.pad();
  }

  respond(phase: Phase, into: Uint32Array): Int32Array {
    this.exports.respond(phase.up, phase.left, 0);
    into.set(this.codes.subarray(0, PLANES * CELLS));
    return this.responses;
  }

  loadTemplate(template: Uint32Array): void {
    this.template.set(template);
    this.exports.lay();
  }

  align(code: Uint32Array): Alignment {
    this.codes.set(code.subarray(0, CODE_WORDS));
    this.exports.align(GLOBAL.shiftCells, GLOBAL.minCells);
    const { shift, distances } = this;
    return { dy: shift[0], dx: shift[1], distance: distances[0], mean: distances[1], spread: distances[2] };
  }

  countBlocks(codes: Uint32Array, at: { dy: number; dx: number }, step: 1 | 2): BlockCounts {
    this.codes.set(codes);
    this.exports.countBlocks(at.dy, at.dx, SPAN, step);
    return this.counts;
  }
}

/** Row by row the points x = 0…7, then the column x = 8, then its end: for each of the six sums eight taps in a vector. */
function arrangeTaps(): Int16Array {
  const taps = new Int16Array(TAPS);
  const rounds = [
    ...Array.from({ length: QUADRANT_SIDE }, (_, y) => (lane: number) => y * QUADRANT_SIDE + lane),
    (lane: number) => lane * QUADRANT_SIDE + LANES,
  ];
  let at = 0;
  for (const pointOf of rounds) {
    for (let sum = 0; sum < PLANES; sum++)
      for (let lane = 0; lane < LANES; lane++) taps[at++] = QUADRANT[pointOf(lane) * PLANES + sum];
  }
  const last = QUADRANT_SIDE * QUADRANT_SIDE - 1;
  taps.set(QUADRANT.subarray(last * PLANES), at);
  return taps;
}
