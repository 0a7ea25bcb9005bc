/** An admin issues keys, a backend uses them, the admin takes one back. */
import { startTestGateway, type TestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

describe('API keys', () => {
  it('show their plaintext once and work at once', async () => {
    const created = await acme.owner.post(`/v1/organizations/${acme.organizationId}/api-keys`, {
      name: 'till',
      project_ids: [acme.projectId],
      mode: 'test',
    });
    expect(created.status).toBe(201);
    expect(created.body.key).toMatch(/^thn_test_[0-9A-Za-z]{50}$/);
    expect(created.body.prefix).toBe(created.body.key.slice(0, 21));
    const self = await acme.owner.keyed(created.body.key).get('/v1/api-keys/self');
    expect(self).toMatchObject({
      status: 200,
      body: { key_id: created.body.key_id, project_ids: [acme.projectId], mode: 'test' },
    });
    const list = await acme.owner.get(`/v1/organizations/${acme.organizationId}/api-keys`);
    expect(list.body.data.map((key: { key_id: string }) => key.key_id)).toContain(created.body.key_id);
    expect(list.text).not.toContain(created.body.key);
  });

  it('stop working the moment they are revoked', async () => {
    const { body } = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'short-lived' });
    const backend = acme.owner.keyed(body.key);
    expect((await backend.get('/v1/projects')).status).toBe(200);
    const revoked = await acme.owner.delete(`/v1/organizations/${acme.organizationId}/api-keys/${body.key_id}`);
    expect(revoked).toMatchObject({ status: 200, body: { revoked_at: expect.any(String) } });
    expect(await backend.get('/v1/projects')).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key' } },
    });
  });

  it('reach only their projects, and only those of their mode', async () => {
    const other = await acme.owner.post(`/v1/organizations/${acme.organizationId}/projects`, { name: 'live shop' });
    const projects = await acme.backend.get('/v1/projects');
    expect(projects.body.data.map((project: { project_id: string }) => project.project_id)).toEqual([acme.projectId]);
    const unseen = await acme.backend.get(`/v1/projects/${other.body.project_id}`);
    expect(unseen).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    const mismatch = await acme.owner.post(`/v1/organizations/${acme.organizationId}/api-keys`, {
      name: 'x',
      project_ids: [acme.projectId],
    });
    expect(mismatch).toMatchObject({ status: 400, body: { error: { code: 'mode_mismatch' } } });
  });

  it('are for people to make: a key cannot make keys', async () => {
    const refused = await acme.backend.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'x' });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'firebase_required' } } });
  });

  it('in an address are refused and marked as exposed', async () => {
    const { body } = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'leaky' });
    const refused = await acme.owner.get(`/v1/projects?anything=${body.key}`);
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'api_key_in_query' } } });
    const list = await acme.owner.get(`/v1/organizations/${acme.organizationId}/api-keys`);
    const listed = list.body.data.find((key: { key_id: string }) => key.key_id === body.key_id);
    expect(listed.exposed_at).toEqual(expect.any(String));
  });
});
