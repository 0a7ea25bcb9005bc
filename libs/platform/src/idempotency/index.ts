export { Idempotency, IDEMPOTENCY_LIMITS, type Claim } from './idempotency.js';
export { bindIdempotency } from './bind-idempotency.js';
export { CallerNames, IdempotencyInterceptor } from './idempotency.interceptor.js';
export { type WithAnswer, PendingAnswer } from './pending-answer.js';
