export { createHttpServer, HTTP_LIMITS, type HttpLimits } from './server.js';
export { bindAdmission } from './admission.js';
export { bindGracefulStop } from './graceful-stop.js';
export { ProblemFilter } from './problem.filter.js';
export { problemOf } from './problem-of.js';
export { IgnoresUnknownFields, ShapePipe } from './validation.js';
export { Pager, pageQuery, type PageOf, type PageQuery, type PageOptions } from './paging.js';
export {
  AreAll,
  IsId,
  IsInstant,
  instantOf,
  IsMetadata,
  IsNullable,
  IsOne,
  IsOmittable,
  IsLine,
  isLine,
  IsText,
  QueryFlag,
  QueryInteger,
} from './fields.js';
export { IdParam } from './id-param.js';
export { bindUnknownFields } from './unknown-fields.js';
export { listOf } from './list-of.js';
export { EditableFields } from './editable-fields.js';
export { etagOf, etagOfState, requireMatch } from './etag.js';
export { RequestSignal } from './request-signal.js';
export { LimitedTo, type RequestLimits } from './request-limits.js';
export { rangeOf, type TimeRange } from './time-range.js';
