export {
  Access,
  type AccessRule,
  type BodyClass,
  type RateClass,
  type TakenFields,
  type Who,
  accessRuleOf,
  BODY_LIMIT_BYTES,
} from './access.js';
export { CallerOf, Gatekeeper } from './gatekeeper.js';
export { AccessAudit } from './access-audit.js';
export { bindCurrentRequest, currentRequest, duringRequest, type RequestFacts } from './current-request.js';
