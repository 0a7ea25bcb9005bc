/** A short title above, the whole sentence below; scopes beside the key that needs them; the headers that every call may carry. */
import { DOCUMENTED_ACCESS, type DocumentedAccess } from './documented-access.js';
import { honoursIdempotencyKey } from './answers.js';
import { methodName } from './method-names.js';
import type { Operation, Parameter } from './described.js';

const TITLE_END = /(?:[:.]\s+|\n)/;

export function describeOperation(operation: Operation, method: string): void {
  const access = operation[DOCUMENTED_ACCESS];
  const repeatable = honoursIdempotencyKey(operation, method);
  delete operation[DOCUMENTED_ACCESS];
  retitle(operation);
  if (operation.operationId) operation.operationId = methodName(operation.operationId);
  operation.security ??= [];
  if (!access) return;
  sayScope(operation, access);
  if (repeatable) operation.parameters = [...(operation.parameters ?? []), idempotencyKey()];
}

/** The comment above a route is its title and, after the first stop, what else there is to know. */
function retitle(operation: Operation): void {
  const comment = operation.summary?.trim() ?? '';
  const end = TITLE_END.exec(comment);
  const title = (end ? comment.slice(0, end.index) : comment).replace(/\.$/, '');
  const rest = end ? comment.slice(end.index + end[0].length).replace(/\s*\n\s*/g, ' ') : '';
  operation.summary = title;
  if (rest)
    operation.description = [rest[0]!.toUpperCase() + rest.slice(1), operation.description]
      .filter(Boolean)
      .join('\n\n');
}

function sayScope(operation: Operation, { scope, keyMode }: DocumentedAccess): void {
  const words = [
    scope ? `An API key needs the scope \`${scope}\`` : '',
    keyMode ? `${scope ? 'and' : 'An API key needs'} ${keyMode} mode` : '',
  ].filter(Boolean);
  if (words.length === 0) return;
  operation.description = [operation.description, `${words.join(' ')}.`].filter(Boolean).join('\n\n');
  if (scope)
    operation.security = operation.security?.map((one) => ('apiKey' in one ? { ...one, apiKey: [scope] } : one));
}

const idempotencyKey = (): Parameter => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$', minLength: 1, maxLength: 255 },
});
