/** An owner reads who did what, and an operator proves that nobody touched the record. */
import pg from 'pg';
import { verifyChains } from '../../apps/gateway/src/audit/verify-chain.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
let path: string;

beforeAll(async () => {
  gateway = await startTestGateway({ counted: true });
  acme = await openTenant(gateway);
  path = `/v1/organizations/${acme.organizationId}/audit-events`;
});
afterAll(() => gateway.close());

const verify = async () => {
  const client = new pg.Client({ connectionString: gateway.database.url, options: '-c role=thenar_jobs' });
  await client.connect();
  return verifyChains(client).finally(() => client.end());
};

describe('the record', () => {
  it('says who did what to which object, from where', async () => {
    const created = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, { name: 'till' });
    const list = await acme.owner.get(path);
    expect(list.body.data[0]).toEqual({
      audit_event_id: expect.any(String),
      sequence: list.body.total,
      actor: { kind: 'user', id: created.body.created_by },
      action: 'api_key.created',
      object: { kind: 'api_key', id: created.body.key_id },
      address: '127.0.0.1',
      request_id: created.headers.get('x-request-id'),
      details: { prefix: created.body.prefix, project_ids: [acme.projectId], scopes: created.body.scopes },
      created_at: expect.any(String),
    });
    expect(list.text).not.toContain(created.body.key);
  });

  it('is read by action, object, actor and time, page by page', async () => {
    const actions = async (query: string) =>
      (await acme.owner.get(`${path}?${query}`)).body.data.map((one: { action: string }) => one.action);
    expect(await actions('action=organization.created')).toEqual(['organization.created']);
    expect(await actions(`object_id=${acme.environmentId}`)).toEqual(['environment.created']);
    expect(await actions('object_kind=project')).toEqual(expect.arrayContaining(['project.created']));
    expect(await actions('actor_id=nobody')).toEqual([]);
    expect(await actions('end=2020-01-01T00:00:00Z')).toEqual([]);
    expect((await acme.owner.get(`${path}?start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z`)).status).toBe(400);
    for (let i = 0; i < 12; i++) await acme.owner.patch(`/v1/projects/${acme.projectId}`, { name: `shop ${i}` });
    const first = (await acme.owner.get(`${path}?per_page=10`)).body;
    const second = (await acme.owner.get(`${path}?per_page=10&cursor=${first.next_cursor}`)).body;
    const sequences = [...first.data, ...second.data].map((one: { sequence: number }) => one.sequence);
    expect(sequences).toEqual(sequences.map((_, i) => first.total - i));
  });

  it('is for owners and admins', async () => {
    const viewer = await gateway.person('viewer');
    await viewer.get('/v1/organizations');
    await acme.owner.post(`/v1/organizations/${acme.organizationId}/users`, { uid: 'viewer', role: 'viewer' });
    expect(await viewer.get(path)).toMatchObject({ status: 403, body: { error: { code: 'admin_required' } } });
    expect((await (await gateway.person('outsider')).get(path)).status).toBe(404);
    expect(await acme.backend.get(path)).toMatchObject({ status: 403, body: { error: { code: 'missing_scope' } } });
  });

  it('cannot be changed by the gateway itself', async () => {
    const client = new pg.Client({ connectionString: gateway.database.url, options: '-c role=thenar_jobs' });
    await client.connect();
    await expect(client.query('DELETE FROM audit_events')).rejects.toThrow(/permission denied/);
    await expect(client.query(`UPDATE audit_events SET action = 'x'`)).rejects.toThrow(/permission denied/);
    await client.end();
  });

  it('is whole under twenty deeds at once, and shows what was removed, changed or cut', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        acme.owner.patch(`/v1/projects/${acme.projectId}`, { name: `at once ${i}` }),
      ),
    );
    const whole = await verify();
    expect([whole.breaks, whole.events > 30]).toEqual([[], true]);
    const tampered = async (sql: string) => {
      await gateway.database.query(
        `CREATE TABLE kept AS SELECT * FROM audit_events; CREATE TABLE heads AS SELECT * FROM audit_heads; ${sql}`,
      );
      const { breaks } = await verify();
      await gateway.database.query(
        'DELETE FROM audit_events; INSERT INTO audit_events SELECT * FROM kept; DROP TABLE kept; DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM heads; DROP TABLE heads',
      );
      return breaks.map(({ sequence, what }) => `${what} ${sequence}`);
    };
    const last = whole.events;
    expect(await tampered('DELETE FROM audit_events WHERE sequence = 5')).toEqual(['removed 5']);
    expect(await tampered(`UPDATE audit_events SET actor_id = 'eve' WHERE sequence = 7`)).toEqual(['changed 7']);
    expect(await tampered(`UPDATE audit_events SET details = '{"x":1}' WHERE sequence = 8`)).toEqual(['changed 8']);
    expect(await tampered(`UPDATE audit_events SET address = null WHERE sequence = 9`)).toEqual(['changed 9']);
    expect(await tampered(`DELETE FROM audit_events WHERE sequence = ${last}`)).toEqual([`cut ${last}`]);
    expect(await tampered('DELETE FROM audit_heads')).toEqual([`headless ${last}`]);
    expect((await verify()).breaks).toEqual([]);
  });
});
