/**
 * Bodies that carry a list whose entries are judged one by one: an entry that strict JSON refuses is marked, and the
 * entries beside it are read as ever.
 */
import { checkDepth, checkTokens, endOfString, JSON_LIMITS, type JsonLimits, StrictJsonError } from './strict-json.js';

/** Stands where an entry could not be read. */
export class MalformedItem {
  constructor(readonly message: string) {}
}

/** One entry may be nested too deeply without the body being refused; this bounds what is parsed at all. */
const MAX_PARSED_DEPTH = 256;

interface Span {
  start: number;
  end: number;
}

/**
 * @param list name of the member of the body's object that holds the entries
 * @throws StrictJsonError for a fault outside of the entries
 */
export function parseStrictItems(text: string, list: string, limits: JsonLimits = JSON_LIMITS): unknown {
  checkDepth(text, MAX_PARSED_DEPTH);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new StrictJsonError('The body is not JSON.');
  }
  const spans = itemSpans(text, list);
  check(without(text, spans), limits);
  const items = (body as Record<string, unknown> | null)?.[list];
  if (!Array.isArray(items)) return body;
  for (const [index, span] of spans.entries()) {
    try {
      check(text.slice(span.start, span.end), limits);
    } catch (error) {
      if (!(error instanceof StrictJsonError)) throw error;
      items[index] = new MalformedItem(error.message);
    }
  }
  return body;
}

function check(text: string, limits: JsonLimits): void {
  checkDepth(text, limits.depth);
  checkTokens(text, limits.keys);
}

/** The body with 0 in the place of every entry. */
function without(text: string, spans: readonly Span[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of spans) {
    rest += `${text.slice(from, start)}0`;
    from = end;
  }
  return rest + text.slice(from);
}

/** Where the entries of the body's member `list` stand; the text is known to be JSON. */
function itemSpans(text: string, list: string): Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let key: string | null = null;
  let inList = false;
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"') {
      const end = endOfString(text, i);
      if (depth === 1) key = JSON.parse(text.slice(i, end + 1)) as string;
      if (inList && depth === 2 && start < 0) start = i;
      i = end;
    } else if (c === '{' || c === '[') {
      if (inList && depth === 2 && start < 0) start = i;
      depth++;
      if (depth === 2 && c === '[' && key === list) inList = true;
    } else if (c === '}' || c === ']') {
      if (inList && depth === 2) {
        if (start >= 0) spans.push({ start, end: i });
        return spans;
      }
      depth--;
    } else if (inList && depth === 2) {
      if (c === ',') {
        spans.push({ start, end: i });
        start = -1;
      } else if (start < 0 && c > ' ') start = i;
    }
  }
  return spans;
}
