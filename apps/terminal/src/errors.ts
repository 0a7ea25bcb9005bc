/** Errors between a terminal and its gateway, and which of them are worth a retry. */

/** The gateway answered, and said no. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly retryAfterMs?: number;

  constructor(facts: {
    status: number;
    code: string;
    message: string;
    details?: Record<string, unknown>;
    retryAfterMs?: number;
  }) {
    super(facts.message);
    this.status = facts.status;
    this.code = facts.code;
    this.details = facts.details ?? {};
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** No answer, or none of a gateway. Whether the request had its effect is unknown. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The terminal itself cannot do what is asked of it, such as read a picture. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
}

/** The simulated power is off: retries are pointless. */
export class PowerLossError extends Error {
  override readonly name = 'PowerLossError';
}

/** A poll that comes too early must slow down for good, so its caller decides, not a retry. */
const NOT_RETRYABLE_CODE = 'slow_down';
/** Too slow, and too many. */
const RETRYABLE_STATUS = [408, 429];
/** A repetition overtook the first; its answer will be there in a moment. */
const STILL_RUNNING_CODE = 'idempotency_in_progress';

/** Every request of the protocol may be repeated, so every error that may pass is retried. */
export function isRetryable(error: unknown): error is RefusalError | UnreachableError {
  if (error instanceof UnreachableError) return true;
  if (!(error instanceof RefusalError) || error.code === NOT_RETRYABLE_CODE) return false;
  return error.status >= 500 || RETRYABLE_STATUS.includes(error.status) || error.code === STILL_RUNNING_CODE;
}

export function isRefusal(error: unknown, code: string): error is RefusalError {
  return error instanceof RefusalError && error.code === code;
}
