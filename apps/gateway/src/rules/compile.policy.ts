/** A tree of conditions becomes a function once, when the rule changes: a scan only asks it. */
import { type Field, fieldOf } from './fields.js';
import { type RuleInputs, isTree, type Leaf, type ListName, type Scalar, type ConditionTree } from './rules.types.js';

/** What a project's rules ask of a scan, each field read once however many rules ask for it. */
export type Values = readonly unknown[];

/** @param onLists ids of the lists that the scan's member, device, address or external id stands on */
export type Test = (values: Values, onLists: ReadonlySet<string>) => boolean;

/** The id of a list by name; null for one that is not there, or is of another type than the field asks for. */
export type ListFinder = (name: string, field: Field) => string | null;

export class BrokenRule extends Error {}

/** Places of fields in `Values`, shared by the rules of a project. */
export class InputSlots {
  private readonly slots = new Map<string, number>();
  private readonly fields: Field[] = [];

  /** @throws BrokenRule for a field that is no more */
  of(name: string): { slot: number; field: Field } {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      const field = fieldOf(name);
      if (!field) throw new BrokenRule(`There is no field ${name}.`);
      slot = this.fields.push(field) - 1;
      this.slots.set(name, slot);
    }
    return { slot, field: this.fields[slot]! };
  }

  asks(prefix: string): boolean {
    return this.fields.some((field) => field.name.startsWith(prefix));
  }

  read(facts: RuleInputs): Values {
    return this.fields.map((field) => field.read(facts) ?? null);
  }
}

/** @throws BrokenRule for what cannot have been written by us */
export function compile(tree: ConditionTree, slots: InputSlots, findList: ListFinder): Test {
  if (!Array.isArray(tree.rules) || tree.rules.length === 0) throw new BrokenRule('A group without conditions.');
  const tests = tree.rules.map((node) =>
    isTree(node) ? compile(node, slots, findList) : compileLeaf(node, slots, findList),
  );
  if (tests.length === 1) return tests[0]!;
  switch (tree.operator) {
    case 'AND':
      return (values, onLists) => {
        for (const test of tests) if (!test(values, onLists)) return false;
        return true;
      };
    case 'OR':
      return (values, onLists) => {
        for (const test of tests) if (test(values, onLists)) return true;
        return false;
      };
    default:
      throw new BrokenRule('A group is AND or OR.');
  }
}

const never: Test = () => false;

/** What is not there matches nothing but `exists: false`. */
function compileLeaf(leaf: Leaf, slots: InputSlots, findList: ListFinder): Test {
  const { slot, field } = slots.of(leaf.field);
  if (leaf.operator === 'in' || leaf.operator === 'not_in') {
    if (!Array.isArray(leaf.value)) return compileListed(leaf, { slot, field }, findList);
    const among = new Set<unknown>(leaf.value);
    return leaf.operator === 'in'
      ? (values) => among.has(values[slot])
      : (values) => values[slot] !== null && !among.has(values[slot]);
  }
  return compileComparison(leaf, slot);
}

/** A list that is not there disarms its condition: `not_in` then matches as little as `in`. */
function compileListed(leaf: Leaf, { slot, field }: { slot: number; field: Field }, findList: ListFinder): Test {
  const { list } = leaf.value as ListName;
  if (typeof list !== 'string') throw new BrokenRule('A list without a name.');
  const listId = findList(list, field);
  if (listId === null) return never;
  return leaf.operator === 'in'
    ? (_values, onLists) => onLists.has(listId)
    : (values, onLists) => values[slot] !== null && !onLists.has(listId);
}

function compileComparison({ operator, value }: Leaf, slot: number): Test {
  const bound = value as Scalar;
  switch (operator) {
    case 'equals':
      return (values) => values[slot] === bound;
    case 'not_equals':
      return (values) => values[slot] !== null && values[slot] !== bound;
    case 'exists':
      return bound === true ? (values) => values[slot] !== null : (values) => values[slot] === null;
    case 'contains':
      return (values) => typeof values[slot] === 'string' && values[slot].includes(bound as string);
    case 'starts_with':
      return (values) => typeof values[slot] === 'string' && values[slot].startsWith(bound as string);
    case 'between': {
      const [low, high] = value as [number, number];
      return (values) => typeof values[slot] === 'number' && values[slot] >= low && values[slot] <= high;
    }
    case 'gt':
      return (values) => typeof values[slot] === 'number' && values[slot] > (bound as number);
    case 'gte':
      return (values) => typeof values[slot] === 'number' && values[slot] >= (bound as number);
    case 'lt':
      return (values) => typeof values[slot] === 'number' && values[slot] < (bound as number);
    case 'lte':
      return (values) => typeof values[slot] === 'number' && values[slot] <= (bound as number);
    default:
      throw new BrokenRule('There is no such operator.');
  }
}
