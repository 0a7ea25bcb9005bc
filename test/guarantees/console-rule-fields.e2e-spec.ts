/** The rule editor's menus say what the gateway takes. */
import { fieldOf as gatewayField, operatorsOf } from '../../apps/gateway/src/rules/fields.js';
import { FIELDS, fieldOf, FREE_PREFIXES, OPERATORS_OF } from '../../apps/console/src/rules/fields.js';

describe('the fields of the rule editor', () => {
  it.each(FIELDS.map((field) => [field.name, field] as const))('%s is what the gateway knows by it', (name, field) => {
    const known = gatewayField(name);
    expect(known).toMatchObject({ kind: field.kind });
    expect([...(known!.choices ?? [])]).toEqual([...(field.choices ?? [])]);
    expect(known!.list).toBe(field.list);
    expect([...OPERATORS_OF[field.kind]].sort()).toEqual([...operatorsOf(field.kind)].sort());
  });

  it.each(FREE_PREFIXES.map((prefix) => [`${prefix}floor`]))('%s is free on both sides', (name) => {
    expect(gatewayField(name)?.kind).toBe('any');
    expect(fieldOf(name)?.kind).toBe('any');
  });
});
