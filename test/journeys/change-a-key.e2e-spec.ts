/** A key is replaced without a break, ends on its day, and is gone everywhere a second after it is taken back. */
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway & { keysFolder: string };
let acme: Tenant;
let keysPath: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  keysPath = `/v1/organizations/${acme.organizationId}/api-keys`;
});
afterAll(() => gateway.close());

const works = async (key: string) => (await acme.owner.keyed(key).get('/v1/api-keys/self')).status;
const create = async (more: object = {}) =>
  (await acme.owner.post(keysPath, { name: 'till', project_ids: null, mode: 'test', ...more })).body;
const reroll = (keyId: string, body: object = {}) => acme.owner.post(`${keysPath}/${keyId}/reroll`, body);

describe('a rerolled key', () => {
  it('works beside its successor until the overlap ends', async () => {
    const old = await create({ scopes: ['devices:read'] });
    const next = await reroll(old.key_id, { overlap_s: 60 });
    expect(next).toMatchObject({
      status: 201,
      body: { name: 'till', scopes: ['devices:read'], mode: 'test', key: expect.any(String) },
    });
    expect([await works(old.key), await works(next.body.key)]).toEqual([200, 200]);
    gateway.time.advance(60_001);
    expect([await works(old.key), await works(next.body.key)]).toEqual([401, 200]);
  });

  it('never makes three of a line work', async () => {
    const first = await create();
    const second = (await reroll(first.key_id)).body;
    const third = (await reroll(second.key_id)).body;
    expect([await works(first.key), await works(second.key), await works(third.key)]).toEqual([401, 200, 200]);
    expect((await reroll(second.key_id)).body.error.code).toBe('key_superseded');
    expect((await reroll(first.key_id)).body.error.code).toBe('key_not_in_force');
  });

  it('ends at once with no overlap, and a day later with none named', async () => {
    const first = await create();
    const second = (await reroll(first.key_id, { overlap_s: 0 })).body;
    expect([await works(first.key), await works(second.key)]).toEqual([401, 200]);
    await reroll(second.key_id);
    gateway.time.advance(24 * 3_600_000 - 1000);
    acme.owner = await gateway.person('acme-owner');
    expect(await works(second.key)).toBe(200);
    gateway.time.advance(1001);
    expect(await works(second.key)).toBe(401);
  });

  it('rerolled by twenty at once has one successor', async () => {
    const first = await create();
    const answers = await Promise.all(Array.from({ length: 20 }, () => reroll(first.key_id)));
    const outcomes = answers.map(({ status, body }) => (status === 201 ? 'made' : body.error.code)).sort();
    expect(outcomes).toEqual([...Array.from({ length: 19 }, () => 'key_superseded'), 'made']);
  });

  it('needs no body, and one without a field is the same request', async () => {
    const key = await create();
    const named = acme.owner.with({ 'Idempotency-Key': 'reroll-without-a-body' });
    const first = await named.post(`${keysPath}/${key.key_id}/reroll`);
    expect([first.status, first.body.key]).toEqual([201, expect.stringMatching(/^thn_/)]);
    const again = await named.post(`${keysPath}/${key.key_id}/reroll`, {});
    expect([again.status, again.body.secret_already_shown]).toEqual([201, true]);
    const nameless = await acme.owner.post(keysPath);
    expect(nameless).toMatchObject({ status: 400, body: { error: { message: 'project_ids is required' } } });
  });

  it('is asked for within bounds, by those who may', async () => {
    const key = await create();
    for (const overlap_s of [-1, 604_801, 1.5, '60', null])
      expect((await reroll(key.key_id, { overlap_s })).status).toBe(400);
    const zeta = await openTenant(gateway, 'zeta');
    expect((await zeta.owner.post(`${keysPath}/${key.key_id}/reroll`, {})).status).toBe(404);
    expect(
      (await zeta.owner.post(`/v1/organizations/${zeta.organizationId}/api-keys/${key.key_id}/reroll`, {})).status,
    ).toBe(404);
  });
});

describe('a key', () => {
  it('ends on its day', async () => {
    const ends = new Date(gateway.gateway.foundations.clock.nowMs() + 5000).toISOString();
    const key = await create({ expires_at: ends });
    expect([key.expires_at, await works(key.key)]).toEqual([ends, 200]);
    gateway.time.advance(5000);
    expect(await works(key.key)).toBe(401);
  });

  it('may do what its scopes say, with keys of projects of its mode', async () => {
    const reader = acme.owner.keyed((await create({ scopes: ['scans:read'] })).key);
    const refused = await reader.get(`/v1/projects/${acme.projectId}/members`);
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope', details: { required: 'members:read' } } },
    });
    const live = acme.owner.keyed((await create({ mode: 'live' })).key);
    expect((await live.get(`/v1/projects/${acme.projectId}`)).status).toBe(404);
  });

  it('shows when it was last used, to the minute', async () => {
    const key = await create();
    await works(key.key);
    await works(key.key);
    const seen = async () =>
      (await acme.owner.get(keysPath)).body.data.find((one: { key_id: string }) => one.key_id === key.key_id)
        .last_used_at;
    const start = Date.now();
    while ((await seen()) === null && Date.now() - start < 3000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await seen()).toBe(new Date(gateway.gateway.foundations.clock.nowMs()).toISOString());
  });
});

describe('a revoked key', () => {
  it('is refused by another gateway within a second, with the notice and without it', async () => {
    const first = await startTestGateway();
    const second = await startTestGateway({ beside: first });
    const zeta = await openTenant(first, 'zeta');
    const there = (key: string) => zeta.owner.keyed(key).with({}).get('/v1/api-keys/self');
    const refusedAfterMs = async () => {
      const { key, key_id } = (await zeta.owner.post(`/v1/projects/${zeta.projectId}/api-keys`, { name: 'x' })).body;
      const elsewhere = () =>
        fetch(`${second.url}/v1/api-keys/self`, { headers: { 'X-API-Key': key } }).then(({ status }) => status);
      expect([(await there(key)).status, await elsewhere()]).toEqual([200, 200]);
      await zeta.owner.delete(`/v1/organizations/${zeta.organizationId}/api-keys/${key_id}`);
      const answered = performance.now();
      expect((await there(key)).status).toBe(401);
      while ((await elsewhere()) === 200 && performance.now() - answered < 2000);
      return performance.now() - answered;
    };
    const refusedAfter = await refusedAfterMs();
    await second.gateway.foundations.notifications.close();
    const untold = await refusedAfterMs();
    await second.close();
    await first.close();
    expect([refusedAfter < 1000, untold < 1000]).toEqual([true, true]);
  });
});
