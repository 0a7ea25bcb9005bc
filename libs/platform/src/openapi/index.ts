export { type DocumentedAccess, DOCUMENTED_ACCESS } from './documented-access.js';
export type { RefusalTable } from './described.js';
export { finishDocument } from './finish-document.js';
