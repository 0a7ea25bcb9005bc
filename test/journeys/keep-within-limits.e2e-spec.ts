/** Calls are counted: by the second against limits, by the month against plans, and by version nothing breaks. */
import { ApiVersions } from '#platform/versions';
import { Database } from '#platform/database';
import { UsageService } from '../../apps/gateway/src/usage/usage.service.js';
import { heedNoContract } from '../support/contract.js';
import { operate } from '../support/operator.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

describe('rate limits', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({ env: { THENAR_RATE_LIMITS: 'on', THENAR_PLANS: 'on' } });
    acme = await openTenant(gateway, 'acme', 'production');
  });
  afterAll(() => gateway.close());

  /** With how many windows of a second it may have touched: a slow machine is longer at it. */
  const burst = async (calls: number, call: () => Promise<{ status: number; headers: Headers; body: unknown }>) => {
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: calls }, call));
    return Object.assign(answers, { windows: Math.ceil((performance.now() - began) / 1000) + 1 });
  };
  const count = (answers: { status: number }[], status: number) =>
    answers.filter((answer) => answer.status === status).length;

  it('stop a key at five management calls a second, and say when to come again', async () => {
    const answers = await burst(15, () => acme.backend.get('/v1/projects'));
    expect(count(answers, 200)).toBeGreaterThanOrEqual(5);
    expect(count(answers, 200)).toBeLessThanOrEqual(5 * answers.windows);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ error: { code: 'rate_limited', details: { retry_after_s: 1 } } });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
    });
    expect(Math.abs(Number(refused.headers.get('x-ratelimit-reset')) - Date.now() / 1000)).toBeLessThan(3);
  });

  it('stop a person at twenty', async () => {
    const answers = await burst(60, () => acme.owner.get('/v1/organizations'));
    expect(count(answers, 200)).toBeGreaterThanOrEqual(15);
    expect(count(answers, 200)).toBeLessThanOrEqual(20 * answers.windows);
    expect(count(answers, 200) + count(answers, 429)).toBe(60);
  });

  it('of the free plan are ten calls a second by all keys of the organization together', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const answers = await burst(40, () => acme.backend.get('/v1/api-keys/self'));
    expect(count(answers, 200)).toBeGreaterThanOrEqual(10);
    expect(count(answers, 200)).toBeLessThanOrEqual(10 * answers.windows);
    expect(answers[0]!.headers.get('x-ratelimit-limit')).toBe('10');
  });

  it('come before the kind of credential and the shape of the body, after the credential itself', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const answers = await burst(15, () => acme.backend.post('/v1/organizations', '{"broken'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403, 429]));
    expect((await acme.owner.keyed('nonsense').get('/v1/projects')).status).toBe(401);
  });

  it('let nobody pass the month’s quota by key, and show the usage', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const usage = gateway.gateway.app.get(UsageService, { strict: false });
    const { organizationId, projectId } = acme;
    const count = (operation: 'identify' | 'verify') =>
      gateway.gateway.app
        .get(Database)
        .tenantTransaction({ organizationId }, (tx) => usage.count(tx, { organizationId, projectId, operation }));
    await Promise.all([...Array.from({ length: 20 }, () => count('identify')), count('verify')]);
    const path = `/v1/organizations/${organizationId}/usage`;
    const month = new Date().toISOString().slice(0, 7);
    const seen = await acme.owner.get(path);
    expect(seen.body).toMatchObject({ plan: 'free', limit: 10_000, used: 21, over_limit: false, month });
    expect(seen.body.projects).toEqual([{ project_id: projectId, identify: 20, verify: 1 }]);
    const scanned = await acme.backend.post(`/v1/projects/${projectId}/identify`, {
      capture: await synthetic('a passer-by:left', '1'),
    });
    expect(scanned).toMatchObject({ status: 200, body: { matched: false } });
    const blank = await acme.backend.post(`/v1/projects/${projectId}/identify`, {
      capture: { image: Buffer.alloc(40).toString('base64'), kind: 'roi', hand: 'left' },
    });
    expect(blank.status).toBeGreaterThanOrEqual(400);
    expect((await acme.owner.get(path)).body.projects).toEqual([{ project_id: projectId, identify: 21, verify: 1 }]);
    expect((await acme.owner.get(`${path}?month=2020-01`)).body).toMatchObject({
      used: 0,
      month: '2020-01',
      resets_at: '2020-02-01T00:00:00.000Z',
    });
    for (const wrong of ['2020-13', '2020', 'x', '2020-01-01'])
      expect((await acme.owner.get(`${path}?month=${wrong}`)).status).toBe(400);
    await gateway.database.query('UPDATE usage_counts SET counted = 10000 WHERE operation = $1', ['verify']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const spent = await acme.backend.post(`/v1/projects/${projectId}/identify`, {});
    expect(spent).toMatchObject({
      status: 429,
      body: { error: { code: 'quota_exceeded', details: { usage: 10_021, limit: 10_000 } } },
    });
    expect(spent.body.error.details.resets_at).toMatch(/-01T00:00:00.000Z$/);
    const terminal = await pairTerminal(gateway, acme);
    const capture = await synthetic('a passer-by:left', '2');
    const late = await terminal.scans([{ scan_ref: 'late', counter: 1, capture }]);
    expect(late).toMatchObject({
      status: 200,
      body: { results: [{ status: 'not_matched' }], usage: { over_limit: true } },
    });
    expect((await acme.owner.get(path)).body).toMatchObject({ used: 10_022, over_limit: true });
  });
});

describe('dated versions', () => {
  beforeAll(async () => {
    heedNoContract();
    gateway = await startTestGateway();
    acme = await openTenant(gateway);
    gateway.gateway.app.get(ApiVersions).introduce('2027-03-01', [
      {
        operation: 'GET /v1/projects/:project_id',
        downgradeAnswer: ({ phone_number, ...rest }) => ({ ...rest, phone: phone_number }),
      },
      {
        operation: 'PATCH /v1/projects/:project_id',
        upgradeRequest: ({ phone, ...rest }) => (phone === undefined ? rest : { ...rest, phone_number: phone }),
        downgradeAnswer: ({ phone_number, ...rest }) => ({ ...rest, phone: phone_number }),
      },
    ]);
  });
  afterAll(() => gateway.close());

  const speaking = (version: string) => acme.owner.with({ 'X-API-Version': version });
  const path = () => `/v1/projects/${acme.projectId}`;

  it('translate a client of before in both directions, and leave one of today alone', async () => {
    const old = await speaking('2026-11-22').patch(path(), { phone: '+49 30 1' });
    expect([old.status, old.body.phone, 'phone_number' in old.body]).toEqual([200, '+49 30 1', false]);
    expect(old.headers.get('x-api-version')).toBe('2026-11-22');
    const today = await speaking('2027-03-01').get(path());
    expect([today.body.phone_number, 'phone' in today.body]).toEqual(['+49 30 1', false]);
    expect((await speaking('2027-03-01').patch(path(), { phone: 'x' })).status).toBe(400);
    expect((await acme.owner.get(path())).headers.get('x-api-version')).toBe('2027-03-01');
  });

  it('stay with a key as it was made', async () => {
    const pinned = await acme.backend.get(path());
    expect([pinned.headers.get('x-api-version'), pinned.body.phone]).toEqual(['2026-12-01', '+49 30 1']);
    const { key, api_version } = (await acme.owner.post(`${path()}/api-keys`, { name: 'new' })).body;
    expect(api_version).toBe('2027-03-01');
    expect((await acme.owner.keyed(key).get(path())).body.phone_number).toBe('+49 30 1');
  });

  it('that are unknown are refused with those that are not', async () => {
    for (const version of ['2026-11-23', 'latest', '', '2026-11-22,2027-03-01', '20261122', ' '])
      expect(await speaking(version).get(path())).toMatchObject({
        status: 400,
        body: {
          error: { code: 'invalid_api_version', details: { supported: ['2026-11-22', '2026-12-01', '2027-03-01'] } },
        },
      });
  });
});

describe('figures that an operator sets for one organization', () => {
  beforeAll(async () => {
    gateway = await startTestGateway();
    acme = await openTenant(gateway, 'acme', 'production');
  });
  afterAll(() => gateway.close());

  const limits = (...words: string[]) =>
    operate(
      { DATABASE_URL: gateway.database.url, THENAR_KEYS_DIR: 'unused' },
      ...['limits', 'set', acme.organizationId, ...words],
    );
  const usage = async () => (await acme.owner.get(`/v1/organizations/${acme.organizationId}/usage`)).body;
  const remembered = () => new Promise((resolve) => setTimeout(resolve, 1_100));

  it('hold where plans are off, and the usage shows them as the plan custom', async () => {
    expect(await usage()).toMatchObject({ plan: 'free', limit: null, requests_per_s: null });
    expect(await limits('--requests-per-s', '3', '--json')).toMatchObject({ code: 0 });
    expect(await limits('--identifications-per-month', '0')).toMatchObject({ code: 0 });
    expect(await usage()).toMatchObject({ plan: 'custom', limit: 0, requests_per_s: 3 });
    await remembered();
    const { status, headers } = await acme.backend.get('/v1/api-keys/self');
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([200, '3']);
    const identified = await acme.backend.post(`/v1/projects/${acme.projectId}/identify`, {
      capture: await synthetic('ada:left', '1'),
    });
    expect(identified.body.error).toMatchObject({ code: 'quota_exceeded', details: { limit: 0 } });
  });

  it('go back to the plan, and are refused where they make no sense', async () => {
    for (const words of [
      [],
      ['--requests-per-s', '0'],
      ['--requests-per-s', 'many'],
      ['--clear', '--requests-per-s', '1'],
    ])
      expect(await limits(...words)).toMatchObject({ code: 2, out: '' });
    expect(await limits('--clear')).toMatchObject({ code: 0 });
    expect(await usage()).toMatchObject({ plan: 'free', limit: null, requests_per_s: null });
    const env = { DATABASE_URL: gateway.database.url, THENAR_KEYS_DIR: 'unused' };
    const id = acme.organizationId;
    expect(await operate(env, 'plan', 'set', id, 'growth')).toMatchObject({ code: 0 });
    expect(await operate(env, 'plan', 'set', id, 'huge')).toMatchObject({ code: 2 });
    expect(await operate(env, 'plan', 'set', acme.projectId, 'growth')).toMatchObject({ code: 1 });
    expect(await usage()).toMatchObject({ plan: 'growth' });
  });
});
