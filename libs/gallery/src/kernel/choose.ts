/** Which kernel this machine can run: relaxed SIMD, else plain SIMD, else JavaScript. */
import { setFlagsFromString } from 'node:v8';
import type { KernelName } from '../jobs.js';
import { JsKernel } from './js-kernel.js';
import { PLAIN_KERNEL, RELAXED_KERNEL } from './kernel-bytes.js';
import type { ShardKernel } from './kernel.js';
import { WasmKernel } from './wasm-kernel.js';
import { webAssembly, type SharedMemory } from './web-assembly.js';

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

/** Node 20 knows relaxed SIMD, but wants to be asked for it; a Node that knows no such flag has it on or not at all. */
function validatesRelaxed(bytes: Uint8Array): boolean {
  if (webAssembly.validate(bytes)) return true;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return webAssembly.validate(bytes);
}

function wasm(name: KernelName, bytes: Uint8Array): KernelMaker {
  const module = new webAssembly.Module(bytes);
  return { name, open: (memory, worker) => new WasmKernel(name, module, { memory, worker }) };
}
