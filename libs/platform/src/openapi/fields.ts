/** Formats: of inputs as their validators check them, of everything else by the law that ids and times are named so. */
import { getMetadataStorage } from 'class-validator';
import type { OpenApiDocument, Parameter, Schema } from './described.js';

/** What a validator's name says about the schema of a field. */
const BY_VALIDATOR: Record<string, Partial<Schema>> = {
  isInt: { type: 'integer' },
  isId: { format: 'uuid' },
  isInstant: { format: 'date-time' },
  isEmail: { format: 'email' },
};

/** Names that end like an id and are the client's own words. */
const CLIENTS_WORDS = new Set(['external_id']);
const TIMES = /(_at|^start|^end|^from|^to|^timestamp|^server_time)$/;
const WHOLE =
  /^(version|.*_version|.*_count|count|number|seq|counter|interval|expires_in|.*_s|captures_required|captures_accepted)$/;

export function describeFields(document: OpenApiDocument): void {
  const validated = validatorsByClass();
  for (const [name, schema] of Object.entries(document.components.schemas))
    for (const [field, inner] of Object.entries(schema.properties ?? {})) {
      const checks = validated.get(name)?.get(field);
      if (checks) for (const check of checks) learn(inner, check);
      else byName(field, inner);
    }
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
    for (const parameter of operation.parameters ?? []) describeParameter(parameter);
}

function describeParameter({ in: place, name, schema }: Parameter): void {
  if (schema && (place === 'path' || place === 'query')) byName(name, schema);
}

function learn(schema: Schema, validator: string): void {
  const known = BY_VALIDATOR[validator];
  if (!known) return;
  const target = schema.type === 'array' ? schema.items! : schema;
  Object.assign(target, { ...known, ...(target.format ? { format: target.format } : {}) });
}

function byName(field: string, schema: Schema): void {
  if (schema.type === 'array' && schema.items && field.endsWith('_ids'))
    return byName(field.slice(0, -1), schema.items);
  if (schema.type === 'number' && WHOLE.test(field)) schema.type = 'integer';
  if (schema.type !== 'string' || schema.format || schema.enum) return;
  if (field.endsWith('_id') && !CLIENTS_WORDS.has(field)) schema.format = 'uuid';
  else if (TIMES.test(field)) schema.format = 'date-time';
}

/** Class name → field → names of the checks, of base classes too. */
function validatorsByClass(): Map<string, Map<string, string[]>> {
  const storage = getMetadataStorage();
  const targets = (storage as unknown as { validationMetadatas: Map<new () => object, unknown> }).validationMetadatas;
  const classes = new Map<string, Map<string, string[]>>();
  for (const target of targets.keys()) {
    const fields = new Map<string, string[]>();
    for (const { propertyName, name, type } of storage.getTargetValidationMetadatas(target, '', false, false))
      fields.set(propertyName, [...(fields.get(propertyName) ?? []), name ?? type]);
    classes.set(target.name, fields);
  }
  return classes;
}
