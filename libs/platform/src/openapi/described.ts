/** The parts of an OpenAPI document that are looked at here. */
import type { DocumentedAccess } from './documented-access.js';

export interface Schema {
  type?: string | string[];
  format?: string;
  nullable?: boolean;
  enum?: (string | null)[];
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  [more: string]: unknown;
}

export interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

export interface Answer {
  description: string;
  content?: Record<string, { schema?: Schema }>;
  headers?: Record<string, { $ref: string }>;
}

/** What an application refuses with: each code with its status and words, and the codes of each operation, apart by blanks. */
export interface RefusalTable {
  readonly codes: Readonly<Record<string, readonly [status: number, message: string]>>;
  readonly operations: Readonly<Record<string, string>>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
  responses: Record<string, Answer | { $ref: string }>;
  security?: Record<string, string[]>[];
  'x-access'?: DocumentedAccess;
  [more: string]: unknown;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses?: Record<string, Answer>;
    headers?: Record<string, unknown>;
    [more: string]: unknown;
  };
}

/** Every schema of the document, inner ones before the ones around them. */
export function eachSchema(document: OpenApiDocument, visit: (schema: Schema) => void): void {
  const walk = (schema: Schema | undefined): void => {
    if (!schema) return;
    const { items, additionalProperties, properties, allOf = [], anyOf = [], oneOf = [] } = schema;
    for (const inner of [...Object.values(properties ?? {}), ...allOf, ...anyOf, ...oneOf]) walk(inner);
    walk(items);
    if (typeof additionalProperties === 'object') walk(additionalProperties);
    visit(schema);
  };
  const { schemas, responses = {} } = document.components;
  for (const schema of Object.values(schemas)) walk(schema);
  for (const answer of Object.values(responses))
    for (const { schema } of Object.values(answer.content ?? {})) walk(schema);
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    for (const { schema } of operation.parameters ?? []) walk(schema);
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) walk(schema);
    for (const answer of Object.values(operation.responses))
      if ('content' in answer) for (const { schema } of Object.values(answer.content ?? {})) walk(schema);
  }
}
