/** The inner loops of the gallery, in AssemblyScript: TypeScript that compiles to WebAssembly. See build.mjs. */
export { scan } from './scan';
export { compareFine, gather } from './rows';
