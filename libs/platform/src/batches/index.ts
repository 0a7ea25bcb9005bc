export { Batch, type BatchOptions } from './batch.js';
export { Turns } from './turns.js';
