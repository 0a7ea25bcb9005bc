/** A tenant keeps lists, and rules ask them. */
import { ListSweep } from '../../apps/gateway/src/lists/list-sweep.service.js';
import { ListSubjects } from '../../apps/gateway/src/lists/list-subjects.service.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { addDevice, addMember, judge } from '../support/judged.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const ID = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const MINUTE = 60_000;

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

const lists = (tenant = acme) => `/v1/projects/${tenant.projectId}/lists`;
const make = async (body: object, tenant = acme): Promise<string> => {
  const made = await tenant.backend.post(lists(tenant), body);
  if (made.status !== 201) throw new Error(made.text);
  return made.body.list_id as string;
};
const change = (listId: string, body: object, tenant = acme) =>
  tenant.backend.patch(`${lists(tenant)}/${listId}/entries`, body);
const values = async (listId: string, query = '') =>
  (await acme.backend.get(`${lists()}/${listId}/entries${query}`)).body.data.map(
    (entry: { value: string }) => entry.value,
  ) as string[];

describe('a list', () => {
  it('has a name of its own in the project', async () => {
    const made = await acme.backend.post(lists(), {
      name: 'blocked_devices',
      type: 'device',
      description: 'Stolen',
      ttl: 3600,
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      ...{
        list_id: expect.any(String),
        name: 'blocked_devices',
        type: 'device',
        description: 'Stolen',
        ttl: 3600,
        entry_count: 0,
      },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    });
    const twice = await acme.backend.post(lists(), { name: 'blocked_devices', type: 'member' });
    expect(twice).toMatchObject({ status: 409, body: { error: { code: 'list_name_taken', field: 'name' } } });
    const other = await openTenant(gateway, 'other');
    expect((await other.backend.post(lists(other), { name: 'blocked_devices', type: 'ip' })).status).toBe(201);
    for (const body of [
      { name: 'Blocked', type: 'ip' },
      { name: 'x', type: 'shoe' },
      { name: 'x', type: 'ip', ttl: 0 },
      { type: 'ip' },
    ])
      expect(await acme.backend.post(lists(), body)).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error' } },
      });
  });

  it('is found by its type, newest first, and by nobody else', async () => {
    const tenant = await openTenant(gateway, 'finder');
    const first = await make({ name: 'a', type: 'ip' }, tenant);
    gateway.time.advance(1);
    const second = await make({ name: 'b', type: 'ip' }, tenant);
    await make({ name: 'c', type: 'member' }, tenant);
    const found = await tenant.backend.get(`${lists(tenant)}?type=ip`);
    expect(found.body.data.map((list: { list_id: string }) => list.list_id)).toEqual([second, first]);
    expect((await tenant.backend.get(`${lists(tenant)}/${first}`)).body).toMatchObject({ name: 'a' });
    expect((await acme.backend.get(`${lists()}/${first}`)).status).toBe(404);
    expect((await acme.backend.get(`${lists(tenant)}/${first}`)).status).toBe(404);
  });
});

describe('entries', () => {
  it('are added and removed together, each counted once', async () => {
    const listId = await make({ name: 'members', type: 'member' });
    const first = await change(listId, { add: [ID(1), ID(2), ID(2)] });
    expect(first).toMatchObject({ status: 200, body: { list_id: listId, added: 2, removed: 0, entry_count: 2 } });
    gateway.time.advance(1);
    const second = await change(listId, { add: [ID(2), ID(3)], remove: [ID(1), ID(9)] });
    expect(second.body).toEqual({ list_id: listId, added: 1, removed: 1, entry_count: 2 });
    expect(await values(listId)).toEqual([ID(3), ID(2)]);
    expect((await acme.backend.get(`${lists()}/${listId}`)).body.entry_count).toBe(2);
  });

  it('change as a whole or not at all', async () => {
    const listId = await make({ name: 'addresses', type: 'ip' });
    await change(listId, { add: ['192.0.2.1', '::ffff:192.0.2.1', '2001:DB8::1'] });
    expect((await values(listId)).sort()).toEqual(['192.0.2.1', '2001:db8::1']);
    const bad = await change(listId, { add: ['192.0.2.2', '192.0.2.300'], remove: ['192.0.2.1', 'x'] });
    expect(bad).toMatchObject({ status: 400, body: { error: { code: 'validation_error', field: 'add.1' } } });
    expect(bad.body.error.details.map((one: { field: string }) => one.field)).toEqual(['add.1', 'remove.1']);
    const both = await change(listId, { add: ['192.0.2.1'], remove: ['::ffff:192.0.2.1'] });
    expect(both).toMatchObject({ status: 400, body: { error: { field: 'remove' } } });
    expect((await values(listId)).length).toBe(2);
  });

  it('are a thousand at most at a time', async () => {
    const listId = await make({ name: 'many', type: 'external_id' });
    const names = Array.from({ length: 1000 }, (_, i) => `person ${i}`);
    expect((await change(listId, { add: names.slice(0, 600), remove: names.slice(600) })).body).toMatchObject({
      added: 600,
    });
    expect(await change(listId, { add: [...names, 'one more'] })).toMatchObject({ status: 400 });
    expect(await change(listId, { add: names, remove: ['one more'] })).toMatchObject({
      status: 400,
      body: { error: { field: 'add' } },
    });
    const page = await acme.backend.get(`${lists()}/${listId}/entries?per_page=500`);
    expect(page.body).toMatchObject({ total: 600, has_more: true });
    expect(await values(listId, `?per_page=500&cursor=${page.body.next_cursor}`)).toHaveLength(100);
  });

  it('of two clients at once are all counted', async () => {
    const listId = await make({ name: 'busy', type: 'external_id' });
    const edits = Array.from({ length: 8 }, (_, i) => change(listId, { add: ['shared', `own ${i}`] }));
    const answers = await Promise.all(edits);
    expect(answers.reduce((sum, answer) => sum + answer.body.added, 0)).toBe(9);
    expect((await acme.backend.get(`${lists()}/${listId}`)).body.entry_count).toBe(9);
    expect(await values(listId)).toHaveLength(9);
  });

  it('end when their time is over, swept or not, and begin anew when they are added again', async () => {
    const listId = await make({ name: 'brief', type: 'external_id', ttl: 60 });
    const count = async () => (await acme.backend.get(`${lists()}/${listId}`)).body.entry_count;
    await change(listId, { add: ['a', 'b'] });
    gateway.time.advance(30_000);
    expect((await change(listId, { add: ['b'] })).body).toMatchObject({ added: 0, entry_count: 2 });
    gateway.time.advance(30_000);
    expect(await values(listId)).toEqual(['b']);
    expect(await count()).toBe(1);
    await gateway.gateway.app.get(ListSweep, { strict: false }).sweep();
    expect(await count()).toBe(1);
    gateway.time.advance(30_000);
    expect((await change(listId, { add: ['b', 'c'], remove: ['a'] })).body).toMatchObject({
      added: 2,
      removed: 0,
      entry_count: 2,
    });
    await gateway.gateway.app.get(ListSweep, { strict: false }).sweep();
    expect(await count()).toBe(2);
    expect((await values(listId)).sort()).toEqual(['b', 'c']);
  });
});

describe('lists and rules', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await openTenant(gateway, 'ruled');
  });
  const rule = async (field: string, operator: string, list: string, priority: number) =>
    (
      await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules`, {
        ...{ name: `${field} ${operator} ${list}`, status: 'live', priority, action: { verdict: 'block' } },
        conditions: { operator: 'AND', rules: [{ field, operator, value: { list } }] },
      })
    ).body.rule_id as string;

  it('meet by each of the four types, from the moment of the change', async () => {
    const memberId = await addMember(tenant, { external_id: 'ada-1' });
    const deviceId = await addDevice(gateway, tenant);
    const facts = { memberId, deviceId, sourceIp: '::ffff:192.0.2.7' };
    const cases: [string, string, string][] = [
      ...[
        ['member', 'member.id', memberId],
        ['device', 'device.id', deviceId],
      ],
      ...[
        ['ip', 'source.ip', '192.0.2.7'],
        ['external_id', 'member.external_id', 'ada-1'],
      ],
    ] as [string, string, string][];
    for (const [type, field, value] of cases) {
      const listId = await make({ name: `of_${type}`, type, ttl: 60 }, tenant);
      const ruleId = await rule(field, 'in', `of_${type}`, 1);
      expect(await judge(gateway, tenant, facts)).toMatchObject({ verdict: 'allow' });
      await change(listId, { add: [value] }, tenant);
      expect(await judge(gateway, tenant, facts)).toMatchObject({ verdict: 'block', matchedRuleId: ruleId });
      gateway.time.advance(MINUTE);
      expect(await judge(gateway, tenant, facts)).toMatchObject({ verdict: 'allow' });
    }
  });

  it('fit each other by type', async () => {
    const refused = await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules`, {
      ...{ name: 'x', action: { verdict: 'block' } },
      conditions: { operator: 'AND', rules: [{ field: 'device.id', operator: 'in', value: { list: 'of_member' } }] },
    });
    expect(refused).toMatchObject({ status: 400, body: { error: { field: '/conditions/rules/0/value/list' } } });
  });

  it('show which lists a member is on, and forget it when it is erased', async () => {
    const memberId = await addMember(tenant, { external_id: 'eve-1' });
    const people = await make({ name: 'watched', type: 'member' }, tenant);
    const names = await make({ name: 'by_name', type: 'external_id' }, tenant);
    await change(people, { add: [memberId, ID(5)] }, tenant);
    await change(names, { add: ['eve-1', memberId] }, tenant);
    const summary = () => tenant.backend.get(`/v1/projects/${tenant.projectId}/members/${memberId}/summary`);
    expect((await summary()).body.lists).toEqual(['by_name', 'watched']);
    await change(people, { remove: [memberId] }, tenant); // an ended stay is forgotten as well
    const { database } = gateway.gateway.foundations;
    const subjects = gateway.gateway.app.get(ListSubjects, { strict: false });
    const erase = () =>
      database.tenantTransaction(tenant, (tx) =>
        subjects.erase(tx, { projectId: tenant.projectId, memberId, externalId: 'eve-1' }),
      );
    expect(await erase()).toBe(2);
    expect(await erase()).toBe(0);
    expect((await summary()).body.lists).toEqual([]);
    const left = await gateway.database.query<{ value: string }>(
      'SELECT value FROM list_entries WHERE list_id = ANY ($1) ORDER BY value',
      [[people, names]],
    );
    expect(left.map((row) => row.value)).toEqual([ID(5), memberId].sort()); // the member's id as someone's external id is not this member
    for (const listId of [people, names])
      expect((await tenant.backend.get(`${lists(tenant)}/${listId}`)).body.entry_count).toBe(1);
  });
});
