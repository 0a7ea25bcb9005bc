/** Typed refusals: modules throw these, one filter per transport turns them into the contract's error body. */

/** What sort of refusal it is; the transport decides how that sounds (a status code, a socket error). */
export type ProblemKind =
  | 'invalid' // 400
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'method-not-allowed' // 405
  | 'timeout' // 408
  | 'conflict' // 409
  | 'gone' // 410
  | 'precondition-failed' // 412
  | 'too-large' // 413
  | 'uri-too-long' // 414
  | 'unsupported' // 415
  | 'unprocessable' // 422
  | 'upgrade-required' // 426
  | 'exhausted' // 429
  | 'headers-too-large' // 431
  | 'internal' // 500
  | 'unavailable'; // 503

export interface ProblemOptions {
  field?: string;
  details?: unknown;
  /** Members beside `error` in the body (the device-code flow's `status`). */
  beside?: Record<string, unknown>;
  cause?: unknown;
}

/** A refusal that a client may see whole: nothing in it is secret. */
export class Problem extends Error {
  readonly field?: string;
  readonly details?: unknown;
  readonly beside?: Record<string, unknown>;

  constructor(
    readonly kind: ProblemKind,
    readonly code: string,
    message: string,
    options: ProblemOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Problem';
    this.field = options.field;
    this.details = options.details;
    this.beside = options.beside;
  }
}

/** The errors that every module needs; the rest stand in each module's `x.errors.ts`. */
export const problem = {
  /** The same words whether the thing exists elsewhere or nowhere; no id is echoed. */
  notFound: () => new Problem('not-found', 'not_found', 'There is no such thing here, or you may not see it.'),
  invalid: (field: string, message: string) =>
    new Problem('invalid', 'validation_error', message, { field, details: [{ field, message }] }),
  unavailable: (message: string, cause?: unknown) => new Problem('unavailable', 'unavailable', message, { cause }),
};
