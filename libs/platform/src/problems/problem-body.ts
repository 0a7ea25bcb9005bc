/** The one error body that clients see, whatever refused. */
import type { Problem, ProblemKind } from './problem.js';

const STATUS: Record<ProblemKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  conflict: 409,
  gone: 410,
  'precondition-failed': 412,
  'too-large': 413,
  'uri-too-long': 414,
  unsupported: 415,
  unprocessable: 422,
  'upgrade-required': 426,
  exhausted: 429,
  'headers-too-large': 431,
  internal: 500,
  unavailable: 503,
};

export interface ProblemBody {
  error: {
    code: string;
    message: string;
    field?: string;
    details?: unknown;
    docs_url: string;
    request_id: string;
  };
  [beside: string]: unknown;
}

export function statusOf(problem: Problem): number {
  return STATUS[problem.kind];
}

/** @param docsOrigin where `/docs/errors` is served; never what a request says in `Host` */
export function problemBody(problem: Problem, requestId: string, docsOrigin: string): ProblemBody {
  return {
    error: {
      code: problem.code,
      message: problem.message,
      ...(problem.field === undefined ? {} : { field: problem.field }),
      ...(problem.details === undefined ? {} : { details: problem.details }),
      docs_url: `${docsOrigin}/docs/errors#${problem.code}`,
      request_id: requestId,
    },
    ...problem.beside,
  };
}
