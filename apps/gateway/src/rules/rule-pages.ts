/** Pages of rules: there are few, and their order is that of their turn, so they are cut in memory. */
import type { PageOf, PageQuery } from '#platform/http';
import type { Rule } from './rule.entity.js';
import { byOrder } from './rule-set.js';
import { cursorExcludesPage, strangeCursor } from './rules.errors.js';

const CURSOR = /^(\d{1,7})\.(\d{1,15})\.([0-9a-f-]{36})$/;

type Position = Pick<Rule, 'priority' | 'createdAt' | 'ruleId'>;

/** @throws Problem `validation_error` for a cursor that is none */
export function pageOfRules(rules: readonly Rule[], wanted: PageQuery): PageOf<Rule> {
  if (wanted.cursor !== undefined && wanted.page !== undefined) throw cursorExcludesPage();
  const ordered = [...rules].sort(byOrder);
  const perPage = wanted.per_page ?? 20;
  const page = wanted.cursor === undefined ? (wanted.page ?? 1) : null;
  const start = page === null ? placeAfter(ordered, open(wanted.cursor!)) : (page - 1) * perPage;
  const data = ordered.slice(start, start + perPage);
  const hasMore = ordered.length > start + perPage;
  return {
    data,
    page,
    per_page: perPage,
    total: ordered.length,
    has_more: hasMore,
    next_cursor: hasMore ? seal(data.at(-1)!) : null,
  };
}

/** The rule that the cursor names may be gone: what follows is what comes after its place. */
function placeAfter(ordered: readonly Rule[], position: Position): number {
  const next = ordered.findIndex((rule) => byOrder(rule, position) > 0 && rule.ruleId !== position.ruleId);
  return next < 0 ? ordered.length : next;
}

const seal = ({ priority, createdAt, ruleId }: Position): string =>
  Buffer.from(`${priority}.${createdAt.getTime()}.${ruleId}`).toString('base64url');

function open(cursor: string): Position {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!parts) throw strangeCursor();
  return { priority: Number(parts[1]), createdAt: new Date(Number(parts[2])), ruleId: parts[3]! };
}
