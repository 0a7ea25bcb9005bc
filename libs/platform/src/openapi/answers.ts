/** The status of success, and the refusals that a client must be ready for. */
import { DOCUMENTED_ACCESS } from './documented-access.js';
import type { Answer, Operation, Schema } from './described.js';

export interface Place {
  path: string;
  method: string;
}

const SUCCESS: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted: it goes on after this answer.',
};

export const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'The one body of every refusal.',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'docs_url', 'request_id'],
      properties: {
        code: { type: 'string', description: 'Names the refusal for programs; it does not change.' },
        message: { type: 'string', description: 'Says it for people; it may change.' },
        field: { type: 'string', description: 'The first field that was refused.' },
        details: { description: 'What a program needs to go on: all refused fields, or facts of this refusal.' },
        docs_url: { type: 'string' },
        request_id: {
          type: 'string',
          format: 'uuid',
          description: 'As in `X-Request-Id`; say it when you ask for help.',
        },
      },
    },
  },
};

/** Referred to as `#/components/responses/<name>`. */
export const REFUSALS: Record<string, string> = {
  Invalid: 'The request cannot be read, or a field is refused (`field`, all of them in `details`).',
  Unauthenticated: 'No credential, or one that is unknown, expired or revoked.',
  Forbidden: 'Another kind of credential, a scope or a role is needed; `code` says which.',
  NotFound: 'There is no such thing, or the caller may not see it.',
  Exhausted: 'Too many requests: `Retry-After` and `details.retry_after_s` say when to come back.',
  Refused: 'Every other refusal: 405, 409, 410, 412, 413, 415, 422, 500, 503, told apart by `code`.',
};

export function describeAnswers(operation: Operation, { path, method }: Place): void {
  const access = operation[DOCUMENTED_ACCESS];
  const success = access?.status ?? (method === 'post' ? 201 : 200);
  const generated = operation.responses.default as Answer | undefined;
  const answers: Operation['responses'] = { ...operation.responses };
  delete answers.default;
  if (generated && !(String(success) in answers)) answers[success] = generated;
  for (const [status, answer] of Object.entries(answers))
    if ('description' in answer && answer.description === '') answer.description = SUCCESS[Number(status)] ?? 'Done.';
  operation.responses = { ...answers, ...refusalsOf(operation, path) };
}

function refusalsOf(operation: Operation, path: string): Operation['responses'] {
  const proven = (operation.security?.length ?? 0) > 0;
  const takes = operation.requestBody !== undefined || operation.parameters?.some((one) => one.in === 'query');
  const named = {
    ...(takes ? { 400: 'Invalid' } : {}),
    ...(proven ? { 401: 'Unauthenticated', 403: 'Forbidden' } : {}),
    ...(path.includes('{') ? { 404: 'NotFound' } : {}),
    ...(path.startsWith('/v1/') ? { 429: 'Exhausted' } : {}),
    default: 'Refused',
  };
  return Object.fromEntries(
    Object.entries(named).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}
