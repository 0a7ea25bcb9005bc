/** A body with a list of things: one that cannot be read is marked, the others are read. */
import fc from 'fast-check';
import { MalformedItem, parseStrictItems } from './json-items.js';
import { parseStrictJson, StrictJsonError } from './strict-json.js';

const kindsOf = (text: string): string[] =>
  (parseStrictItems(text, 'scans') as { scans: unknown[] }).scans.map((item) =>
    item instanceof MalformedItem ? 'malformed' : JSON.stringify(item),
  );

describe('a list whose entries are judged one by one', () => {
  it.each([
    ['a number that cannot be kept exactly', '{"counter":9007199254740993}'],
    ['a member that stands there twice', '{"a":1,"a":2}'],
    ['a member with a forbidden name', '{"__proto__":1}'],
    ['a NUL character', String.raw`{"a":"\u0000"}`],
    ['a lone surrogate', String.raw`["\ud800"]`],
    ['a bare number that cannot be kept exactly', '1e999'],
    ['too many levels', `${'['.repeat(40)}${']'.repeat(40)}`],
  ])('marks an entry with %s and reads its neighbours', (_what, bad) => {
    expect(kindsOf(`{"a":"]}","scans" : [ {"n":1}, ${bad} ,"x,y"]}`)).toEqual(['{"n":1}', 'malformed', '"x,y"']);
  });

  it('refuses the body for a fault outside of the entries', () => {
    for (const text of ['{"scans":[1],"scans":[1]}', '{"n":9007199254740993,"scans":[]}', '{"scans":[1}'])
      expect(() => parseStrictItems(text, 'scans')).toThrow(StrictJsonError);
  });

  it('reads every strict body as the strict parser does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.array(fc.jsonValue({ maxDepth: 3 })), (other, scans) => {
        const text = JSON.stringify({ other, scans }, null, 1);
        let strict: unknown;
        try {
          strict = parseStrictJson(text);
        } catch {
          return; // a name or a number that strict JSON does not take
        }
        expect(parseStrictItems(text, 'scans')).toEqual(strict);
      }),
    );
  });
});
