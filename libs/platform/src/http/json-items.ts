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
  for (let i = 0, depth = 0, key: unknown = null; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"') {
      const end = endOfString(text, i);
      if (depth === 1) key = JSON.parse(text.slice(i, end + 1));
      i = end;
    } else if (c === '[' && depth === 1 && key === list) return entriesFrom(text, i + 1);
    else depth += depthChange(c);
  }
  return [];
}

/** The entries of the array whose text begins at `at`, behind its bracket. */
function entriesFrom(text: string, at: number): Span[] {
  const spans: Span[] = [];
  let start = -1;
  for (let i = at, depth = 0; ; i++) {
    const c = text[i]!;
    const isEnd = depth === 0 && (c === ',' || c === ']');
    if (isEnd && start >= 0) spans.push({ start, end: i });
    if (isEnd && c === ']') return spans;
    if (isEnd) start = -1;
    else if (start < 0 && c > ' ') start = i;
    if (c === '"') i = endOfString(text, i);
    else depth += depthChange(c);
  }
}

const depthChange = (c: string): number => (c === '{' || c === '[' ? 1 : c === '}' || c === ']' ? -1 : 0);
