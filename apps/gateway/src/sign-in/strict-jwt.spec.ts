import fc from 'fast-check';
import { firebaseClaims } from '../../../../test/firebase/offline-google.js';
import { InvalidIdToken } from './sign-in.errors.js';
import { ID_TOKEN_LIMITS, readIdToken, type TokenRules } from './strict-jwt.js';

const NOW_MS = Date.parse('2026-11-22T12:00:00.000Z');
const NOW_S = NOW_MS / 1000;
const RULES: TokenRules = { algorithm: 'RS256', projectId: 'thenar' };
const HEADER = { alg: 'RS256', kid: 'key-1', typ: 'JWT' };
const SIGNATURE = Buffer.alloc(256, 7).toString('base64url');

const encode = (text: string | Buffer) => Buffer.from(text as string).toString('base64url');
const tokenOf = (header: object | string, payload: object | string, signature = SIGNATURE) =>
  [header, payload]
    .map((part) => encode(typeof part === 'string' ? part : JSON.stringify(part)))
    .concat(signature)
    .join('.');
const withClaims = (changes: object) => tokenOf(HEADER, { ...firebaseClaims('thenar', NOW_MS), ...changes });
const withHeader = (header: object | string) => tokenOf(header, firebaseClaims('thenar', NOW_MS));
const read = (token: string, rules = RULES) => readIdToken(token, rules, NOW_MS);
const refuses = (token: string, rules = RULES) => expect(() => read(token, rules)).toThrow(InvalidIdToken);
const claimsText = (addition: string) =>
  `${JSON.stringify(firebaseClaims('thenar', NOW_MS)).slice(0, -1)},${addition}}`;

describe('the strict reading of an ID token', () => {
  it('reads what Firebase sends', () => {
    expect(read(withClaims({}))).toEqual({
      keyId: 'key-1',
      signedIn: {
        uid: 'ada',
        email: 'ada@example.org',
        emailVerified: true,
        name: 'Ada Adams',
        authTimeS: NOW_S - 600,
        secondFactor: false,
      },
    });
  });

  it('reads a user without e-mail or name, and never takes an odd value for one', () => {
    const nobody = { email: null, emailVerified: false, name: null };
    expect(read(withClaims({ email: undefined, name: undefined })).signedIn).toMatchObject(nobody);
    expect(read(withClaims({ email: ['a@b'], name: '' })).signedIn).toMatchObject(nobody);
    expect(read(withClaims({ email: 'a@b\nc', name: 'x'.repeat(257) })).signedIn).toMatchObject(nobody);
    expect(read(withClaims({ email_verified: 'true' })).signedIn.emailVerified).toBe(false);
    expect(read(withClaims({ email: undefined, email_verified: true })).signedIn.emailVerified).toBe(false);
  });

  it('wants exactly alg, kid and typ in the header', () => {
    for (const header of [
      { ...HEADER, crit: [] },
      { ...HEADER, jku: 'https://x.example' },
      { ...HEADER, x5c: [] },
      { ...HEADER, b64: true },
      { ...HEADER, zip: 'DEF' },
      { alg: 'RS256', kid: 'key-1' },
      { alg: 'RS256', typ: 'JWT' },
      { ...HEADER, alg: 'none' },
      { ...HEADER, alg: 'rs256' },
      { ...HEADER, alg: 'ES256' },
      { ...HEADER, typ: 'at+jwt' },
      { ...HEADER, kid: 7 },
      { ...HEADER, kid: '' },
      { ...HEADER, kid: '../../key' },
      { ...HEADER, kid: 'k'.repeat(129) },
      '{"alg":"RS256","kid":"key-1","typ":"JWT","alg":"RS256"}',
      '["RS256"]',
      'null',
    ])
      refuses(withHeader(header));
  });

  it('refuses members named twice, on every level and however spelt', () => {
    refuses(tokenOf(HEADER, claimsText('"sub":"ada"')));
    refuses(tokenOf(HEADER, claimsText('"su\\u0062":"victim"')));
    refuses(tokenOf(HEADER, claimsText('"x":{"a":[{"b":1,"b":2}]}')));
    expect(
      read(tokenOf(HEADER, claimsText('"x":{"sub":"\\"sub\\":","y":[{"a":1},{"a":1}]},"z":{"a":1}'))).signedIn.uid,
    ).toBe('ada');
  });

  it('wants whole, finite seconds', () => {
    for (const name of ['iat', 'exp', 'auth_time'])
      for (const value of [undefined, null, '1', -1, NOW_S + 0.5, true, [NOW_S], 2 ** 60])
        refuses(withClaims({ [name]: value }));
    refuses(tokenOf(HEADER, JSON.stringify({ ...firebaseClaims('thenar', NOW_MS), exp: '@' }).replace('"@"', '1e400')));
    refuses(withClaims({ nbf: 'soon' }));
  });

  it('refuses a token that has ended, starts later, or lives too long', () => {
    refuses(withClaims({ exp: NOW_S }));
    expect(read(withClaims({ exp: NOW_S + 1 })).keyId).toBe('key-1');
    for (const name of ['iat', 'auth_time', 'nbf']) {
      expect(read(withClaims({ [name]: NOW_S + 5 })).keyId).toBe('key-1');
      refuses(withClaims({ [name]: NOW_S + 6 }));
    }
    refuses(withClaims({ iat: NOW_S - 60, exp: NOW_S + 3546 }));
  });

  it('wants our project, to the letter', () => {
    for (const iss of [
      'https://securetoken.google.com/thenar/',
      'https://session.firebase.google.com/thenar',
      ['x'],
      undefined,
    ])
      refuses(withClaims({ iss }));
    for (const aud of ['thenar2', ['thenar'], ['thenar', 'other'], undefined]) refuses(withClaims({ aud }));
    refuses(withClaims({ firebase: { tenant: 'pool-1' } }));
  });

  it('wants a user id of Firebase in sub, and looks nowhere else', () => {
    for (const sub of ['', undefined, 7, ['ada'], 'a\u0000b', 'x'.repeat(129)]) refuses(withClaims({ sub }));
    expect(read(withClaims({ sub: 'x'.repeat(128) })).signedIn.uid).toHaveLength(128);
    expect(read(withClaims({ sub: 'mallory', user_id: 'ada', uid: 'ada' })).signedIn.uid).toBe('mallory');
  });

  it('takes one spelling of each part', () => {
    const good = withClaims({});
    const [header, payload, signature] = good.split('.') as [string, string, string];
    refuses(`${header}.${payload}`);
    refuses(`${good}.`);
    refuses(`${header}.${payload}.`);
    refuses(`${header}=.${payload}.${signature}`);
    refuses(`${header}.${payload}.${signature}==`);
    refuses(`${header}.${payload}.${signature.slice(0, -1)}_`);
    refuses(` ${good}`);
    refuses(`${good}\n`);
    refuses(tokenOf(HEADER, `\ufeff${JSON.stringify(firebaseClaims('thenar', NOW_MS))}`));
    refuses(`${header}.${encode(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))}.${signature}`);
  });

  it('refuses more than 16 KB without looking at it', () => {
    refuses(withClaims({ x: 'x'.repeat(ID_TOKEN_LIMITS.tokenCharacters) }));
    refuses('a.'.repeat(8000));
    refuses('['.repeat(10_000));
    refuses(`${encode('['.repeat(10_000))}.e30.AAAA`);
  });

  it('takes the form of the emulator only where it is asked for', () => {
    const rules: TokenRules = { algorithm: 'none', projectId: 'thenar' };
    const emulated = tokenOf({ alg: 'none', typ: 'JWT' }, firebaseClaims('thenar', NOW_MS), '');
    expect(read(emulated, rules).signedIn.uid).toBe('ada');
    refuses(emulated);
    refuses(withClaims({}), rules);
    refuses(`${emulated}AAAA`, rules);
    refuses(tokenOf({ alg: 'none', typ: 'JWT', kid: 'x' }, firebaseClaims('thenar', NOW_MS), ''), rules);
  });

  it('answers any text whatever with a refusal, never with another error', () => {
    const right = withClaims({}).split('.');
    const part = fc.oneof(fc.string(), fc.json().map(encode), fc.string().map(encode), fc.constantFrom(...right));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        if (parts.length !== 3 || parts[0] !== right[0] || parts[1] !== right[1]) refuses(parts.join('.'));
      }),
      { numRuns: 1000 },
    );
  });
});
