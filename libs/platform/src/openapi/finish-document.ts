/** Makes the generated document say what is true: status codes, refusals, formats, nullability as OpenAPI 3.1 has it. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeAnswers, POLL_PROBLEM_SCHEMA, PROBLEM_REFERENCE, PROBLEM_SCHEMA, REFUSALS } from './answers.js';
import { type OpenApiDocument, eachSchema, type Operation, type RefusalTable, type Schema } from './described.js';
import { describeFields } from './fields.js';
import { nullsAsTypes } from './nulls.js';
import { describeHeaders, HEADERS, headersOfRefusal } from './headers.js';
import { describeOperation } from './operations.js';
import { describeSecrets } from './secrets.js';

/** A finished copy; what a decorator said by hand is kept. */
export function finishDocument(generated: OpenAPIObject, refusals: RefusalTable): OpenAPIObject {
  const document = JSON.parse(JSON.stringify(generated)) as OpenAPIObject; // its parts are those of the decorators
  document.openapi = '3.1.0';
  const described = document as unknown as OpenApiDocument;
  const { components } = described;
  const content = { 'application/json': { schema: PROBLEM_REFERENCE } };
  components.schemas.Problem = PROBLEM_SCHEMA;
  components.schemas.PollProblem = POLL_PROBLEM_SCHEMA;
  components.responses = Object.fromEntries(
    Object.entries(REFUSALS).map(([name, description]) => [name, { description, content, ...headersOfRefusal(name) }]),
  );
  components.headers = HEADERS;
  describeFields(described);
  for (const [path, methods] of Object.entries(described.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.requestBody) operation.requestBody.required = mustBeSent(operation.requestBody, components.schemas);
      describeAnswers(operation, { path, method }, refusals);
      describeHeaders(operation, { path, method });
      describeSecrets(operation, components.schemas);
      describeOperation(operation, method);
    }
  eachSchema(described, nullsAsTypes);
  return document;
}

/** A body without a field that must be there may be left out. */
function mustBeSent({ content }: NonNullable<Operation['requestBody']>, schemas: Record<string, Schema>): boolean {
  return Object.values(content).some(({ schema }) => {
    const named = schema?.$ref && schemas[schema.$ref.slice('#/components/schemas/'.length)];
    return ((named || schema)?.required ?? []).length > 0;
  });
}
