export {
  GuardedHttp,
  type CheckedTarget,
  type GuardOptions,
  type Phases,
  type PostResult,
  type PostRequest,
} from './guarded-http.js';
export { Internet } from './internet.js';
export { type Failure, type FailureCode } from './failure.js';
export { type RefusalCode, type Target, TargetRefused } from './url.policy.js';
export { isPublicAddress } from './address.policy.js';
