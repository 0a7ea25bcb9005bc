/** The inner loops in WebAssembly, on one shard's memory and with one worker's scratch space, and which of them runs here. */
import { setFlagsFromString } from 'node:v8';
import { COARSE_BYTES, COARSE_OFFSET } from '#palm';
import type { Chunk, KernelName } from './jobs.js';
import {
  JsKernel,
  SPANS,
  unpairedUnits,
  type CoarseStage,
  type ScanCodes,
  type ShardKernel,
  type Stage,
} from './kernel.js';
import { PLAIN_KERNEL, RELAXED_KERNEL } from '../assembly/kernel-bytes.js';
import {
  BLOCK_TEMPLATES,
  LIVE,
  MAX_EXTENT_BLOCKS,
  SCAN_BLOCK_BYTES,
  SCRATCH_BYTES,
  webAssembly,
  type SharedMemory,
} from './memory.js';
import { COARSE_PLANE_BYTES, type ShiftedCoarse, type ShiftedFine } from './probe-codes.js';

export interface KernelMaker {
  readonly name: KernelName;
  open(memory: SharedMemory, worker: number): ShardKernel;
}

/** The best there is, or the one named if this machine can run it. */
export function chooseKernel(wanted: KernelName = 'relaxed-simd'): KernelMaker {
  const relaxed = Buffer.from(RELAXED_KERNEL, 'base64');
  if (wanted === 'relaxed-simd' && validatesRelaxed(relaxed)) return wasm('relaxed-simd', relaxed);
  const plain = Buffer.from(PLAIN_KERNEL, 'base64');
  if (wanted !== 'js' && webAssembly.validate(plain)) return wasm('simd', plain);
  return { name: 'js', open: (memory) => new JsKernel(memory) };
}

/** Node 20 has relaxed SIMD behind a flag; a Node without the flag has it on or not at all. */
function validatesRelaxed(bytes: Uint8Array): boolean {
  if (webAssembly.validate(bytes)) return true;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return webAssembly.validate(bytes);
}

function wasm(name: KernelName, bytes: Uint8Array): KernelMaker {
  const module = new webAssembly.Module(bytes);
  return { name, open: (memory, worker) => new WasmKernel(name, module, { memory, worker }) };
}

interface Exports {
  scan(
    blocks: number,
    count: number,
    stride: number,
    part: number,
    parts: number,
    tables: number,
    groups: number,
    out: number,
    which: number,
  ): void;
  gather(list: number, bytes: number, into: number): void;
  compareFine(row: number, codes: number, list: number, count: number): number;
}

const FINE_RECORD = { bytes: 896, mask: 768 };

/** Blocks of rows that are refined at a time. */
const GATHERED_BLOCKS = 8;
const GATHERED_TEMPLATES = GATHERED_BLOCKS * BLOCK_TEMPLATES;
/** Offsets within a worker's scratch, each a multiple of 64, with the bytes of each. */
const SCRATCH = layOut({
  /** Distances of one chunk. */
  distances: MAX_EXTENT_BLOCKS * BLOCK_TEMPLATES,
  /** Row addresses, or indices of fine codes. */
  list: 256,
  /** Codes of the rows being refined, transposed, each block with its flags. */
  gathered: GATHERED_TEMPLATES * (COARSE_BYTES + 1),
  /** Which shift was the nearest, for each of those. */
  which: GATHERED_TEMPLATES,
  /** What the stage under way compares with: the scan's tables, then the refining's, then fine codes. */
  stage: 320 << 10,
});

class WasmKernel implements ShardKernel {
  private readonly run: Exports;
  private readonly scratch: Uint8Array;
  private readonly list: Uint32Array;
  private readonly base: number;
  /** The coarse stage that was prepared last, and its groups of shifts. */
  private stage: CoarseStage = 'scan';
  private groups = 0;

  constructor(
    readonly name: KernelName,
    module: object,
    at: { memory: SharedMemory; worker: number },
  ) {
    const { memory, worker } = at;
    this.run = new webAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    this.base = worker * SCRATCH_BYTES;
    this.scratch = new Uint8Array(memory.buffer, this.base);
    this.list = new Uint32Array(memory.buffer, this.address('list'), SCRATCH.list.bytes / 4);
  }

  prepare(stage: Stage, codes: ScanCodes): void {
    if (stage === 'fine') {
      const fine = this.stageBytes(codes.fine.length * FINE_RECORD.bytes);
      codes.fine.forEach((code, i) => writeFine(code, fine.subarray(i * FINE_RECORD.bytes)));
    } else {
      this.stage = stage;
      this.groups = groupsOf(codes[stage][0]);
      const bytes = this.groups * groupBytes(SPANS[stage].bytes);
      const tables = this.stageBytes(codes[stage].length * bytes);
      codes[stage].forEach((set, i) => writeTables(set, stage, tables.subarray(i * bytes, (i + 1) * bytes)));
    }
  }

  scan({ address, blocks }: Chunk, into: Uint8Array): void {
    this.scanBlocks(0, { address, blocks, stride: SCAN_BLOCK_BYTES }, 0);
    into.set(this.view('distances', blocks * BLOCK_TEMPLATES));
  }

  refine(set: number, rows: Uint32Array, into: Uint16Array): void {
    for (let at = 0; at < rows.length; at += GATHERED_TEMPLATES) {
      this.refineGathered(set, rows.subarray(at, at + GATHERED_TEMPLATES), into.subarray(at));
    }
  }

  compareFine(row: number, codes: Int32Array): number {
    this.list.set(codes);
    return this.run.compareFine(row, this.address('stage'), this.address('list'), codes.length);
  }

  private refineGathered(set: number, rows: Uint32Array, into: Uint16Array): void {
    const { bytes } = SPANS[this.stage];
    const blocks = Math.ceil(rows.length / BLOCK_TEMPLATES);
    const stride = (bytes + 1) * BLOCK_TEMPLATES;
    for (let block = 0; block < blocks; block++) {
      const first = block * BLOCK_TEMPLATES;
      for (let i = 0; i < BLOCK_TEMPLATES; i++) this.list[i] = (rows[first + i] ?? rows[first]) + COARSE_OFFSET;
      const to = this.address('gathered') + block * stride;
      this.run.gather(this.address('list'), bytes, to);
      this.scratch.fill(LIVE, to - this.base + stride - BLOCK_TEMPLATES, to - this.base + stride);
    }
    this.scanBlocks(set, { address: this.address('gathered'), blocks, stride }, this.address('which'));
    const [least, codes] = [this.view('distances', rows.length), this.view('which', rows.length)];
    for (let i = 0; i < rows.length; i++) into[i] = least[i] * 256 + codes[i];
  }

  private scanBlocks(set: number, at: { address: number; blocks: number; stride: number }, which: number): void {
    const { bytes, parts } = SPANS[this.stage];
    this.run.scan(
      at.address,
      at.blocks,
      at.stride,
      (bytes / parts) * BLOCK_TEMPLATES,
      parts,
      this.address('stage') + set * this.groups * groupBytes(bytes),
      this.groups,
      this.address('distances'),
      which,
    );
  }

  private address(part: keyof typeof SCRATCH): number {
    return this.base + SCRATCH[part].offset;
  }

  private view(part: keyof typeof SCRATCH, bytes: number): Uint8Array {
    return this.scratch.subarray(SCRATCH[part].offset, SCRATCH[part].offset + bytes);
  }

  private stageBytes(bytes: number): Uint8Array {
    if (bytes > SCRATCH.stage.bytes) throw new Error('the codes of this probe do not fit the scratch space');
    return this.view('stage', bytes);
  }
}

function writeFine(code: ShiftedFine, record: Uint8Array): void {
  record.set(code.bits);
  record.set(code.mask, FINE_RECORD.mask);
}

function layOut<Part extends string>(sizes: Record<Part, number>): Record<Part, { offset: number; bytes: number }> {
  let end = 0;
  const parts = {} as Record<Part, { offset: number; bytes: number }>;
  for (const part of Object.keys(sizes) as Part[]) {
    parts[part] = { offset: end, bytes: sizes[part] };
    end += Math.ceil(sizes[part] / 64) * 64;
  }
  if (end > SCRATCH_BYTES) throw new Error('the scratch space is too small for its parts');
  return parts;
}

/** The scan's look-up tables, in the order assembly/scan.ts walks through them. Shifts of one group: five pairs. */
const GROUP = 10;
/** Bytes looked at in one step. */
const STEP = 3;
const PADS = 16;

/** Table bytes of one group for a code of so many bytes. */
function groupBytes(codeBytes: number): number {
  return (codeBytes * 2 * 16 * GROUP) / 2 + PADS;
}

/** For half a byte of a code and of its mask: in how many bits each of the sixteen values differs, a byte each. */
const DIFFERENCES = new Uint32Array(
  Uint8Array.from({ length: 16 * 16 * 16 }, (_, at) => {
    const v = ((at & 15) ^ ((at >> 4) & 15)) & (at >> 8);
    return (v & 1) + ((v >> 1) & 1) + ((v >> 2) & 1) + (v >> 3);
  }).buffer,
);

function groupsOf(codes: readonly ShiftedCoarse[]): number {
  return Math.ceil(codes.length / GROUP);
}

/** Places left over in the last group repeat its first code. */
function writeTables(codes: readonly ShiftedCoarse[], stage: CoarseStage, into: Uint8Array): void {
  const bytes = groupBytes(SPANS[stage].bytes);
  for (let group = 0; group < groupsOf(codes); group++) {
    const first = group * GROUP;
    const members = Array.from({ length: GROUP }, (_, i) => codes[first + i] ?? codes[first]);
    writeGroup(members, stage, into.subarray(group * bytes, (group + 1) * bytes));
  }
}

function writeGroup(members: readonly ShiftedCoarse[], stage: CoarseStage, into: Uint8Array): void {
  const words = new Uint32Array(into.buffer, into.byteOffset, into.length / 4);
  const { bytes } = SPANS[stage];
  let at = 0;
  for (let byte = 0; byte < bytes; byte += STEP) {
    for (let pair = 0; pair < GROUP; pair += 2) {
      const [one, other] = [members[pair], members[pair + 1]];
      for (let half = 0; half < 8; half += 4) {
        for (let b = byte; b < byte + STEP; b++, at += 4) {
          const low = differencesOf(one, b, half);
          const high = differencesOf(other, b, half);
          for (let w = 0; w < 4; w++) words[at + w] = DIFFERENCES[low + w] | (DIFFERENCES[high + w] << 4);
        }
      }
    }
  }
  members.forEach((code, i) => (into[4 * at + i] = unpairedUnits(code, stage)));
}

/** Where the half byte's sixteen differences begin, in words. */
function differencesOf({ bits, mask }: ShiftedCoarse, byte: number, half: number): number {
  return ((((mask[byte % COARSE_PLANE_BYTES] >> half) & 15) << 4) | ((bits[byte] >> half) & 15)) << 2;
}
