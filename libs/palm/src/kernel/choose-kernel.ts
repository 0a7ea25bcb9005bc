/** The kernel this thread works with. */
import type { Kernel } from './kernel.js';
import { TypescriptKernel } from './typescript-kernel.js';
import { openWasmKernel } from './wasm-kernel.js';

export const kernel: Kernel = openWasmKernel() ?? new TypescriptKernel();
