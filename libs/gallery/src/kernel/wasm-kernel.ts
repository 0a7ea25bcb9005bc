/** The inner loops in WebAssembly, on one shard's memory and with one worker's scratch space. */
import { COARSE_BYTES, COARSE_OFFSET, COARSE_PREFIX_BYTES } from '#palm';
import type { KernelName } from '../jobs.js';
import { BLOCK_TEMPLATES } from '../layout.js';
import { GATHERED_BLOCKS, SCRATCH, scratchAddress } from '../scratch.js';
import type { Chunk } from '../search-job.js';
import type { ShiftedFine } from '../shifted-code.js';
import type { ScanCodes, ShardKernel, Stage } from './kernel.js';
import { groupBytes, groupsOf, writeTables } from './scan-tables.js';
import { webAssembly, type SharedMemory } from './web-assembly.js';

interface Exports {
  scan(
    ...args: [blocks: number, count: number, tables: number, groups: number, parts: number, out: number, which: number]
  ): void;
  gather(list: number, into: number): void;
  compareFine(row: number, codes: number, list: number, count: number): number;
}

/** Parts of 48 bytes that a code is counted in. */
const PREFIX_PARTS = 2;
const WHOLE_PARTS = 4;
const GATHERED_BLOCK_BYTES = COARSE_BYTES * BLOCK_TEMPLATES + BLOCK_TEMPLATES;
const FINE_RECORD = { bytes: 896, mask: 768 };

export class WasmKernel implements ShardKernel {
  private readonly run: Exports;
  private readonly scratch: Uint8Array;
  private readonly list: Int32Array;
  private readonly base: number;
  /** Of the stage that was prepared last. */
  private groups = 0;

  constructor(
    readonly name: KernelName,
    module: object,
    at: { memory: SharedMemory; worker: number },
  ) {
    const { memory, worker } = at;
    this.run = new webAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    this.base = scratchAddress(worker);
    this.scratch = new Uint8Array(memory.buffer, this.base);
    this.list = new Int32Array(memory.buffer, this.address('list'), SCRATCH.list.bytes / 4);
  }

  prepare(stage: Stage, codes: ScanCodes): void {
    if (stage === 'fine') {
      const fine = this.room(codes.fine.length * FINE_RECORD.bytes);
      codes.fine.forEach((code, i) => writeFine(code, fine.subarray(i * FINE_RECORD.bytes)));
    } else {
      const codeBytes = stage === 'scan' ? COARSE_PREFIX_BYTES : COARSE_BYTES;
      this.groups = groupsOf(codes[stage]);
      writeTables(codes[stage], codeBytes, this.room(this.groups * groupBytes(codeBytes)));
    }
  }

  scan({ address, blocks }: Chunk, into: Uint8Array): void {
    const [tables, distances] = [this.address('stage'), this.address('distances')];
    this.run.scan(address, blocks, tables, this.groups, PREFIX_PARTS, distances, 0);
    into.set(this.view('distances', blocks * BLOCK_TEMPLATES));
  }

  refine(rows: readonly number[]): number[] {
    const values: number[] = [];
    for (let at = 0; at < rows.length; at += GATHERED_BLOCKS * BLOCK_TEMPLATES) {
      values.push(...this.refineGathered(rows.slice(at, at + GATHERED_BLOCKS * BLOCK_TEMPLATES)));
    }
    return values;
  }

  compareFine(row: number, codes: Int32Array): number {
    this.list.set(codes);
    return this.run.compareFine(row, this.address('stage'), this.address('list'), codes.length);
  }

  private refineGathered(rows: number[]): number[] {
    const blocks = Math.ceil(rows.length / BLOCK_TEMPLATES);
    for (let block = 0; block < blocks; block++) {
      const first = block * BLOCK_TEMPLATES;
      for (let i = 0; i < BLOCK_TEMPLATES; i++) this.list[i] = (rows[first + i] ?? rows[first]) + COARSE_OFFSET;
      this.run.gather(this.address('list'), this.address('gathered') + block * GATHERED_BLOCK_BYTES);
    }
    const [tables, distances, which] = [this.address('stage'), this.address('distances'), this.address('which')];
    this.run.scan(this.address('gathered'), blocks, tables, this.groups, WHOLE_PARTS, distances, which);
    const [least, codes] = [this.view('distances', rows.length), this.view('which', rows.length)];
    return rows.map((_, i) => least[i] * 256 + codes[i]);
  }

  private address(part: keyof typeof SCRATCH): number {
    return this.base + SCRATCH[part].offset;
  }

  private view(part: keyof typeof SCRATCH, bytes: number): Uint8Array {
    return this.scratch.subarray(SCRATCH[part].offset, SCRATCH[part].offset + bytes);
  }

  private room(bytes: number): Uint8Array {
    if (bytes > SCRATCH.stage.bytes) throw new Error('the codes of this probe do not fit the scratch space');
    return this.view('stage', bytes);
  }
}

function writeFine(code: ShiftedFine, record: Uint8Array): void {
  record.set(code.bits);
  record.set(code.mask, FINE_RECORD.mask);
}
