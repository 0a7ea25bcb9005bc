/** An organization keeps its keys and people safe: scopes, addresses, ages, second factors and the end of sign-ins. */
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let keys: string;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
  keys = `/v1/organizations/${acme.organizationId}/api-keys`;
});
afterAll(() => gateway.close());

const makeKey = async (more: object = {}) => {
  const { status, body } = await acme.owner.post(keys, { name: 'k', project_ids: null, ...more });
  expect(status).toBe(201);
  return { ...body, client: acme.owner.keyed(body.key as string) };
};

describe('scopes of a key', () => {
  it('leave out erasing, commands and management by default', async () => {
    const { scopes } = await makeKey();
    for (const scope of ['members:erase', 'devices:command', 'projects:write', 'audit:read'])
      expect(scopes).not.toContain(scope);
    for (const scope of ['scans:write', 'events:read', 'members:write']) expect(scopes).toContain(scope);
  });

  it('still include erasing for a client of the first API version', async () => {
    const { body } = await acme.owner
      .with({ 'X-API-Version': '2026-11-22' })
      .post(keys, { name: 'old', project_ids: null });
    expect(body.scopes).toContain('members:erase');
    expect(body.scopes).not.toContain('devices:command');
  });

  it('of management open projects, environments, people and the record, and nothing that a person decides', async () => {
    const scopes = ['organization:read', 'projects:write', 'environments:write', 'audit:read'];
    const { client } = await makeKey({ mode: 'live', scopes });
    const organization = `/v1/organizations/${acme.organizationId}`;
    expect(await client.get(organization)).toMatchObject({ status: 200, body: { role: null } });
    expect((await client.get(`${organization}/users`)).status).toBe(200);
    expect((await client.get(`${organization}/audit-events`)).status).toBe(200);
    const project = await client.post(`${organization}/projects`, { name: 'made by a key' });
    expect(project).toMatchObject({ status: 201, body: { settings: { enroll_from: 'hand' } } });
    const path = `/v1/projects/${project.body.project_id}`;
    expect((await client.patch(path, { name: 'renamed' })).body.name).toBe('renamed');
    for (const settings of [{ liveness: 'require' }, { enroll_from: 'any' }, { consent_required: true }])
      expect(await client.patch(path, { settings })).toMatchObject({
        status: 403,
        body: { error: { code: 'firebase_required' } },
      });
    const environment = await client.post(`${organization}/environments`, { name: 'p', mode: 'production' });
    expect(environment.status).toBe(201);
    const decided = await client.patch(`/v1/environments/${environment.body.environment_id}`, {
      allows_server_lookup: true,
    });
    expect(decided.body.error.code).toBe('firebase_required');
    expect((await client.delete(path)).body.error.code).toBe('firebase_required');
  });

  it('of management are refused for keys of some projects or of tests, and missing ones are named', async () => {
    for (const more of [{ project_ids: [acme.projectId], mode: 'test' }, { mode: 'test' }])
      expect(
        (await acme.owner.post(keys, { name: 'k', project_ids: null, scopes: ['projects:write'], ...more })).status,
      ).toBe(400);
    const { client } = await makeKey({ mode: 'live' });
    const refused = await client.post(`/v1/organizations/${acme.organizationId}/projects`, { name: 'x' });
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope', details: { required: 'projects:write' } } },
    });
  });

  it('of an older project made under the first version take enrollments from any picture', async () => {
    const { body } = await acme.owner
      .with({ 'X-API-Version': '2026-11-22' })
      .post(`/v1/organizations/${acme.organizationId}/projects`, { name: 'old' });
    expect(body.settings.enroll_from).toBe('any');
  });
});

describe('addresses of a key', () => {
  it('are judged before everything else, and a refusal is on record once a minute', async () => {
    const { client, key_id } = await makeKey({ mode: 'test', allowed_ips: ['203.0.113.0/24', '2001:db8::/32'] });
    for (let i = 0; i < 3; i++)
      expect(await client.get('/v1/projects')).toMatchObject({
        status: 403,
        body: { error: { code: 'address_not_allowed' } },
      });
    const record = `/v1/organizations/${acme.organizationId}/audit-events?action=api_key.address_refused&object_id=${key_id}`;
    expect((await acme.owner.get(record)).body.total).toBe(1);
    const changed = await acme.owner.patch(`${keys}/${key_id}`, { allowed_ips: ['127.0.0.0/8', '::1'] });
    expect(changed).toMatchObject({ status: 200, body: { allowed_ips: ['127.0.0.0/8', '::1'] } });
    expect((await client.get('/v1/projects')).status).toBe(200);
    const rerolled = await acme.owner.post(`${keys}/${key_id}/reroll`, {});
    expect(rerolled.body.allowed_ips).toEqual(['127.0.0.0/8', '::1']);
  });

  it.each([
    [['0.0.0.0/0']],
    [['::/0']],
    [['::ffff:0.0.0.0/96']],
    [['10.0.0.1/33']],
    [['localhost']],
    [[]],
    [['1.2.3']],
  ])('refuse %j', async (allowed_ips) => {
    const { status, body } = await acme.owner.post(keys, { name: 'k', project_ids: null, allowed_ips });
    expect([status, body.error.field]).toEqual([400, 'allowed_ips']);
  });
});

describe('an edit of a key', () => {
  it('brings its end forward, never back', async () => {
    const { key_id } = await makeKey({ expires_at: '2026-12-20T00:00:00.000Z' });
    const path = `${keys}/${key_id}`;
    expect((await acme.owner.patch(path, { expires_at: '2026-12-21T00:00:00.000Z' })).status).toBe(400);
    const earlier = await acme.owner.patch(path, { name: 'shorter', expires_at: '2026-12-10T00:00:00.000Z' });
    expect(earlier.body).toMatchObject({ name: 'shorter', expires_at: '2026-12-10T00:00:00.000Z' });
  });
});

describe('settings of an organization', () => {
  it('say when keys are due for rotation', async () => {
    const { key_id } = await makeKey();
    const path = `/v1/organizations/${acme.organizationId}`;
    const changed = await acme.owner.patch(path, { name: 'Acme & Sons', settings: { key_max_age_days: 30 } });
    expect(changed.body).toMatchObject({ name: 'Acme & Sons', settings: { key_max_age_days: 30, require_mfa: false } });
    const due = async () => {
      const { body } = await acme.owner.get(keys);
      return body.data.find((key: { key_id: string }) => key.key_id === key_id).rotation_due_at;
    };
    expect(Date.parse(await due())).toBe(gateway.gateway.foundations.clock.nowMs() + 30 * 86_400_000);
    await acme.owner.patch(path, { settings: { key_max_age_days: null } });
    expect(await due()).toBeNull();
  });

  it('ask for a second factor only by an owner who has shown one', async () => {
    const path = `/v1/organizations/${acme.organizationId}`;
    const refused = await acme.owner.patch(path, { settings: { require_mfa: true } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'mfa_required' } } });
    await gateway.database.query('UPDATE organizations SET require_mfa = true WHERE organization_id = $1', [
      acme.organizationId,
    ]);
    for (const hidden of [`${path}/users`, `/v1/projects/${acme.projectId}`])
      expect((await acme.owner.get(hidden)).body.error.code).toBe('mfa_required');
    expect((await acme.backend.get(`/v1/projects/${acme.projectId}`)).status).toBe(200);
    await gateway.database.query('UPDATE organizations SET require_mfa = false WHERE organization_id = $1', [
      acme.organizationId,
    ]);
  });
});

describe('a sign-in', () => {
  it('must be fresh for what cannot be taken back', async () => {
    const owner = await gateway.person('acme-owner');
    gateway.time.advance(301_000);
    const stale = await owner.post(`/v1/organizations/${acme.organizationId}/users`, {
      email: 'second@acme.example',
      role: 'owner',
    });
    expect(stale).toMatchObject({
      status: 403,
      body: { error: { code: 'step_up_required', details: { max_age_s: 300 } } },
    });
    const member = await owner.post(`/v1/projects/${acme.projectId}/members`, { display_name: 'Ada' });
    const erasure = `/v1/projects/${acme.projectId}/members/${member.body.member_id}/erasure`;
    expect((await owner.post(erasure, { reason: 'asked' })).body.error.code).toBe('step_up_required');
    const fresh = await gateway.person('acme-owner');
    expect((await fresh.post(erasure, { reason: 'asked' })).status).toBe(202);
  });

  it('ends when an admin signs the person out, and a new one works', async () => {
    const colleague = await gateway.person('colleague');
    await acme.owner.post(`/v1/organizations/${acme.organizationId}/users`, { uid: 'colleague', role: 'viewer' });
    const path = `/v1/organizations/${acme.organizationId}/users`;
    const owner = await gateway.person('acme-owner');
    const people = (await owner.get(path)).body.data as { uid: string; user_id: string }[];
    const { user_id } = people.find(({ uid }) => uid === 'colleague')!;
    gateway.time.advance(1000);
    expect((await owner.post(`${path}/${user_id}/sign-out`)).status).toBe(200);
    expect((await colleague.get('/v1/organizations')).body.error.code).toBe('invalid_token');
    gateway.time.advance(1000);
    expect((await (await gateway.person('colleague')).get('/v1/organizations')).status).toBe(200);
  });
});

describe('the record of an organization', () => {
  it('can be followed without gaps', async () => {
    const path = `/v1/organizations/${acme.organizationId}/audit-events`;
    const owner = await gateway.person('acme-owner');
    const seen: number[] = [];
    for (let more = true; more;) {
      const { body } = await owner.get(`${path}?after_sequence=${seen.at(-1) ?? 0}&per_page=10`);
      seen.push(...body.data.map((event: { sequence: number }) => event.sequence));
      more = body.has_more;
    }
    expect(seen).toEqual(seen.map((_, i) => i + 1));
    expect(seen.length).toBeGreaterThan(20);
  });
});
