/** A project's rules, ready to be asked: in their order, compiled together, with what has to be known before they can be. */
import type { List } from '../lists/list.entity.js';
import type { Verdict } from '../scans/scan-result.entity.js';
import { BrokenRule, compile, InputSlots, type Test, type Values } from './compile.policy.js';
import type { Field } from './fields.js';
import type { SideEffect, ConditionTree } from './rules.types.js';

/** A rule as stored, of those that are asked. */
export interface StoredRule {
  ruleId: string;
  priority: number;
  status: 'live' | 'monitor';
  conditions: ConditionTree;
  verdict: Verdict;
  sideEffects: SideEffect[];
  createdAt: Date;
}

export interface CompiledRule {
  ruleId: string;
  verdict: Verdict;
  sideEffects: SideEffect[];
  /** The reason, when the rule cannot be asked. */
  test: Test | BrokenRule;
}

export interface ReferencedList {
  listId: string;
  slot: number;
}

export interface RuleSet {
  version: bigint;
  live: readonly CompiledRule[];
  watched: readonly CompiledRule[];
  slots: InputSlots;
  lists: readonly ReferencedList[];
}

export type ListsByName = ReadonlyMap<string, Pick<List, 'listId' | 'type'>>;

export function makeRuleSet(version: bigint, stored: readonly StoredRule[], lists: ListsByName): RuleSet {
  const slots = new InputSlots();
  const asked = new Map<string, ReferencedList>();
  const findList = (name: string, field: Field): string | null => {
    const list = lists.get(name);
    if (!list || list.type !== field.list) return null;
    asked.set(list.listId, { listId: list.listId, slot: slots.of(field.name).slot });
    return list.listId;
  };
  const make = (status: StoredRule['status']): CompiledRule[] =>
    stored
      .filter((rule) => rule.status === status)
      .sort(byOrder)
      .map(({ ruleId, verdict, sideEffects, conditions }) => ({
        ruleId,
        verdict,
        sideEffects,
        test: tryToCompile(conditions, slots, findList),
      }));
  return { version, live: make('live'), watched: make('monitor'), slots, lists: [...asked.values()] };
}

/** Lowest priority first, then age. */
export function byOrder(
  a: Pick<StoredRule, 'priority' | 'createdAt' | 'ruleId'>,
  b: Pick<StoredRule, 'priority' | 'createdAt' | 'ruleId'>,
): number {
  return a.priority - b.priority || a.createdAt.getTime() - b.createdAt.getTime() || (a.ruleId < b.ruleId ? -1 : 1);
}

export interface EvaluationOutcome {
  /** Null: no live rules. */
  verdict: Verdict | null;
  decidedBy: CompiledRule | null;
  watched: CompiledRule[];
  /** The live rule that could not be asked when its turn came. */
  broken: CompiledRule | null;
}

/** The first live match decides; none: allow. A rule that cannot be asked when its turn comes: challenge. */
export function ask(set: RuleSet, values: Values, onLists: ReadonlySet<string>): EvaluationOutcome {
  const watched = set.watched.filter(({ test }) => typeof test === 'function' && test(values, onLists));
  for (const rule of set.live) {
    if (typeof rule.test !== 'function') return { verdict: 'challenge', decidedBy: null, watched, broken: rule };
    if (rule.test(values, onLists)) return { verdict: rule.verdict, decidedBy: rule, watched, broken: null };
  }
  return { verdict: set.live.length > 0 ? 'allow' : null, decidedBy: null, watched, broken: null };
}

function tryToCompile(
  tree: ConditionTree,
  slots: InputSlots,
  findList: (name: string, field: Field) => string | null,
): Test | BrokenRule {
  try {
    return compile(tree, slots, findList);
  } catch (error) {
    return error instanceof BrokenRule ? error : new BrokenRule('It is not a rule that can be read.', { cause: error });
  }
}
