export { backoffMs, type BackoffLimits } from './backoff.js';
export { Reconnector, type ReconnectorOptions, type ReconnectorState } from './reconnector.js';
export { openRedis } from './redis.js';
