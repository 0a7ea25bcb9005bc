export { Batch, type BatchOptions } from './batch.js';
export { KeyedMutex } from './keyed-mutex.js';
