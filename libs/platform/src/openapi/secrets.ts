/** An answer with a secret has it once: when the same Idempotency-Key repeats it, `secret_already_shown` stands in its place. */
import { DOCUMENTED_ACCESS } from './documented-access.js';
import type { Operation, Schema } from './described.js';

const ALREADY_SHOWN: Schema = {
  type: 'boolean',
  const: true,
  description: 'In the answer to a repeated `Idempotency-Key`, in place of the secret.',
};

export function describeSecrets(operation: Operation, schemas: Record<string, Schema>): void {
  const secrets = operation[DOCUMENTED_ACCESS]?.secrets ?? [];
  if (secrets.length === 0) return;
  for (const answer of Object.values(operation.responses)) {
    const named = 'content' in answer ? answer.content?.['application/json']?.schema?.$ref : undefined;
    const schema = named && schemas[named.slice('#/components/schemas/'.length)];
    if (!schema || !secrets.some((secret) => secret in (schema.properties ?? {}))) continue;
    schema.required = (schema.required ?? []).filter((field) => !secrets.includes(field));
    schema.properties!.secret_already_shown = ALREADY_SHOWN;
  }
}
