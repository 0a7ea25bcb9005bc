/** The status of success, and the refusals that a client must be ready for. */
import { DOCUMENTED_ACCESS } from './documented-access.js';
import type { Answer, Operation, RefusalTable, Schema } from './described.js';

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

export const PROBLEM_REFERENCE: Schema = { $ref: '#/components/schemas/Problem' };

/** What programs that poll are refused with: they look at `status` alone. */
export const POLL_PROBLEM_SCHEMA: Schema = {
  allOf: [PROBLEM_REFERENCE],
  type: 'object',
  required: ['status'],
  properties: {
    status: { type: 'string', description: 'The code of `error` again, where the other answers have theirs.' },
    interval: { type: 'integer', description: 'With `slow_down`: ask every so many seconds from now on.' },
  },
};
const POLL_PROBLEM_REFERENCE: Schema = { $ref: '#/components/schemas/PollProblem' };

/** Referred to as `#/components/responses/<name>`. */
export const REFUSALS: Record<string, string> = {
  Invalid: 'The request cannot be read, or a field is refused (`field`, all of them in `details`).',
  Unauthenticated: 'No credential, or one that is unknown, expired or revoked.',
  Forbidden: 'Another kind of credential, a scope or a role is needed; `code` says which.',
  NotFound: 'There is no such thing, or the caller may not see it.',
  Exhausted: 'Too many requests: `Retry-After` and `details.retry_after_s` say when to come back.',
  Refused: 'Every other refusal, distinguished by `code`: 405, 500, 503, and what the parser of HTTP refuses.',
};

/** Statuses that say nothing until one knows the codes behind them: they are named where they occur. */
const NAMED = new Set([409, 410, 412, 413, 415, 422]);
const OF_A_BODY = ['body_too_large', 'unsupported_media_type'];
const OF_AN_IDEMPOTENCY_KEY = ['idempotency_in_progress', 'idempotency_key_reused'];

export function describeAnswers(operation: Operation, { path, method }: Place, refusals: RefusalTable): void {
  const access = operation[DOCUMENTED_ACCESS];
  const success = access?.status ?? (method === 'post' ? 201 : 200);
  const generated = operation.responses.default as Answer | undefined;
  const answers: Operation['responses'] = { ...operation.responses };
  delete answers.default;
  if (generated && !(String(success) in answers)) answers[success] = generated;
  for (const [status, answer] of Object.entries(answers))
    if ('description' in answer && answer.description === '') answer.description = SUCCESS[Number(status)] ?? 'Done.';
  const { default: others, ...usual } = refusalsOf(operation, path);
  const refused = { ...usual, ...namedRefusalsOf(operation, method, refusals), default: others! };
  operation.responses = { ...answers, ...(access?.explainsByStatus ? toProgramsThatPoll(refused) : refused) };
}

function toProgramsThatPoll(refused: Operation['responses']): Operation['responses'] {
  const content = { 'application/json': { schema: POLL_PROBLEM_REFERENCE } };
  return Object.fromEntries(
    Object.entries(refused).map(([status, answer]) => {
      const description = '$ref' in answer ? REFUSALS[answer.$ref.split('/').at(-1)!]! : answer.description;
      return [status, { description, content }];
    }),
  );
}

function namedRefusalsOf(operation: Operation, method: string, refusals: RefusalTable): Record<string, Answer> {
  const codes = [
    ...(refusals.operations[operation.operationId ?? '']?.split(' ') ?? []),
    ...(operation.requestBody ? OF_A_BODY : []),
    ...(honoursIdempotencyKey(operation, method) ? OF_AN_IDEMPOTENCY_KEY : []),
  ];
  const named: Record<string, Answer> = {};
  for (const code of codes) {
    const [status, message] = refusals.codes[code] ?? [0, ''];
    if (!NAMED.has(status)) continue;
    const line = `\`${code}\`: ${message}`;
    const before = named[status];
    if (before) before.description += `\n\n${line}`;
    else named[status] = { description: line, content: { 'application/json': { schema: PROBLEM_REFERENCE } } };
  }
  return named;
}

export function honoursIdempotencyKey(operation: Operation, method: string): boolean {
  const access = operation[DOCUMENTED_ACCESS];
  return method === 'post' && access?.idempotency === true && access.who !== 'anyone';
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
