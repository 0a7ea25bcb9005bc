/** `nullable` is a word of OpenAPI 3.0 that validators read differently; 3.1 has null as a type. */
import type { Schema } from './described.js';

export function nullsAsTypes(schema: Schema): void {
  // members of a union come in the order in which the compiler met them: that is no order to show
  schema.enum?.sort();
  if (schema.nullable !== true) {
    delete schema.nullable;
    return;
  }
  delete schema.nullable;
  if (schema.allOf) {
    const { allOf } = schema;
    delete schema.allOf;
    delete schema.type;
    schema.anyOf = [allOf.length === 1 ? allOf[0]! : { allOf }, { type: 'null' }];
    return;
  }
  if (schema.enum) schema.enum = [...schema.enum, null];
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
}
