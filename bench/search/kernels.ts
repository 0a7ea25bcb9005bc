/** The coarse scan alone, in one thread: our kernels, plain JavaScript, and the same in C on the same codes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COARSE_OFFSET, COARSE_PREFIX_BYTES, ENGINE_VERSION, extract } from '#palm';
import type { Chunk } from '../../libs/gallery/src/jobs.js';
import { JsKernel, unpairedUnits, type ShardKernel } from '../../libs/gallery/src/kernel.js';
import { BLOCK_TEMPLATES, MAX_EXTENT_BLOCKS } from '../../libs/gallery/src/memory.js';
import { ProbeCodes, type ShiftedCoarse } from '../../libs/gallery/src/probe-codes.js';
import { Store } from '../../libs/gallery/src/store.js';
import { chooseKernel } from '../../libs/gallery/src/wasm-kernel.js';
import { ownerOf, templateIdOf, type CrowdMemory } from './crowd-memory.js';
import { median } from './figures.js';

/** Whole extents, so that every kernel looks at the same slots; small enough to stay warm, larger than a cache. */
const TEMPLATES = 2 * MAX_EXTENT_BLOCKS * BLOCK_TEMPLATES;
const PLANE_BYTES = 32;

export interface KernelTimes {
  readonly templates: number;
  readonly shifts: number;
  /** Nanoseconds per template and shift. */
  readonly ours: number;
  readonly oursName: string;
  readonly plainSimd: number;
  readonly plainJs: number;
  /** By instruction set and layout; null without a C compiler. */
  readonly native: { readonly fastest: number; readonly byRows: number | null; readonly name: string } | null;
  /** Why there is no native figure. */
  readonly nativeMissing: string | null;
}

export function timeKernels(memory: CrowdMemory): KernelTimes {
  const count = Math.min(TEMPLATES, memory.templates - (memory.templates % 8));
  const { chunks, shared } = lay(memory, count);
  const codes = new ProbeCodes([extract(memory.crowd.picture(5, 9))], 'base');
  const time = (kernel: ShardKernel, rounds: number) => timeScan(kernel, { chunks, codes, count, rounds });
  const relaxed = chooseKernel('relaxed-simd');
  const ours = time(relaxed.open(shared, 0), 60);
  const simd = time(chooseKernel('simd').open(shared, 1), 60);
  const plain = time(new JsKernel(shared), 5);
  const found = timeNative(memory, codes.scan[0], count);
  const sums = [ours, simd, plain, ...found.runs].map(({ checksum }) => checksum);
  if (sums.some((sum) => sum !== sums[0])) throw new Error(`the kernels disagree: ${sums.join(' ')}`);
  const [fastest, byRows] = found.runs;
  return {
    templates: count,
    shifts: codes.scan[0].length,
    ours: ours.ns,
    oursName: relaxed.name,
    plainSimd: simd.ns,
    plainJs: plain.ns,
    native: fastest ? { fastest: fastest.ns, byRows: byRows?.ns ?? null, name: fastest.name } : null,
    nativeMissing: found.missing,
  };
}

function lay(memory: CrowdMemory, count: number) {
  const store = new Store({ workers: 2, capacityTemplates: count }, () => undefined);
  const key = { project: ownerOf(1), hand: 'left', engineVersion: ENGINE_VERSION } as const;
  for (let at = 0; at < count; at++) {
    store.append(key, { template: templateIdOf(at), owner: ownerOf(at) }, memory.template(at));
  }
  const [segment] = store.select(key.project, ['left']);
  const chunks = segment
    .openBlocks()
    .map(({ extent, blocks }): Chunk => ({ ...extent, blocks, extentBlocks: extent.blocks, position: 0 }));
  return { chunks, shared: store.extents.shards[0].memory };
}

interface ScanToTime {
  readonly chunks: readonly Chunk[];
  readonly codes: ProbeCodes;
  readonly count: number;
  readonly rounds: number;
}

function timeScan(kernel: ShardKernel, scan: ScanToTime): { ns: number; checksum: number } {
  const { chunks, codes, count, rounds } = scan;
  kernel.prepare('scan', codes);
  const into = new Uint8Array(MAX_EXTENT_BLOCKS * BLOCK_TEMPLATES);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (const chunk of chunks) kernel.scan(chunk, into);
    times.push(performance.now() - began);
  }
  let checksum = 0;
  for (const chunk of chunks) {
    kernel.scan(chunk, into);
    const slots = Math.min(chunk.blocks * BLOCK_TEMPLATES, count);
    for (let slot = 0; slot < slots; slot++)
      if (into[slot] < 255) checksum = (Math.imul(checksum, 31) + into[slot]) >>> 0;
  }
  return { ns: (median(times) * 1e6) / (count * codes.scan[0].length), checksum };
}

interface NativeRun {
  readonly name: string;
  readonly ns: number;
  readonly checksum: number;
}

/** The fastest layout first, then one template after another. */
function timeNative(memory: CrowdMemory, shifts: readonly ShiftedCoarse[], count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'thenar-native-'));
  try {
    const source = fileURLToPath(new URL('../../../bench/native/coarse.c', import.meta.url));
    const [program, data] = [join(folder, 'coarse'), join(folder, 'codes')];
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source], { stdio: 'pipe' });
    writeFileSync(data, codesFile(memory, shifts, count));
    const run = (layout: string) =>
      JSON.parse(execFileSync(program, [data, '60', layout], { encoding: 'utf8' })) as NativeRun;
    return { runs: [run('lanes'), run('rows')], missing: null };
  } catch (error) {
    return { runs: [], missing: String(error).split('\n', 1)[0] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function codesFile(memory: CrowdMemory, shifts: readonly ShiftedCoarse[], count: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(count, 0);
  head.writeUInt32LE(shifts.length, 4);
  const records = shifts.map((shift) => {
    const record = Buffer.alloc(2 * COARSE_PREFIX_BYTES + 4);
    record.set(shift.bits.subarray(0, COARSE_PREFIX_BYTES));
    for (let at = 0; at < COARSE_PREFIX_BYTES; at += PLANE_BYTES) record.set(shift.mask, COARSE_PREFIX_BYTES + at);
    record.writeUInt32LE(unpairedUnits(shift, 'scan'), 2 * COARSE_PREFIX_BYTES);
    return record;
  });
  const codes = Array.from({ length: count }, (_, at) =>
    Buffer.from(memory.template(at).subarray(COARSE_OFFSET, COARSE_OFFSET + COARSE_PREFIX_BYTES)),
  );
  return Buffer.concat([head, ...records, ...codes]);
}
