export { type DocumentedAccess, DOCUMENTED_ACCESS } from './documented-access.js';
export { finishDocument } from './finish-document.js';
