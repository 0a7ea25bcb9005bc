/** A rule while it is being written: every value is still text; what the API takes is made at the end. */
import { fieldOf, type Kind } from './fields.ts';

export interface LeafDraft {
  key: number;
  field: string;
  operator: string;
  text: string;
  /** Upper end of `between`. */
  upper: string;
  /** Name of a list, for `in` and `not_in`. */
  list: string;
}
export interface GroupDraft {
  key: number;
  operator: 'AND' | 'OR';
  rules: NodeDraft[];
}
export type NodeDraft = LeafDraft | GroupDraft;

export const isGroup = (node: NodeDraft): node is GroupDraft => 'rules' in node;

let keys = 0;
export const newLeaf = (): LeafDraft => ({
  key: ++keys,
  field: 'result',
  operator: 'equals',
  text: 'matched',
  upper: '',
  list: '',
});
export const newGroup = (): GroupDraft => ({ key: ++keys, operator: 'AND', rules: [newLeaf()] });

/** From what the API answers. */
export function draftOf(raw: unknown): GroupDraft {
  const node = read(raw);
  return isGroup(node) ? node : { key: ++keys, operator: 'AND', rules: [node] };
}

function read(raw: unknown): NodeDraft {
  const node = (raw ?? {}) as Record<string, unknown>;
  if (Array.isArray(node.rules))
    return { key: ++keys, operator: node.operator === 'OR' ? 'OR' : 'AND', rules: node.rules.map(read) };
  const leaf = { ...newLeaf(), field: String(node.field), operator: String(node.operator) };
  const { value } = node;
  if (leaf.operator === 'between' && Array.isArray(value))
    return { ...leaf, text: String(value[0]), upper: String(value[1]) };
  if (Array.isArray(value)) return { ...leaf, text: value.map((one) => shown(one, leaf.field)).join(', ') };
  if (typeof value === 'object' && value !== null)
    return { ...leaf, text: '', list: (value as { list?: string }).list ?? '' };
  return { ...leaf, text: leaf.operator === 'exists' ? String(value) : shown(value, leaf.field) };
}

/** Free metadata keeps its type: the text `7` is written with quotes. */
function shown(value: unknown, field: string): string {
  const free = fieldOf(field)?.kind === 'any';
  return free && typeof value === 'string' && scalar('any', value) !== value ? JSON.stringify(value) : String(value);
}

/** What the API takes. */
export function conditionsOf(node: NodeDraft): Record<string, unknown> {
  if (isGroup(node)) return { operator: node.operator, rules: node.rules.map(conditionsOf) };
  return { field: node.field, operator: node.operator, value: valueOf(node) };
}

function valueOf({ field, operator, text, upper, list }: LeafDraft): unknown {
  const kind = fieldOf(field)?.kind ?? 'text';
  switch (operator) {
    case 'exists':
      return text !== 'false';
    case 'between':
      return [numberOr(text), numberOr(upper)];
    case 'in':
    case 'not_in':
      return list
        ? { list }
        : text
            .split(',')
            .map((one) => scalar(kind, one.trim()))
            .filter((one) => one !== '');
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return numberOr(text);
    case 'contains':
    case 'starts_with':
      return text;
    default:
      return scalar(kind, text.trim());
  }
}

function scalar(kind: Kind, text: string): unknown {
  if (kind === 'number') return numberOr(text);
  if (kind === 'boolean') return text === 'true';
  if (kind !== 'any') return text;
  try {
    const value: unknown = JSON.parse(text);
    return ['string', 'number', 'boolean'].includes(typeof value) ? value : text;
  } catch {
    return text;
  }
}

/** Text that is no number stays text, so that the gateway can say what is wrong with it. */
const numberOr = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);

export function firstValue(field: string, operator: string): string {
  const known = fieldOf(field);
  if (operator === 'exists' || known?.kind === 'boolean') return 'true';
  return known?.choices?.[0] ?? '';
}
