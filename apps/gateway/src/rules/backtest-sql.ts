/** A tree of conditions as SQL: what the compiled function says of a scan of today, the database says of those of the past. */
import { type Column, columnOf, type ColumnSource } from './backtest-columns.js';
import { BrokenRule } from './compile.policy.js';
import type { ListsByName } from './rule-set.js';
import { isTree, type Leaf, type ListName, type Scalar, type ConditionTree } from './rules.types.js';

/** Values of a statement, numbered as they come. */
export class Bindings {
  readonly values: unknown[] = [];
  readonly bind = (value: unknown): string => `$${this.values.push(value)}`;
}

export interface BacktestQuery {
  /** A condition over `s` and the tables that `needs` names; null where false is meant. */
  sql: string;
  needs: ReadonlySet<ColumnSource>;
  caveats: ReadonlySet<NonNullable<Column['caveat']> | 'lists'>;
}

/** @throws BrokenRule for what cannot be asked */
export function questionOf(tree: ConditionTree, lists: ListsByName, bindings: Bindings): BacktestQuery {
  const asking = new QueryColumns(lists, bindings);
  const sql = asking.group(tree);
  return { sql, needs: asking.needs, caveats: asking.caveats };
}

class QueryColumns {
  readonly needs = new Set<ColumnSource>();
  readonly caveats = new Set<NonNullable<Column['caveat']> | 'lists'>();
  private readonly columns = new Map<string, Column>();

  constructor(
    private readonly lists: ListsByName,
    private readonly bindings: Bindings,
  ) {}

  group({ operator, rules }: ConditionTree): string {
    if (!Array.isArray(rules) || rules.length === 0 || (operator !== 'AND' && operator !== 'OR'))
      throw new BrokenRule('A group without sense.');
    return `(${rules.map((node) => (isTree(node) ? this.group(node) : this.leaf(node))).join(` ${operator} `)})`;
  }

  private leaf(leaf: Leaf): string {
    const column = this.column(leaf.field);
    if (leaf.operator !== 'in' && leaf.operator !== 'not_in') return this.comparison(column, leaf);
    const not = leaf.operator === 'not_in' ? 'NOT ' : '';
    if (Array.isArray(leaf.value)) return `(${column.sql} IS NOT NULL AND ${not}${this.among(column, leaf.value)})`;
    return this.listed(column, (leaf.value as ListName).list, not);
  }

  private column(name: string): Column {
    let column = this.columns.get(name);
    if (!column) this.columns.set(name, (column = columnOf(name, this.bindings.bind)));
    for (const need of column.needs) this.needs.add(need);
    if (column.caveat) this.caveats.add(column.caveat);
    return column;
  }

  /** As the list was when the scan was judged. */
  private listed({ sql, field }: Column, name: string, not: string): string {
    this.caveats.add('lists');
    const list = this.lists.get(name);
    if (!list || list.type !== field.list) return 'false';
    const listId = this.bindings.bind(list.listId);
    return `(${sql} IS NOT NULL AND ${not}EXISTS (SELECT 1 FROM list_entries e WHERE e.list_id = ${listId}::uuid AND e.value = ${sql}
      AND e.added_at <= s.created_at AND coalesce(least(e.ended_at, e.expires_at), 'infinity') > s.created_at))`;
  }

  private among({ sql, field }: Column, values: Scalar[]): string {
    if (field.kind === 'any') return `${this.bindings.bind(JSON.stringify(values))}::jsonb @> ${sql}`;
    return `${sql} = ANY (${this.bindings.bind(values)}::${field.kind === 'number' ? 'float8' : 'text'}[])`;
  }

  private comparison({ sql, field }: Column, { operator, value }: Leaf): string {
    const free = field.kind === 'any';
    const bound = () => this.bind(field.kind, value);
    const number = free ? `(CASE WHEN jsonb_typeof(${sql}) = 'number' THEN (${sql})::float8 END)` : sql;
    const text = free ? `(CASE WHEN jsonb_typeof(${sql}) = 'string' THEN ${sql} #>> '{}' END)` : sql;
    const limit = (one: unknown) => `${this.bindings.bind(one)}::float8`;
    const words = () => `${this.bindings.bind(value)}::text`;
    switch (operator) {
      case 'equals':
        return `${sql} = ${bound()}`;
      case 'not_equals':
        return `${sql} <> ${bound()}`;
      case 'exists':
        return `${sql} IS ${value === true ? 'NOT ' : ''}NULL`;
      case 'contains':
        return `position(${words()} IN ${text}) > 0`;
      case 'starts_with':
        return `starts_with(${text}, ${words()})`;
      case 'between': {
        const [low, high] = value as [number, number];
        return `${number} BETWEEN ${limit(low)} AND ${limit(high)}`;
      }
      case 'gt':
        return `${number} > ${limit(value)}`;
      case 'gte':
        return `${number} >= ${limit(value)}`;
      case 'lt':
        return `${number} < ${limit(value)}`;
      case 'lte':
        return `${number} <= ${limit(value)}`;
      default:
        throw new BrokenRule('There is no such operator.');
    }
  }

  private bind(kind: Column['field']['kind'], value: unknown): string {
    switch (kind) {
      case 'any':
        return `${this.bindings.bind(JSON.stringify(value))}::jsonb`;
      case 'number':
        return `${this.bindings.bind(value)}::float8`;
      case 'boolean':
        return `${this.bindings.bind(value)}::boolean`;
      default:
        return `${this.bindings.bind(value)}::text`;
    }
  }
}
