/** The WebAssembly kernels equal the plain JavaScript one to the bit. */
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { ENGINE_VERSION, TEMPLATE_BYTES } from '#palm';
import { idOf } from '../spec/random-templates.js';
import type { KernelName } from './jobs.js';
import { JsKernel, type ShardKernel } from './kernel.js';
import { BLOCK_TEMPLATES, rowAddress, type Extent } from './memory.js';
import { ProbeCodes } from './probe-codes.js';
import { Store } from './store.js';
import { chooseKernel } from './wasm-kernel.js';

jest.setTimeout(60_000);

const segment = { project: idOf('project', 1), hand: 'left', engineVersion: ENGINE_VERSION } as const;

/** Any bits, and now and then long runs of equal ones. */
function codeOf(seed: number): Uint8Array {
  const code = new Uint8Array(TEMPLATE_BYTES);
  let state = seed | 1;
  for (let at = 0; at < code.length; at++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + seed;
    code[at] = seed % 3 === 0 && at % 128 < 64 ? (seed % 2) * 255 : state >>> 24;
  }
  return code;
}

/** A segment of the codes, with holes, on one memory. */
function fill(codes: Uint8Array[], removed: number[]) {
  const store = new Store({ workers: 2, capacityTemplates: 1000 }, () => undefined);
  codes.forEach((code, i) => store.append(segment, { template: idOf('template', i), owner: idOf('owner', i) }, code));
  for (const i of removed) store.remove(idOf('template', i));
  const [held] = store.select(segment.project, ['left']);
  const { memory } = store.extents.shards[0];
  return { memory, openBlocks: held.openBlocks() };
}

describe.each(['relaxed-simd', 'simd'] as const)('the %s kernel', (name) => {
  it('runs on this machine when it is named', () => {
    expect(chooseKernel(name).name).toBe(name);
  });

  it('equals the plain JavaScript kernel on any codes', () => {
    const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.array(fc.nat(69)), (drawn, alike, removed) => {
        const templates = drawn.map(codeOf);
        const probe = alike ? templates[0].map((byte, i) => byte ^ (i % 5 === 0 ? 3 : 0)) : codeOf(removed.length);
        expectEqual(name, { templates, removed }, new ProbeCodes([probe], 'base'));
        if (drawn.length % 8 > 0) return;
        expectEqual(name, { templates, removed }, new ProbeCodes([probe, codeOf(1), templates[0]], 'poses'));
      }),
      { numRuns: 30 },
    );
  });
});

function expectEqual(name: KernelName, given: { templates: Uint8Array[]; removed: number[] }, codes: ProbeCodes): void {
  const { memory, openBlocks } = fill(given.templates, given.removed);
  const kernels: [ShardKernel, ShardKernel] = [new JsKernel(memory), chooseKernel(name).open(memory, 1)];
  for (const { extent, blocks } of openBlocks) {
    const chunk = { ...extent, blocks, extentBlocks: extent.blocks, position: 0 };
    for (const stage of ['scan', 'sketch'] as const) {
      if (codes[stage][0].length === 0) continue;
      const [expected, found] = kernels.map((kernel) => {
        const distances = new Uint8Array(blocks * BLOCK_TEMPLATES);
        kernel.prepare(stage, codes);
        kernel.scan(chunk, distances);
        return Buffer.from(distances);
      });
      expect(found).toEqual(expected);
    }
    expectEqualRows(kernels, { extent, templates: Math.min(given.templates.length, blocks * 32), codes });
  }
}

function expectEqualRows(
  kernels: [ShardKernel, ShardKernel],
  on: { extent: Extent; templates: number; codes: ProbeCodes },
): void {
  const rows = Uint32Array.from({ length: on.templates }, (_, index) => rowAddress(on.extent, index));
  const nearest = (stage: 'prefix' | 'refine') =>
    kernels.map((kernel) => {
      kernel.prepare(stage, on.codes);
      return on.codes[stage].map((_, set) => {
        const found = new Uint16Array(rows.length);
        kernel.refine(set, rows, found);
        return [...found];
      });
    });
  for (const stage of ['prefix', 'refine'] as const) {
    const [expected, found] = nearest(stage);
    expect(found).toEqual(expected);
  }
  const [refined] = nearest('refine');
  for (const kernel of kernels) kernel.prepare('fine', on.codes);
  const [plain, wasm] = kernels;
  refined.forEach((codes, set) =>
    rows.forEach((row, i) => {
      const around = on.codes.fineAround(set, codes[i] % 256);
      expect(wasm.compareFine(row, around)).toBe(plain.compareFine(row, around));
    }),
  );
}
