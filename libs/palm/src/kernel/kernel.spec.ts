import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ON_GRID } from '../filters.js';
import { CODE_WORDS } from '../parameters.js';
import { poseMap } from '../probe.js';
import { Random } from '../synthetic/random.js';
import { drawPalm } from '../synthetic/draw-palm.js';
import type { Kernel } from './kernel.js';
import { TypescriptKernel } from './typescript-kernel.js';
import { openWasmKernel } from './wasm-kernel.js';

/** Of the template, alignment and block counts of one drawn pair. */
const GOLDEN = '0badf9c19364cd45d71f31fe367e1c19';
const PHASES = [ON_GRID, { up: 0, left: 1 }, { up: 1, left: 0 }, { up: 1, left: 1 }];

const typescript: Kernel = new TypescriptKernel();
const simd = openWasmKernel()!;

const random = new Random('kernel spec');
const noise = Uint8Array.from({ length: 128 * 128 }, () => random.whole(0, 255));
const palm = drawPalm({ identity: 'kernel', capture: 'one' }).pixels;

function randomCodes(count: number): Uint32Array {
  const codes = Uint32Array.from({ length: count * CODE_WORDS }, () => Math.floor(random.next() * 2 ** 32));
  // Masks with some holes, as palms have them.
  for (let code = 0; code < count; code++) {
    for (let y = 0; y < 32; y++) codes[code * CODE_WORDS + 192 + y] |= Math.floor(random.next() * 2 ** 32);
  }
  return codes;
}

describe('the kernel in WebAssembly', () => {
  it('is there on this Node', () => {
    expect(simd?.name).toBe('simd');
  });

  it('answers a picture with the same responses and signs, at every phase', () => {
    for (const pixels of [noise, palm, new Uint8Array(16384).fill(255)]) {
      for (const phase of PHASES) {
        const [one, other] = [typescript, simd].map((kernel) => {
          const words = new Uint32Array(CODE_WORDS);
          kernel.loadRegion(pixels);
          return { responses: [...kernel.respond(phase, words)], words: [...words] };
        });
        expect(other).toEqual(one);
      }
    }
  });

  it('warps to the same pixels', () => {
    for (const pose of [
      { turnDeg: 8, scale: 0.8 },
      { turnDeg: -16, scale: 1.25 },
      { turnDeg: 170, scale: 0.3 },
    ]) {
      expect(simd.warp(noise, poseMap(pose))).toEqual(typescript.warp(noise, poseMap(pose)));
    }
  });

  it('aligns any two codes alike', () => {
    for (let round = 0; round < 20; round++) {
      const codes = randomCodes(2);
      const [one, other] = [typescript, simd].map((kernel) => {
        kernel.loadTemplate(codes.subarray(CODE_WORDS));
        return kernel.align(codes.subarray(0, CODE_WORDS));
      });
      expect(other).toEqual(one);
    }
  });

  it('finds no alignment where nothing can be compared', () => {
    const codes = randomCodes(1);
    for (const kernel of [typescript, simd]) {
      kernel.loadTemplate(new Uint32Array(CODE_WORDS));
      expect(kernel.align(codes)).toEqual({ dy: 0, dx: 0, distance: 1, mean: 0, spread: 0 });
    }
  });

  it('counts blocks alike around any alignment', () => {
    for (const [dy, dx] of [
      [0, 0],
      [-8, 8],
      [8, -8],
      [3, -5],
    ]) {
      const codes = randomCodes(4);
      const template = randomCodes(1);
      for (const step of [1, 2] as const) {
        const [one, other] = [typescript, simd].map((kernel) => {
          kernel.loadTemplate(template);
          const counts = kernel.countBlocks(step === 1 ? codes : codes.subarray(0, CODE_WORDS), { dy, dx }, step);
          return { bits: [...counts.bits], cells: [...counts.cells] };
        });
        expect(other).toEqual(one);
      }
    }
  });

  it.each([typescript, simd])('does not drift: every number of a golden match is pinned, in $name', (kernel) => {
    const hash = createHash('sha256');
    const codes = [palm, drawPalm({ identity: 'kernel', capture: 'two' }).pixels].map((pixels) => {
      const code = new Uint32Array(4 * CODE_WORDS).fill(2 ** 32 - 1);
      kernel.loadRegion(pixels);
      PHASES.forEach((phase, at) => {
        const words = code.subarray(at * CODE_WORDS, (at + 1) * CODE_WORDS);
        hash.update(Uint8Array.from(kernel.respond(phase, words), (response) => response & 255));
      });
      return code;
    });
    kernel.loadTemplate(codes[1].slice(0, CODE_WORDS));
    const at = kernel.align(codes[0].subarray(0, CODE_WORDS));
    const { bits, cells } = kernel.countBlocks(codes[0], at, 1);
    hash.update(JSON.stringify([[...codes[0]], [...codes[1]], at, [...bits], [...cells]]));
    expect(hash.digest('hex').slice(0, 32)).toBe(GOLDEN);
  });
});
