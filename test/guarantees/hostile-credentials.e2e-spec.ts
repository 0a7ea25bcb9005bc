/** Forged, cut, stolen and swapped credentials open nothing, and no answer repeats them. */
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { mintApiKey } from '../../apps/gateway/src/access/api-key-token.js';
import { keepDevKey } from '../../apps/gateway/src/sign-in/dev-key.js';
import { LOCAL_PROJECT_ID } from '../../apps/gateway/src/sign-in/local-issuer.js';
import { buildToken, concernsTheToken, readJwtVectors, type Target } from '../firebase/jwt-vectors.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { type RawAnswer, requestText, sendRaw } from '../support/raw-http.js';
import { openTenant, type Tenant } from '../support/tenant.js';
import { Ledger, vectorsOf } from './hostile/vectors.js';

let gateway: TestGateway & { keysFolder: string };
let acme: Tenant;
let zeta: Tenant;
const ledger = new Ledger();

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'off' } });
  acme = await openTenant(gateway);
  zeta = await openTenant(gateway, 'zeta');
  ledger.secrets.push(acme.key, acme.key.slice(21), zeta.key);
});
afterAll(() => gateway.close());
afterEach(() => expect(ledger.findings.splice(0)).toEqual([]));

async function get(target: string, ...headers: [string, string][]): Promise<RawAnswer | undefined> {
  return (await sendRaw(gateway.url, requestText(gateway.url, { target, headers })))[0];
}
const self = '/v1/api-keys/self';

describe('ID tokens', () => {
  const vectors = readJwtVectors() ?? [];

  it('that Firebase did not issue so are refused', async () => {
    const key = keepDevKey(gateway.keysFolder);
    const target: Target = {
      key,
      keyId: key.keyId,
      projectId: LOCAL_PROJECT_ID,
      nowMs: gateway.gateway.foundations.clock.nowMs(),
    };
    for (const vector of vectors.filter(concernsTheToken)) {
      const token = buildToken(vector, target);
      ledger.secrets.push(token.slice(-40));
      const answer = await get(`/v1/projects/${zeta.projectId}`, ['Authorization', `Bearer ${token}`]);
      ledger.judge(`${vector.id} ${vector.name}`, vector.expect.status, answer);
    }
  });

  it('that are no tokens at all are refused', async () => {
    const garbage = [
      '',
      'x',
      '..',
      '...',
      'a.b.c',
      'e30.e30.e30',
      'e30.e30.',
      'null',
      'undefined',
      `${'A'.repeat(8000)}`,
      '%00',
      '{}',
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2aWN0aW0ifQ.',
      '\xff\xfe',
    ];
    for (const token of garbage)
      ledger.judge(
        `Bearer ${token.slice(0, 20)}`,
        [401],
        await get('/v1/organizations', ['Authorization', `Bearer ${token}`]),
      );
    for (const value of [
      'Basic YTpi',
      'Bearer',
      'bearer  x',
      'Token x',
      'Digest username="a"',
      'Bearer x y',
      'Negotiate x',
      '',
    ])
      ledger.judge(`Authorization: ${value}`, [401], await get('/v1/organizations', ['Authorization', value]));
  });

  it('count once a request, and only in their header', async () => {
    const good = acme.owner.headers.Authorization!;
    ledger.judge(
      'good, then bad',
      [400, 401],
      await get('/v1/organizations', ['Authorization', good], ['Authorization', 'Bearer x']),
    );
    ledger.judge(
      'bad, then good',
      [400, 401],
      await get('/v1/organizations', ['authorization', 'Bearer x'], ['Authorization', good]),
    );
    ledger.judge(
      'the same twice',
      [400, 401],
      await get('/v1/organizations', ['Authorization', good], ['Authorization', good]),
    );
    ledger.judge(
      'person and key',
      [400],
      await get('/v1/organizations', ['Authorization', good], ['X-API-Key', acme.key]),
    );
    ledger.judge('in a cookie', [401], await get('/v1/organizations', ['Cookie', `token=${good.slice(7)}`]));
    ledger.judge('in the query', [400, 401], await get(`/v1/organizations?access_token=${good.slice(7)}`));
    ledger.judge('a key as bearer', [200, 403], await get(self, ['Authorization', `Bearer ${acme.key}`]));
    ledger.judge(
      'a key as bearer where people belong',
      [403],
      await get('/v1/organizations', ['Authorization', `Bearer ${acme.key}`]),
    );
  });

  it('of a person who was removed reach nothing at the next request', async () => {
    const gone = await gateway.person('gone');
    await gone.get('/v1/organizations');
    const users = `/v1/organizations/${acme.organizationId}/users`;
    const { user_id } = (await acme.owner.post(users, { uid: 'gone', role: 'admin' })).body;
    expect((await gone.get(`/v1/projects/${acme.projectId}`)).status).toBe(200);
    await acme.owner.delete(`${users}/${user_id}`);
    ledger.judge('removed', [401, 404], await gone.get(`/v1/projects/${acme.projectId}`));
    await acme.owner.post(users, { uid: 'gone', role: 'admin' });
    await acme.owner.patch(`${users}/${user_id}`, { disabled: true });
    ledger.judge('disabled', [401, 404], await gone.get(`/v1/projects/${acme.projectId}`));
  });
});

describe('API keys', () => {
  it('that are forged, cut or dressed up are refused', async () => {
    const fill = (text: string) =>
      text
        .replace('{{mint_unsaved}}', mintApiKey('test').token)
        .replace('{{key[:-1]}}', acme.key.slice(0, -1))
        .replace('{{key.lower}}', acme.key.toLowerCase())
        .replace('{{key.homoglyph}}', acme.key.replace('t', Buffer.from('т').toString('latin1')))
        .replace('{{key2}}', zeta.key)
        .replace('{{key.id}}', acme.key.slice(9, 21))
        .replaceAll('{{key}}', acme.key);
    for (const vector of vectorsOf('api_key_attacks').filter(({ header }) => header !== undefined)) {
      const headers = Object.entries(vector.header!).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, fill(one)]),
      );
      ledger.judge(`${vector.id} ${vector.name}`, vector.expect.status, await get(self, ...headers));
    }
    const other = mintApiKey('test').token;
    const flipped = acme.key.slice(0, 30) + (acme.key[30] === 'a' ? 'b' : 'a') + acme.key.slice(31);
    for (const key of [
      `${acme.key} `.trimEnd() + '0',
      acme.key.slice(1),
      `"${acme.key}"`,
      acme.key.replace('test', 'live'),
      acme.key.slice(0, 21) + other.slice(21),
      flipped,
      `${acme.key}, ${acme.key}`,
      acme.key.replace('thn_', 'THN_'),
      'null',
      '0',
      '*',
      '%',
      `${acme.key}\t${acme.key}`,
    ])
      ledger.judge(`a key like ${key.slice(0, 12)}…`, [401], await get(self, ['X-API-Key', key]));
    ledger.judge(
      'in two headers, the same',
      [200],
      await get(self, ['X-API-Key', acme.key], ['Auth-API-Key', acme.key]),
    );
    ledger.judge(
      'in two headers, different',
      [400],
      await get(self, ['X-API-Key', acme.key], ['Auth-API-Key', zeta.key]),
    );
    ledger.judge('as Auth-API-Key', [200], await get(self, ['Auth-API-Key', acme.key]));
  });

  it('in an address are refused under any name, also cut or escaped, and beside a good credential', async () => {
    for (const query of [
      `api_key=${acme.key}`,
      `x=${acme.key}`,
      acme.key,
      `x=${acme.key.replace('_', '%5F')}`,
      `x=${acme.key.slice(0, 20)}`,
      `x[]=${acme.key}`,
      `a=1&b=2&c=${acme.key}`,
      `x=a,${acme.key}`,
    ]) {
      ledger.judge(`?${query.slice(0, 12)} alone`, [401], await get(`${self}?${query}`));
      for (const nowhere of ['/v1/nowhere', '/', '/docs/errors'])
        ledger.judge(`${nowhere}?${query.slice(0, 12)}`, [401], await get(`${nowhere}?${query}`));
      ledger.judge(`?${query.slice(0, 12)} beside`, [401], await get(`${self}?${query}`, ['X-API-Key', zeta.key]));
    }
  });

  it('reach nothing of another organization', async () => {
    ledger.judge('key-27', [404], await get(`/v1/projects/${zeta.projectId}`, ['X-API-Key', acme.key]));
    ledger.judge('unknown', [404], await get(`/v1/projects/${randomUUID()}`, ['X-API-Key', acme.key]));
  });

  it('are asked for with sane projects', async () => {
    const path = `/v1/organizations/${acme.organizationId}/api-keys`;
    ledger.judge('key-31', [400], await acme.owner.post(path, { name: 'x', project_ids: [] }));
    ledger.judge(
      'key-33',
      [400, 413],
      await acme.owner.post(path, { name: 'x', project_ids: Array.from({ length: 10_000 }, () => randomUUID()) }),
    );
    ledger.judge(
      'another’s project',
      [400],
      await acme.owner.post(path, { name: 'x', project_ids: [zeta.projectId], mode: 'test' }),
    );
    ledger.judge('no projects named', [400], await acme.owner.post(path, { name: 'x' }));
    ledger.judge(
      'a scope nobody knows',
      [400],
      await acme.owner.post(path, { name: 'x', project_ids: null, scopes: ['*'] }),
    );
  });

  it('stand in no list, record or error', async () => {
    const canary = (await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'canary' })).body
      .key as string;
    const rows = await gateway.database.query<{ text: string }>(
      `SELECT k::text || coalesce((SELECT string_agg(a::text, ' ') FROM audit_events a), '') AS text FROM api_keys k`,
    );
    const lists = [`/v1/organizations/${acme.organizationId}/api-keys`, `/v1/projects/${acme.projectId}/api-keys`];
    const texts = [
      ...rows.map(({ text }) => text),
      ...(await Promise.all(lists.map(async (path) => (await acme.owner.get(path)).text))),
    ];
    const secret = canary.slice(21, 53);
    for (const spelling of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
      expect(texts.filter((text) => text.includes(spelling))).toEqual([]);
  });
});

describe('guessing', () => {
  /**
   * 400 rounds of one request each, in turns, so that whatever else the machine does touches all three alike. The figure is
   * the chance that one kind's answer takes longer than another's; without a difference it is 0.5, its standard error here 0.02.
   */
  it('learns nothing from how long a refusal takes: unknown id, wrong secret, revoked key', async () => {
    const { body: revoked } = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'revoked' });
    await acme.owner.delete(`/v1/organizations/${acme.organizationId}/api-keys/${revoked.key_id}`);
    const kinds = [mintApiKey('test').token, withAnotherSecret(acme.key), revoked.key as string];
    const tookMs = kinds.map((): number[] => []);
    for (let round = -20; round < 400; round++)
      for (let turn = 0; turn < 3; turn++) {
        const kind = (round + 20 + turn) % 3;
        const began = performance.now();
        const answer = await fetch(gateway.url + self, { headers: { 'X-API-Key': kinds[kind]! } });
        await answer.arrayBuffer();
        if (round >= 0) tookMs[kind]!.push(performance.now() - began);
        expect(answer.status).toBe(401);
      }
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const figure = chanceOfLonger(tookMs[a]!, tookMs[b]!);
      expect(figure).toBeGreaterThan(0.4);
      expect(figure).toBeLessThan(0.6);
    }
  });

  it('ends at a hundred a minute from one address, whatever address a header claims', async () => {
    const strict = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'on' } });
    const statuses: number[] = [];
    for (let i = 0; i < 130; i++) {
      const answer = await fetch(`${strict.url}${self}`, {
        headers: { 'X-API-Key': mintApiKey('live').token, 'X-Forwarded-For': `10.0.0.${i}` },
      });
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
    const probes = await Promise.all(['/livez', '/health'].map((path) => fetch(strict.url + path)));
    expect(probes.map(({ status }) => status)).toEqual([200, 200]); // a guesser must not have the process restarted
    await strict.close();
    expect([statuses.indexOf(429), new Set(statuses.slice(100))]).toEqual([100, new Set([429])]);
  });
});

/** The same id with 32 other characters and the checksum that fits them. */
function withAnotherSecret(key: string): string {
  const other = mintApiKey('test').token.slice(21, 53);
  const start = key.slice(0, 21) + other;
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let checksum = '';
  for (let value = crc32(start); checksum.length < 6; value = Math.floor(value / 62))
    checksum = alphabet[value % 62]! + checksum;
  return start + checksum;
}

/** Mann and Whitney's: the share of pairs in which the first is larger. */
function chanceOfLonger(these: number[], those: number[]): number {
  const longer = these.reduce((sum, one) => sum + those.filter((other) => one > other).length, 0);
  return longer / (these.length * those.length);
}
