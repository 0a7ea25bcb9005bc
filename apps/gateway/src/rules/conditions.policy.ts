/** Whether a tree of conditions makes sense: checked when it is written, every fault named by a JSON pointer into the body. */
import type { ListType } from '../lists/list.entity.js';
import { type Field, fieldOf, isScalar, misfit, operatorsOf } from './fields.js';
import { OPERATORS, type Operator } from './rules.types.js';

export const MAX_DEPTH = 5;
export const MAX_LEAVES = 50;
export const MAX_VALUES = 100;
const MAX_NAMED = 50;
const MAX_LIST_NAME = 64;

export interface ConditionFault {
  /** JSON pointer (RFC 6901) into the request's body. */
  field: string;
  message: string;
}

/** Types of the project's lists by name. */
export type ListCatalogue = ReadonlyMap<string, { type: ListType }>;

/**
 * @param raw what stands at `/conditions`
 * @param lists null: as far as can be said without knowing the project
 * @returns the faults, none for a tree that can be used
 */
export function faultsOf(raw: unknown, lists: ListCatalogue | null): ConditionFault[] {
  const check = new Check(lists);
  check.group(raw, '/conditions', 1);
  if (check.leaves > MAX_LEAVES)
    check.fault('/conditions', `has ${check.leaves} conditions; at most ${MAX_LEAVES} are taken`);
  return check.faults.slice(0, MAX_NAMED);
}

class Check {
  readonly faults: ConditionFault[] = [];
  leaves = 0;

  constructor(private readonly lists: ListCatalogue | null) {}

  fault(field: string, message: string): void {
    if (this.faults.length <= MAX_NAMED) this.faults.push({ field, message: `${field} ${message}.` });
  }

  group(raw: unknown, at: string, depth: number): void {
    if (!isObject(raw)) return this.fault(at, 'must be an object with operator and rules');
    if (raw.operator !== 'AND' && raw.operator !== 'OR') this.fault(`${at}/operator`, 'must be AND or OR');
    this.onlyKeys(raw, at, ['operator', 'rules']);
    const { rules } = raw;
    if (!Array.isArray(rules) || rules.length === 0)
      return this.fault(`${at}/rules`, 'must be a list of at least one condition');
    if (rules.length > MAX_LEAVES) return this.fault(`${at}/rules`, `has more than ${MAX_LEAVES} conditions`);
    for (const [index, node] of rules.entries()) this.node(node, `${at}/rules/${index}`, depth);
  }

  private node(raw: unknown, at: string, depth: number): void {
    if (!isObject(raw)) return this.fault(at, 'must be a condition or a group of conditions');
    if (!('rules' in raw)) return this.leaf(raw, at);
    if (depth >= MAX_DEPTH) return this.fault(at, `is nested deeper than ${MAX_DEPTH} groups`);
    this.group(raw, at, depth + 1);
  }

  private leaf(raw: Record<string, unknown>, at: string): void {
    this.leaves++;
    this.onlyKeys(raw, at, ['field', 'operator', 'value']);
    const field = typeof raw.field === 'string' ? fieldOf(raw.field) : null;
    if (!field)
      this.fault(
        `${at}/field`,
        'names no field that rules can ask about; fields stand in docs/signals.md, e.g. member.id, device.id, velocity.member_5m',
      );
    const operator = OPERATORS.find((known) => known === raw.operator);
    if (!operator) return this.fault(`${at}/operator`, `must be one of ${OPERATORS.join(', ')}`);
    if (!('value' in raw)) return this.fault(`${at}/value`, 'must be there');
    if (!field) return;
    if (!operatorsOf(field.kind).includes(operator))
      return this.fault(`${at}/operator`, `does not fit ${field.name}; it takes ${operatorsOf(field.kind).join(', ')}`);
    this.value({ field, operator, value: raw.value }, `${at}/value`);
  }

  private value({ field, operator, value }: { field: Field; operator: Operator; value: unknown }, at: string): void {
    switch (operator) {
      case 'exists':
        if (typeof value !== 'boolean') this.fault(at, 'must be true or false');
        return;
      case 'in':
      case 'not_in':
        return isObject(value) ? this.listName(field, value, at) : this.values(field, value, at);
      case 'between':
        return this.range(value, at);
      case 'gt':
      case 'gte':
      case 'lt':
      case 'lte':
        if (typeof value !== 'number') this.fault(at, 'must be a number');
        return;
      case 'contains':
      case 'starts_with':
        if (typeof value !== 'string' || !isScalar(value)) this.fault(at, 'must be text of at most 500 characters');
        return;
      case 'equals':
      case 'not_equals': {
        const wanted = misfit(field, value);
        if (wanted) this.fault(at, `must be ${wanted}`);
      }
    }
  }

  private values(field: Field, value: unknown, at: string): void {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VALUES)
      return this.fault(at, `must be a list of 1 to ${MAX_VALUES} values, or {"list": "name"}`);
    for (const [index, one] of value.entries()) {
      const wanted = misfit(field, one);
      if (wanted) this.fault(`${at}/${index}`, `must be ${wanted}`);
    }
  }

  private range(value: unknown, at: string): void {
    const [low, high] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : [];
    if (typeof low !== 'number' || typeof high !== 'number')
      return this.fault(at, 'must be two numbers, the lower one first');
    if (low > high) this.fault(at, 'must have the lower number first');
  }

  private listName(field: Field, value: Record<string, unknown>, at: string): void {
    this.onlyKeys(value, at, ['list']);
    if (typeof value.list !== 'string' || value.list.length > MAX_LIST_NAME)
      return this.fault(`${at}/list`, 'must be the name of a list');
    if (!field.list) return this.fault(at, `must be a list of values: there are no lists for ${field.name}`);
    if (!this.lists) return;
    const known = this.lists.get(value.list);
    if (!known) return this.fault(`${at}/list`, 'names no list of this project');
    if (known.type !== field.list)
      this.fault(`${at}/list`, `names a list of type ${known.type}; ${field.name} needs one of type ${field.list}`);
  }

  private onlyKeys(raw: Record<string, unknown>, at: string, known: string[]): void {
    for (const key of Object.keys(raw))
      if (!known.includes(key)) this.fault(`${at}/${pointerPart(key)}`, 'is no field here');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const pointerPart = (key: string): string => key.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1');
