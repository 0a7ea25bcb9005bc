/** One shared WebAssembly memory of at most 4 GiB: scratch space of the workers first, extents behind it. */
import { webAssembly, type SharedMemory } from './kernel/web-assembly.js';
import { SCRATCH_BYTES } from './scratch.js';

const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;
/** Memory is asked for in steps, so that a loading gallery does not grow it template by template. */
const STEP_PAGES = 512;

export class Shard {
  readonly memory: SharedMemory;
  bytes: Uint8Array;
  private end: number;

  constructor(readonly workers: number) {
    const scratch = workers * SCRATCH_BYTES;
    const initial = Math.ceil(scratch / PAGE_BYTES) + 1;
    this.memory = new webAssembly.Memory({ initial, maximum: MAX_PAGES, shared: true });
    this.bytes = new Uint8Array(this.memory.buffer);
    this.end = scratch;
  }

  /** Address of that many fresh bytes, or null when the memory is full. */
  reserve(bytes: number): number | null {
    const address = this.end;
    const end = address + Math.ceil(bytes / 64) * 64;
    const missing = Math.ceil((end - this.bytes.length) / PAGE_BYTES);
    if (missing > 0) {
      const pages = this.bytes.length / PAGE_BYTES;
      if (pages + missing > MAX_PAGES) return null;
      this.memory.grow(Math.min(Math.max(missing, STEP_PAGES), MAX_PAGES - pages));
      this.bytes = new Uint8Array(this.memory.buffer);
    }
    this.end = end;
    return address;
  }
}
