/** The fields of an HTML form; one that stands there several times becomes a list. */
import { FORBIDDEN_KEYS } from './strict-json.js';

/** Names that every object has already are left out: no form of ours has them. */
export function parseForm(body: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (FORBIDDEN_KEYS.has(name)) continue;
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  }
  return form;
}
