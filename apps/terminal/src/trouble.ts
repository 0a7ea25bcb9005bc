/** What can go wrong between a terminal and its gateway, and which of it passes by itself. */

/** The gateway answered, and said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
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

/** No answer, or none that a gateway would give. Whether the question had its effect is unknown. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The terminal itself cannot do what is asked of it, such as read a picture. */
export class CannotCapture extends Error {
  override readonly name = 'CannotCapture';
}

/** This terminal is off: asking again helps nobody. */
export class PowerOut extends Error {
  override readonly name = 'PowerOut';
}

/** A poll that comes too early must slow down for good, so its caller decides, not a retry. */
const NOT_BY_ITSELF = 'slow_down';
/** Too slow on its way, as in a crowd, and too many. */
const MAY_PASS = [408, 429];
/** A repetition overtook the first; its answer will be there in a moment. */
const FIRST_STILL_RUNS = 'idempotency_in_progress';

/** Every question of the protocol may be asked again, so whatever may pass is worth asking again. */
export function mayPass(error: unknown): error is Refused | Unreachable {
  if (error instanceof Unreachable) return true;
  if (!(error instanceof Refused) || error.code === NOT_BY_ITSELF) return false;
  return error.status >= 500 || MAY_PASS.includes(error.status) || error.code === FIRST_STILL_RUNS;
}

export function isRefusal(error: unknown, code: string): error is Refused {
  return error instanceof Refused && error.code === code;
}
