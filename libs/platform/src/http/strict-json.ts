/**
 * JSON as strict as a careful reader would have it: what two parsers could read differently is refused.
 * JSON.parse alone lets the last of two equal keys win, rounds big integers, and keeps lone surrogates.
 */

export class StrictJsonError extends Error {}

export interface JsonLimits {
  depth: number;
  keys: number;
}
export const JSON_LIMITS: JsonLimits = { depth: 32, keys: 10_000 };

/** Names that every object has already: a DTO could not distinguish them from its own. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
]);
const ESCAPE = 0x5c;
const QUOTE = 0x22;

/** @throws StrictJsonError (message is safe to show) */
export function parseStrictJson(text: string, limits: JsonLimits = JSON_LIMITS): unknown {
  checkDepth(text, limits.depth);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StrictJsonError('The body is not JSON.');
  }
  checkTokens(text, limits.keys);
  return value;
}

/** Index of the quote that ends the string which starts at `open`; text.length when there is none. */
export function endOfString(text: string, open: number): number {
  for (let at = open + 1; ; at++) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === ESCAPE) backslashes++;
    if (backslashes % 2 === 0) return quote;
    at = quote;
  }
}

/** Before JSON.parse, which recurses: a megabyte of "[" would cost half a second. */
export function checkDepth(text: string, limit: number): void {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfString(text, i);
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > limit) throw new StrictJsonError(`The body is nested deeper than ${limit} levels.`);
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
}

/** After JSON.parse has accepted the grammar: keys, numbers and strings one by one. */
export function checkTokens(text: string, keyLimit: number): void {
  const scopes: (Set<string> | null)[] = [];
  let keys = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x7b) scopes.push(new Set());
    else if (c === 0x5b) scopes.push(null);
    else if (c === 0x7d || c === 0x5d) scopes.pop();
    else if (c === QUOTE) {
      const end = endOfString(text, i);
      const content = checkString(text, i, end);
      const scope = scopes.at(-1);
      if (scope && isKey(text, end)) {
        if (++keys > keyLimit) throw new StrictJsonError(`The body has more than ${keyLimit} members.`);
        addKey(scope, content ?? text.slice(i + 1, end));
      }
      i = end;
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) i = checkNumber(text, i) - 1;
  }
}

function isKey(text: string, endQuote: number): boolean {
  let i = endQuote + 1;
  while (text.charCodeAt(i) <= 0x20) i++;
  return text.charCodeAt(i) === 0x3a;
}

function addKey(scope: Set<string>, key: string): void {
  if (FORBIDDEN_KEYS.has(key)) throw new StrictJsonError('The body has a member with a forbidden name.');
  if (scope.has(key)) throw new StrictJsonError('The body has the same member twice.');
  scope.add(key);
}

/** Long pictures have no escapes: those are only looked at for well-formedness. Returns the decoded text when it was decoded. */
function checkString(text: string, open: number, end: number): string | null {
  const raw = text.slice(open + 1, end);
  const decoded = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  if (!decoded.isWellFormed() || decoded.includes('\u0000'))
    throw new StrictJsonError('The body has a string with a lone surrogate or a NUL character.');
  return decoded === raw ? null : decoded;
}

function checkNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && '+-.eE0123456789'.includes(text[end]!)) end++;
  const token = text.slice(start, end);
  const value = Number(token);
  const exact = /^-?\d+$/.test(token) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!exact) throw new StrictJsonError('The body has a number that cannot be kept exactly.');
  return end;
}
