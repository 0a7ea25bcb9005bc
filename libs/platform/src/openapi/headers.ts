/** The headers that answers carry, each described once and referred to. */
import type { Answer, Operation } from './described.js';
import { honoursIdempotencyKey } from './answers.js';

interface Header {
  description: string;
  schema: { type: string; format?: string };
}

const text = { type: 'string' };
const whole = { type: 'integer' };
export const HEADERS: Record<string, Header> = {
  'X-Request-Id': { description: 'Names this request; say it when you ask for help.', schema: text },
  'X-API-Version': { description: 'The version that this answer was given in.', schema: { ...text, format: 'date' } },
  'X-RateLimit-Limit': { description: 'How many requests the window allows.', schema: whole },
  'X-RateLimit-Remaining': { description: 'How many of them are left.', schema: whole },
  'X-RateLimit-Reset': { description: 'When the window ends, in Unix seconds.', schema: whole },
  'Retry-After': { description: 'Seconds to wait before the next request.', schema: whole },
  'Idempotent-Replayed': {
    description: '`true` where an earlier answer to the same Idempotency-Key is repeated.',
    schema: text,
  },
};
const LIMITS = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

/** @param name of a response among the components */
export function headersOfRefusal(name: string): Pick<Answer, 'headers'> {
  return { headers: references(name === 'Exhausted' ? ['X-Request-Id', 'Retry-After', ...LIMITS] : ['X-Request-Id']) };
}

/** Call it before the mark of `@Access` is taken off. */
export function describeHeaders(operation: Operation, { path, method }: { path: string; method: string }): void {
  const replayed = honoursIdempotencyKey(operation, method) ? ['Idempotent-Replayed'] : [];
  for (const [status, answer] of Object.entries(operation.responses)) {
    if ('$ref' in answer) continue;
    const ofSuccess = status.startsWith('2') && path.startsWith('/v1/') ? ['X-API-Version', ...replayed] : [];
    answer.headers = references(['X-Request-Id', ...ofSuccess]);
  }
}

function references(names: string[]): Answer['headers'] {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
