import { parseStrictJson, StrictJsonError } from './strict-json.js';

const refuses = (text: string) => expect(() => parseStrictJson(text)).toThrow(StrictJsonError);

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    const text = '{"a":[1,-2.5e3,{"b":"x\\"y\\\\"}],"c":null,"d":true,"\\u00e9":"\\ud83d\\ude00"}';
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    expect(parseStrictJson('{"a":{"x":1},"b":{"x":2}}')).toEqual({ a: { x: 1 }, b: { x: 2 } });
    expect(parseStrictJson('{"a":["b","b"],"b":1}')).toEqual({ a: ['b', 'b'], b: 1 });
  });

  it('refuses the same member twice, also when one is spelt with an escape', () => {
    refuses('{"a":1,"a":2}');
    refuses('{"a":1,"\\u0061":2}');
    refuses('{"o":{"a":1 , "a" : 2}}');
  });

  it('refuses names that reach for the prototype', () => {
    refuses('{"__proto__":{"isAdmin":true}}');
    refuses('{"metadata":{"__proto__":{"x":1}}}');
    refuses('{"\\u005f_proto__":1}');
  });

  it('refuses numbers that would be rounded', () => {
    refuses('{"n":9007199254740993}');
    refuses('{"n":1e400}');
    expect(parseStrictJson('{"n":9007199254740991,"m":0.1}')).toEqual({ n: 9007199254740991, m: 0.1 });
  });

  it('refuses lone surrogates and NUL', () => {
    refuses('{"name":"\\ud800"}');
    refuses('{"name":"a\\u0000b"}');
  });

  it('refuses what is too deep or has too many members, quickly', () => {
    refuses('['.repeat(1_000_000) + ']'.repeat(1_000_000));
    refuses('{"a":'.repeat(33) + '1' + '}'.repeat(33));
    expect(parseStrictJson('{"a":'.repeat(32) + '1' + '}'.repeat(32))).toBeDefined();
    refuses(`{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join(',')}}`);
  });

  it('refuses what is not JSON', () => {
    for (const text of ['', '{}x', '{"a":NaN}', '{"a":0x10}', '{/**/}', '{"a":1,}', "{'a':1}", '"open', '"\\'])
      refuses(text);
  });
});
