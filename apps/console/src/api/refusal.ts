/** What the gateway refuses, as something to show: its code, sentence, fields and request id. */

export interface FieldFault {
  /** Name of a field, or a JSON pointer into the body. */
  field: string;
  message: string;
  /** Found by the console itself, whose message is a text of its own. */
  own?: boolean;
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

  /** @param body what came with the status; not the gateway's when something between answered */
  static from(status: number, body: unknown, requestId: string | null): Refusal {
    const error = isObject(body) && isObject(body.error) ? body.error : {};
    const code = typeof error.code === 'string' ? error.code : `http_${status}`;
    const message = typeof error.message === 'string' ? error.message : '';
    const faults = faultsIn(error.details);
    if (faults.length === 0 && typeof error.field === 'string') faults.push({ field: error.field, message });
    return new Refusal(status, code, message, requestId, faults, isObject(error.details) ? error.details : {});
  }

  /** Found by the console itself, shown at the field like those of the gateway. */
  static atField(field: string, message: string): Refusal {
    return new Refusal(400, 'validation_error', message, null, [{ field, message, own: true }]);
  }
}

/** No answer came: the network, or a gateway that is down. */
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
