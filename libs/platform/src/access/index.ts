export {
  Access,
  type AccessRule,
  type BodyClass,
  type RateClass,
  type DeclaredInputs,
  type CallerKind,
  accessRuleOf,
  BODY_LIMIT_BYTES,
} from './access.js';
export { CallerOf, RequestAuthenticator } from './request-authenticator.js';
export { AccessAudit } from './access-audit.js';
export { bindCurrentRequest, currentRequest, duringRequest, type RequestFacts } from './current-request.js';
