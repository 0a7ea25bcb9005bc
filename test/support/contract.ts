/** Every answer that a test hears must be what contracts/openapi.json says: its status, its schema, no field beside it. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- a document is read freely */
type Schema = Record<string, any>;
interface Operation {
  method: string;
  path: string;
  pattern: RegExp;
  responses: Record<string, Schema>;
}

const document = JSON.parse(readFileSync('contracts/openapi.json', 'utf8')) as Schema;
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('uuid', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
for (const format of ['uri', 'email']) ajv.addFormat(format, true);
ajv.addSchema({ $id: 'openapi', components: document.components as Schema });

const operations: Operation[] = Object.entries(document.paths as Record<string, Record<string, Schema>>)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      ...{ method: method.toUpperCase(), path, responses: responses as Record<string, Schema> },
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    })),
  )
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
const validators = new Map<string, ValidateFunction | null>();

let heeded = true;
/** For a file whose gateway speaks versions that are not in the document. */
export function heedNoContract(): void {
  heeded = false;
}

export interface Heard {
  method: string;
  /** With its query. */
  path: string;
  status: number;
  text: string;
}

/** @throws Error when the document says otherwise */
export function mustKeepTheContract({ method, path, status, text }: Heard): void {
  if (!heeded) return;
  const address = path.split('?')[0]!;
  const operation = operations.find((one) => one.method === method && one.pattern.test(address));
  if (!operation) return;
  const name = `${operation.method} ${operation.path} ${status}`;
  const validate = validatorOf(operation, status, name);
  if (!validate || validate(JSON.parse(text))) return;
  throw new Error(`${name} is not what contracts/openapi.json says: ${ajv.errorsText(validate.errors)}\n${text}`);
}

function validatorOf({ responses }: Operation, status: number, name: string): ValidateFunction | null {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const declared = responses[status] ?? (status >= 400 ? responses.default : undefined);
  if (!declared) throw new Error(`${name} does not stand in contracts/openapi.json`);
  const answer = declared.$ref ? named(declared.$ref as string) : declared;
  const schema = answer.content?.['application/json']?.schema as Schema | undefined;
  const made = schema ? ajv.compile(anchored(closed(schema))) : null;
  validators.set(name, made);
  return made;
}

const named = (reference: string): Schema =>
  reference
    .split('/')
    .slice(1)
    .reduce((at, key) => at[key] as Schema, document);

/** The outermost object takes no field that is not declared. */
function closed(schema: Schema): Schema {
  const whole = schema.$ref ? named(schema.$ref as string) : schema;
  const open = whole.additionalProperties || !whole.properties;
  return open ? schema : { allOf: [schema], unevaluatedProperties: false };
}

const anchored = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')) as Schema;
