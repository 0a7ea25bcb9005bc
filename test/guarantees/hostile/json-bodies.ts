/** Bodies that are malformed, oversized or two-faced: our own list beside the vectors. */
import type { Vector } from './vectors.js';

export interface HostileBody {
  id: string;
  body: Buffer;
  allowed: number[];
  contentType?: string;
}

const MALFORMED = [400, 413, 415, 422];
const text = (value: string) => Buffer.from(value);

/** What the vectors describe, as bytes. Vectors that need a certain route are left to their own tests. */
export function bodiesOf(vector: Vector): HostileBody[] {
  const allowed = vector.expect.status;
  const one = (body: Buffer, suffix = ''): HostileBody => ({ id: vector.id + suffix, body, allowed });
  const gen = vector.gen as
    { open?: string; mid?: string; close?: string; n?: number; keys?: number; encoding?: string } | undefined;
  if (gen?.open !== undefined)
    return [one(text(gen.open.repeat(gen.n!) + (gen.mid ?? '') + gen.close!.repeat(gen.n!)))];
  if (gen?.keys !== undefined)
    return [one(text(`{${Array.from({ length: gen.keys }, (_, i) => `"k${i}":1`).join()}}`))];
  if (gen?.encoding === 'utf16le') return [one(Buffer.from('{"name":"x"}', 'utf16le'))];
  const alone = new Set(['json-29', 'json-33', 'json-35', 'json-37', 'json-47']); // values of certain fields
  if (vector.variants && !alone.has(vector.id)) return vector.variants.map((variant, i) => one(text(variant), `/${i}`));
  if (typeof vector.body === 'string' && vector.id !== 'json-43') return [one(text(vector.body))];
  return [];
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

export const OUR_BODIES: HostileBody[] = (
  [
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"name":"x"}', 'utf16le')])],
    ['UTF-16BE', Buffer.from('{"name":"x"}', 'utf16le').swap16()],
    ['UTF-32', Buffer.from([...'{"name":"x"}'].flatMap((c) => [c.charCodeAt(0), 0, 0, 0]))],
    ['UTF-8 with a mark', Buffer.concat([bom, text('{"name":"x"}')])],
    ['overlong UTF-8', Buffer.concat([text('{"name":"'), Buffer.from([0xc0, 0xaf]), text('"}')])],
    ['a surrogate in UTF-8', Buffer.concat([text('{"name":"'), Buffer.from([0xed, 0xa0, 0x80]), text('"}')])],
    ['Latin-1', Buffer.from('{"name":"\xe9"}', 'latin1')],
    ['an array', text('[]')],
    ['an array of objects', text('[{"name":"x"}]')],
    ['a string', text('"name"')],
    ['a number', text('7')],
    ['true', text('true')],
    ['only blanks', text('  \n\t ')],
    ['a form', text('name=x&project_ids=')],
    ['XML', text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')],
    ['YAML', text('name: x\n')],
    ['two values', text('{"name":"x"}{"name":"y"}')],
    ['a NUL after it', text('{"name":"x"}\u0000')],
    ['a NUL before it', text('\u0000{"name":"x"}')],
    ['a NUL in a name', text('{"na\\u0000me":"x"}')],
    ['a control character in a string', text('{"name":"a\u0001b"}')],
    ['a raw line break in a string', text('{"name":"a\nb"}')],
    ['an open string', text('{"name":"x')],
    ['an open object', text('{"name":"x"')],
    ['a lone surrogate, low', text('{"name":"\\udc00"}')],
    ['surrogates the wrong way round', text('{"name":"\\udc00\\ud800"}')],
    ['a lone surrogate as a name', text('{"\\ud800":1}')],
    ['a bad escape', text('{"name":"\\x41"}')],
    ['a short escape', text('{"name":"\\u12"}')],
    ['constructor.prototype', text('{"constructor":{"prototype":{"isAdmin":true}}}')],
    ['an escaped __proto__', text('{"__pro\\u0074o__":{"isAdmin":true}}')],
    ['the same member, one escaped', text('{"name":"x","n\\u0061me":"y"}')],
    ['a huge number', text('{"name":1e309}')],
    ['a number of 100,000 digits', text(`{"name":${'9'.repeat(99_000)}}`)],
    ['a number with a leading zero', text('{"name":01}')],
    ['a number with a plus', text('{"name":+1}')],
    ['a bare point', text('{"name":.5}')],
    ['-Infinity', text('{"name":-Infinity}')],
    ['undefined', text('{"name":undefined}')],
    ['depth of objects in arrays', text('[{"a":'.repeat(500) + '1' + '}]'.repeat(500))],
    ['100,000 opening braces', text('{"a":'.repeat(20_000))],
    ['a list of 50,000 zeros', text(`{"name":[${'0,'.repeat(49_000)}0]}`)],
    ['a name of 90 KB', text(`{"${'n'.repeat(90_000)}":1}`)],
    ['vertical tab as a blank', text('{\u000b"name":"x"}')],
    ['no-break space as a blank', text('{\u00a0"name":"x"}')],
    ['a hash comment', text('# x\n{"name":"x"}')],
    ['JSON with a line-separator prefix', text(')]}\',\n{"name":"x"}')],
  ] as [string, Buffer][]
).map(([id, body]) => ({ id: `our body: ${id}`, body, allowed: MALFORMED }));

const fine = text('{"name":"x"}');
export const OUR_TYPES: HostileBody[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
  'application/vnd.api+json',
  'text/json',
  'application/jsonp',
  'application',
  '/',
  'application/json, text/plain',
  '"application/json"',
].map((contentType) => ({ id: `our type: ${contentType}`, body: fine, contentType, allowed: [400, 415] }));
