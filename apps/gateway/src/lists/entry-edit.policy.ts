/** From what a client sent to what changes on a list: every value in its one spelling, each once, nothing added and removed at once. */
import { badEntries } from './lists.errors.js';
import type { ListType } from './list.entity.js';
import { canonicalValue } from './list-value.policy.js';

const MAX_TOGETHER = 1_000;
const MAX_NAMED = 50;

const WANTED: Record<ListType, string> = {
  member: 'the UUID of a member in lower case',
  device: 'the UUID of a device in lower case',
  ip: 'an IPv4 or IPv6 address',
  external_id: 'text of 1 to 200 characters',
};

/** @throws Problem `validation_error` with every bad value */
export function editOf(
  type: ListType,
  input: { add?: string[]; remove?: string[] },
): { add: string[]; remove: string[] } {
  const { add = [], remove = [] } = input;
  const refused: { field: string; message: string }[] = [];
  if (add.length + remove.length > MAX_TOGETHER)
    refused.push({
      field: add.length > 0 ? 'add' : 'remove',
      message: `add and remove have at most ${MAX_TOGETHER} values together.`,
    });
  if (input.add === undefined && input.remove === undefined)
    refused.push({ field: 'add', message: 'add or remove must be there.' });
  const read = (field: string, values: string[]): string[] => {
    const canonical = values.map((value, index) => {
      const one = canonicalValue(type, value);
      if (one === null)
        refused.push({ field: `${field}.${index}`, message: `${field}.${index} must be ${WANTED[type]}.` });
      return one;
    });
    return [...new Set(canonical.filter((value) => value !== null))];
  };
  const edit = { add: read('add', add), remove: read('remove', remove) };
  const both = new Set(edit.add);
  if (edit.remove.some((value) => both.has(value)))
    refused.push({ field: 'remove', message: 'A value cannot be added and removed at once.' });
  if (refused.length > 0) throw badEntries(refused.slice(0, MAX_NAMED));
  return edit;
}
