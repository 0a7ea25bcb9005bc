/** An owner looks after the organization: its people, and lists that can be leafed through. */
import type { Answer } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { pairTerminal } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

const users = () => `/v1/organizations/${acme.organizationId}/users`;
const colleagues = async () =>
  (await acme.owner.get(users())).body.data as { email: string | null; uid: string | null }[];

describe('people', () => {
  it('are named by id, by uid or by e-mail', async () => {
    const email = 'uma@example.org';
    const uma = await gateway.person('uma', { email });
    await uma.get('/v1/organizations');
    const added = await acme.owner.post(users(), { uid: 'uma', role: 'viewer' });
    expect(added).toMatchObject({ status: 201, body: { uid: 'uma', role: 'viewer', status: 'active' } });
    const promoted = await acme.owner.patch(`${users()}/${encodeURIComponent(email)}`, { role: 'admin' });
    expect(promoted).toMatchObject({ status: 200, body: { role: 'admin' } });
    expect(await acme.owner.patch(`${users()}/uma`, { disabled: true })).toMatchObject({
      body: { status: 'disabled' },
    });
    const gone = await acme.owner.delete(`${users()}/${added.body.user_id}`);
    expect(gone).toMatchObject({ status: 200, body: { user_id: added.body.user_id } });
    expect((await acme.owner.patch(`${users()}/uma`, { role: 'viewer' })).status).toBe(404);
  });

  it('may be named by uid before they sign in for the first time', async () => {
    const added = await acme.owner.post(users(), { uid: 'newcomer', role: 'viewer' });
    expect(added).toMatchObject({ status: 201, body: { uid: 'newcomer', email: null, role: 'viewer' } });
    const again = await acme.owner.post(users(), { uid: 'newcomer', role: 'admin' });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'user_exists' } } });
    const newcomer = await gateway.person('newcomer', { email: 'newcomer@example.org' });
    expect((await newcomer.get('/v1/organizations')).body.data).toMatchObject([
      { organization_id: acme.organizationId, role: 'viewer' },
    ]);
    expect((await colleagues()).find(({ uid }) => uid === 'newcomer')?.email).toBe('newcomer@example.org');
    expect((await acme.owner.delete(`${users()}/newcomer`)).status).toBe(200);
  });

  it('who were invited by mistake can be taken off the list before they come', async () => {
    const email = 'typo@example.org';
    expect(await acme.owner.post(users(), { email, role: 'admin' })).toMatchObject({ body: { status: 'invited' } });
    const withdrawn = await acme.owner.delete(`${users()}/${encodeURIComponent(email)}`);
    expect(withdrawn).toMatchObject({ status: 200, body: { email, status: 'invited' } });
    expect((await colleagues()).map((colleague) => colleague.email)).not.toContain(email);
    const typo = await gateway.person('typo', { email });
    expect((await typo.get('/v1/organizations')).body.data).toEqual([]);
  });

  it('always include an owner', async () => {
    const [owner] = await colleagues();
    const refused = await acme.owner.delete(`${users()}/${owner!.uid}`);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'last_owner' } } });
  });
});

describe('short lists', () => {
  it('come whole, by page or by cursor, with the same rows in the same order', async () => {
    for (let i = 0; i < 22; i++)
      await acme.owner.post(`/v1/organizations/${acme.organizationId}/projects`, {
        name: `shop ${i}`,
        environment_id: acme.environmentId,
      });
    const ids = (answer: Answer) => answer.body.data.map((project: { project_id: string }) => project.project_id);
    const whole = await acme.owner.get('/v1/projects');
    expect(whole.body).toMatchObject({ total: 23, has_more: false, next_cursor: null });
    const first = await acme.owner.get('/v1/projects?page=1&per_page=10');
    expect(first.body).toMatchObject({ page: 1, per_page: 10, total: 23, has_more: true });
    const second = await acme.owner.get(`/v1/projects?per_page=10&cursor=${first.body.next_cursor}`);
    const third = await acme.owner.get('/v1/projects?page=3&per_page=10');
    expect(third.body).toMatchObject({ has_more: false, next_cursor: null });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(ids(whole));
    expect((await acme.backend.get('/v1/environments?page=2&per_page=10')).body).toMatchObject({ data: [], total: 1 });
  });

  it.each(['page=0', 'per_page=9', 'per_page=101', 'cursor=made-up', 'unknown=1', 'page=1&cursor=x'])(
    'refuse ?%s',
    async (query) => {
      for (const path of ['/v1/projects', '/v1/environments', '/v1/organizations', users()])
        expect(await acme.owner.get(`${path}?${query}`)).toMatchObject({
          status: 400,
          body: { error: { code: 'validation_error' } },
        });
    },
  );
});

describe('a project', () => {
  it('gets its environment once: no other and none comes after it', async () => {
    const { body } = await acme.owner.post(`/v1/organizations/${acme.organizationId}/projects`, { name: 'Later' });
    const [path, fixed] = [`/v1/projects/${body.project_id}`, { error: { code: 'environment_fixed' } }];
    const environments = `/v1/organizations/${acme.organizationId}/environments`;
    const other = await acme.owner.post(environments, { name: 'Other', mode: 'production' });
    expect(await acme.owner.patch(path, { environment_id: null })).toMatchObject({
      status: 200,
      body: { environment: null },
    });
    for (let time = 0; time < 2; time++)
      expect((await acme.owner.patch(path, { environment_id: acme.environmentId })).status).toBe(200);
    for (const environment_id of [null, other.body.environment_id])
      expect(await acme.owner.patch(path, { environment_id })).toMatchObject({ status: 409, body: fixed });
    expect((await acme.owner.get(path)).body.environment.environment_id).toBe(acme.environmentId);
  });

  it('hears in words what is wrong with a telephone number', async () => {
    const said = await acme.owner.patch(`/v1/projects/${acme.projectId}`, { phone_number: 'call me' });
    expect(said.body.error.message).toMatch(/^phone_number must be a telephone number: digits/);
  });
});

describe('edits of what another person edited meanwhile', () => {
  it('are refused for projects, environments and devices', async () => {
    const device = await pairTerminal(gateway, acme);
    const stale = { 'If-Match': '"of another day"' };
    for (const path of [`/v1/projects/${acme.projectId}`, `/v1/devices/${device.deviceId}`]) {
      const read = await acme.owner.get(path);
      const tag = { 'If-Match': read.headers.get('etag')! };
      expect(await acme.owner.with(stale).patch(path, { name: 'lost' })).toMatchObject({
        status: 412,
        body: { error: { code: 'precondition_failed' } },
      });
      const renamed = await acme.owner.with(tag).patch(path, { name: 'kept' });
      expect([renamed.status, renamed.body.name]).toEqual([200, 'kept']);
      expect((await acme.owner.with(tag).patch(path, { name: 'too late' })).status).toBe(412);
      expect((await acme.owner.get(path)).headers.get('etag')).toBe(renamed.headers.get('etag'));
    }
    const environment = `/v1/environments/${acme.environmentId}`;
    const edited = await acme.owner.patch(environment, { name: 'first' });
    expect((await acme.owner.with(stale).patch(environment, { name: 'lost' })).status).toBe(412);
    const tag = { 'If-Match': edited.headers.get('etag')! };
    expect((await acme.owner.with(tag).patch(environment, { name: 'second' })).body.name).toBe('second');
  });
});
