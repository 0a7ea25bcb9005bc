/** What the gateway refuses, as something to show: its code, sentence, fields and request id. */

export interface FieldFault {
  /** Name of a field, or a JSON pointer into the body. */
  field: string;
  message: string;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
    readonly faults: readonly FieldFault[],
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** @param body what came with the status; not ours when something between us answered */
  static from(status: number, body: unknown, requestId: string | null): Refusal {
    const error = isObject(body) && isObject(body.error) ? body.error : {};
    const code = typeof error.code === 'string' ? error.code : `http_${status}`;
    const message = typeof error.message === 'string' ? error.message : '';
    const faults = faultsIn(error.details);
    if (faults.length === 0 && typeof error.field === 'string') faults.push({ field: error.field, message });
    return new Refusal(status, code, message, requestId, faults, isObject(error.details) ? error.details : {});
  }
}

/** No answer came: the network, or a gateway that is away. */
export class GatewayUnreachable extends Error {
  override readonly name = 'GatewayUnreachable';
}

function faultsIn(details: unknown): FieldFault[] {
  if (!Array.isArray(details)) return [];
  return details.filter(
    (one): one is FieldFault => isObject(one) && typeof one.field === 'string' && typeof one.message === 'string',
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
