/** The contract that clients read: complete, typed, and honest about refusals. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  type?: unknown;
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: unknown;
  [more: string]: unknown;
}
interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, { schema: Schema }> }>;
}
const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../contracts/openapi.json'), 'utf8')) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, unknown>;
    securitySchemes: Record<string, unknown>;
  };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method,
    path,
    operation,
  })),
);
/** Open to anybody, on purpose. */
const WITHOUT_A_CREDENTIAL = [
  ...['GET /health', 'GET /livez', 'GET /metrics', 'POST /v1/cli/device-code', 'POST /v1/cli/token'],
  'GET /v1/terminal/nonce', // what the first proof of a terminal needs
  'GET /v1/event-types', // documentation
  'GET /v1/receipt-keys', // public keys: whoever holds a receipt checks it
];

const except = (fits: (one: (typeof operations)[number]) => boolean) =>
  operations.filter((one) => !fits(one)).map(({ name }) => name);
const successOf = ({ responses }: Operation) => Object.keys(responses).filter((status) => status.startsWith('2'));

describe('contracts/openapi.json', () => {
  it('has every operation under a title and a tag, with an id of its own', () => {
    expect(operations.length).toBeGreaterThan(60);
    expect(
      except(({ operation }) => /^.{4,120}$/.test(operation.summary ?? '') && operation.tags?.length === 1),
    ).toEqual([]);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  it('says who may call', () => {
    const open = operations.filter(({ operation }) => (operation.security ?? []).length === 0).map(({ name }) => name);
    expect(open.filter((name) => !WITHOUT_A_CREDENTIAL.includes(name))).toEqual([]);
    const schemes = Object.keys(document.components.securitySchemes);
    expect(
      except(({ operation }) =>
        (operation.security ?? []).every((one) => Object.keys(one).every((name) => schemes.includes(name))),
      ),
    ).toEqual([]);
  });

  it('answers one success, 201 only to POST, with a typed body', () => {
    expect(except(({ operation }) => successOf(operation).length === 1)).toEqual([]);
    expect(except(({ method, operation }) => method === 'post' || !successOf(operation).includes('201'))).toEqual([]);
    const typed = ({ operation }: (typeof operations)[number]) => {
      const content = operation.responses[successOf(operation)[0]!]!.content ?? {};
      return Object.values(content).some(({ schema }) => schema.$ref !== undefined || schema.type !== undefined);
    };
    expect(except(typed)).toEqual([]);
  });

  it('names the refusals: 400 where there is something to read, 401 and 403 where someone proves, 404 where there is an id', () => {
    const withStatus = (one: Operation, status: string) =>
      one.responses[status]?.content?.['application/json']?.schema.$ref === '#/components/schemas/PollProblem';
    const has = (one: Operation, status: string) =>
      one.responses[status]?.$ref?.startsWith('#/components/responses/') === true || withStatus(one, status);
    expect(except(({ operation }) => has(operation, 'default'))).toEqual([]);
    expect(except(({ operation }) => operation.requestBody === undefined || has(operation, '400'))).toEqual([]);
    expect(
      except(
        ({ operation }) => (operation.security ?? []).length === 0 || (has(operation, '401') && has(operation, '403')),
      ),
    ).toEqual([]);
    expect(except(({ path, operation }) => !path.includes('{') || has(operation, '404'))).toEqual([]);
  });

  it('names the conflicts of an operation, and what is gone, stale or cannot be used, by their codes', () => {
    const codesOf = (id: string) =>
      Object.fromEntries(
        Object.entries(operations.find(({ operation }) => operation.operationId === id)!.operation.responses)
          .filter(([status]) => ['409', '410', '412', '422'].includes(status))
          .map(([status, { description = '' }]) => [
            status,
            [...description.matchAll(/^`(\w+)`/gm)].map(([, code]) => code),
          ]),
      );
    expect(codesOf('projects.update')).toEqual({ 409: ['environment_fixed'], 412: ['precondition_failed'] });
    expect(codesOf('devices.complete')).toMatchObject({
      409: [
        'device_registered_elsewhere',
        'registration_code_used',
        'idempotency_in_progress',
        'idempotency_key_reused',
      ],
      410: ['registration_code_expired'],
    });
    expect(codesOf('enrollment.enroll')[422]).toEqual(expect.arrayContaining(['low_quality', 'inconsistent_captures']));
    expect(codesOf('terminalWork.capture')).toEqual({
      409: expect.arrayContaining(['challenge_expired', 'seq_conflict', 'session_not_active']),
      410: ['device_decommissioned'],
    });
  });

  it('declares every id of a path', () => {
    const declared = ({ path, operation }: (typeof operations)[number]) =>
      [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) =>
        operation.parameters?.some((one) => one.in === 'path' && one.name === name && one.required),
      );
    expect(except(declared)).toEqual([]);
  });

  it('refers to nothing that is not there, and leaves no field without a type', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"\$ref":"#\/components\/(schemas|responses)\/(\w+)"/g)];
    expect(
      names.filter(([, kind, name]) => !(name! in document.components[kind as 'schemas'])).map(([ref]) => ref),
    ).toEqual([]);
    const untyped = (path: string, schema: Schema): string[] => [
      ...(['type', '$ref', 'anyOf', 'allOf', 'oneOf', 'enum', 'description'].some((word) => word in schema)
        ? []
        : [path]),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => untyped(`${path}.${name}`, inner)),
      ...(schema.items ? untyped(`${path}[]`, schema.items) : []),
    ];
    expect(Object.entries(document.components.schemas).flatMap(([name, schema]) => untyped(name, schema))).toEqual([]);
  });

  it('speaks OpenAPI 3.1, where null is a type', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });
});
