import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock, FakeClockSource } from '#platform/clock';
import { firebaseClaims, newKeyPair, signRs256 } from '../../../../test/firebase/offline-google.js';
import { EmulatorIdTokens } from './emulator-id-tokens.js';
import { IdTokensUnavailable, InvalidIdToken } from './sign-in.errors.js';

/** The emulator's one address that we ask; the real emulator is met by `npm run test:firebase`. */
const accounts = new Map<string, object>();
const asked: { url: string; authorization: string | undefined }[] = [];
let answer: 'right' | 'broken' | 'silent' | 'redirect' = 'right';
const server = http.createServer((request, response) => {
  asked.push({ url: request.url!, authorization: request.headers.authorization });
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    if (answer === 'silent') return;
    if (answer === 'redirect' && request.url !== '/elsewhere')
      return response.writeHead(307, { location: '/elsewhere' }).end();
    const [uid] = (JSON.parse(body) as { localId: string[] }).localId;
    const account = accounts.get(uid!);
    response.writeHead(answer === 'broken' ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(account ? { users: [account] } : {}));
  });
});

const time = new FakeClockSource();
let idTokens: EmulatorIdTokens;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  idTokens = new EmulatorIdTokens({ mode: 'development', host, projectId: 'demo-thenar', clock: new Clock(time) });
});
beforeEach(() => {
  answer = 'right';
  accounts.set('ada', { localId: 'ada', validSince: String(time.unixMs() / 1000 - 900) });
});
afterAll(async () => {
  await idTokens.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const emulated = (claims: object = {}) =>
  `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ ...firebaseClaims('demo-thenar', time.unixMs()), ...claims })}.`;
const refused = (token: string) => expect(idTokens.verify(token)).rejects.toThrow(InvalidIdToken);

describe('a token of the Auth emulator', () => {
  it('passes when the emulator knows the user', async () => {
    await expect(idTokens.verify(emulated())).resolves.toMatchObject({ uid: 'ada', email: 'ada@example.org' });
    expect(asked.at(-1)).toEqual({
      url: '/identitytoolkit.googleapis.com/v1/projects/demo-thenar/accounts:lookup',
      authorization: 'Bearer owner',
    });
  });

  it('is refused for a user that is unknown, disabled, or revoked since', async () => {
    await refused(emulated({ sub: 'victim' }));
    accounts.set('ada', { localId: 'ada', disabled: true });
    await refused(emulated());
    accounts.set('ada', { localId: 'ada', validSince: String(time.unixMs() / 1000) });
    await refused(emulated());
    accounts.set('ada', { localId: 'somebody else' });
    await refused(emulated());
  });

  it('is held to the same claims, and to the form without a signature', async () => {
    const before = asked.length;
    await refused(emulated({ exp: time.unixMs() / 1000 - 1 }));
    await refused(emulated({ aud: 'other' }));
    await refused(`${emulated()}AAAA`);
    const claims = firebaseClaims('demo-thenar', time.unixMs());
    await refused(signRs256({ alg: 'RS256', kid: 'k', typ: 'JWT' }, claims, newKeyPair().privateKey));
    expect(asked.length).toBe(before);
  });

  it('proves nobody while the emulator does not answer', async () => {
    for (const state of ['broken', 'redirect'] as const) {
      answer = state;
      await expect(idTokens.verify(emulated())).rejects.toThrow(IdTokensUnavailable);
    }
    answer = 'silent';
    const verdict = expect(idTokens.verify(emulated())).rejects.toThrow(IdTokensUnavailable);
    await new Promise((resolve) => setTimeout(resolve, 50));
    time.advance(2_000);
    await verdict;
  });

  it('does not exist in production', () => {
    const options = { host: '127.0.0.1:9099', projectId: 'thenar', clock: new Clock(time) };
    expect(() => new EmulatorIdTokens({ ...options, mode: 'production' })).toThrow('production');
  });
});
