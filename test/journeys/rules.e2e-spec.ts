/** A tenant writes down what follows from a scan, and the next scan is judged by it. */
import type { Answer } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { addDevice, addMember, eventually, judge } from '../support/judged.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
});
afterAll(() => gateway.close());

const rules = (tenant = acme) => `/v1/projects/${tenant.projectId}/rules`;
const leaf = (field: string, operator: string, value: unknown) => ({ field, operator, value });
const all = (...nodes: object[]) => ({ operator: 'AND', rules: nodes });
const any = (...nodes: object[]) => ({ operator: 'OR', rules: nodes });
const ALWAYS = all(leaf('operation', 'exists', true));
const write = (body: object, tenant = acme): Promise<Answer> =>
  tenant.backend.post(rules(tenant), { name: 'a rule', conditions: ALWAYS, action: { verdict: 'block' }, ...body });

describe('a rule', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await openTenant(gateway, 'writer');
  });

  it('is a draft at the end of the line unless it says otherwise', async () => {
    const first = await write({ name: 'first' }, tenant);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      rule_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ name: 'first', priority: 1, status: 'draft', conditions: ALWAYS },
      action: { verdict: 'block', side_effects: [] },
      stats: { match_count: 0, last_match_at: null },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
      propagated: true,
      propagation_ms: expect.any(Number),
    });
    expect(first.body.propagation_ms).toBeLessThan(20_000); // 2 s on a machine at rest
    const urgent = await write({ name: 'urgent', priority: 0, status: 'live' }, tenant);
    const second = await write({ name: 'second' }, tenant);
    expect([urgent.body.priority, second.body.priority]).toEqual([0, 2]);
    const list = await tenant.backend.get(rules(tenant));
    expect(list.body).toMatchObject({ total: 3, page: 1, has_more: false });
    expect(list.body.data.map((rule: { name: string }) => rule.name)).toEqual(['urgent', 'first', 'second']);
    expect(list.body.data[0]).not.toHaveProperty('propagated');
    const live = await tenant.backend.get(`${rules(tenant)}?status=live`);
    expect(live.body.data.map((rule: { name: string }) => rule.name)).toEqual(['urgent']);
    expect((await tenant.backend.get(`${rules(tenant)}?status=asleep`)).status).toBe(400);
  });

  it('keeps what a change leaves out, by PATCH as by PUT', async () => {
    await tenant.backend.post(`/v1/projects/${tenant.projectId}/lists`, { name: 'watch', type: 'member' });
    const { body } = await write(
      { action: { verdict: 'block', side_effects: [{ type: 'add_to_list', list: 'watch' }] } },
      tenant,
    );
    const path = `${rules(tenant)}/${body.rule_id}`;
    const put = await tenant.backend.put(path, { status: 'paused' });
    expect(put).toMatchObject({
      status: 200,
      body: { ...body, status: 'paused', updated_at: expect.any(String), propagation_ms: expect.any(Number) },
    });
    const patched = await tenant.backend.patch(path, { action: { verdict: 'challenge' } });
    expect(patched.body.action).toEqual({
      verdict: 'challenge',
      side_effects: [{ type: 'add_to_list', list: 'watch' }],
    });
    const emptied = await tenant.backend.put(path, { action: { side_effects: [] } });
    expect(emptied.body.action).toEqual({ verdict: 'challenge', side_effects: [] });
    expect(await tenant.backend.get(path)).toMatchObject({
      status: 200,
      body: { status: 'paused', action: emptied.body.action },
    });
  });

  it('is not changed by who read an older one', async () => {
    const { body } = await write({}, tenant);
    const path = `${rules(tenant)}/${body.rule_id}`;
    const read = await tenant.backend.get(path);
    const tag = read.headers.get('etag')!;
    expect((await tenant.backend.with({ 'If-Match': tag }).patch(path, { name: 'once' })).status).toBe(200);
    const late = await tenant.backend.with({ 'If-Match': tag }).put(path, { name: 'twice' });
    expect(late).toMatchObject({ status: 412, body: { error: { code: 'precondition_failed' } } });
  });

  it('is gone when it is deleted, and known to nobody else', async () => {
    const { body } = await write({}, tenant);
    const path = `${rules(tenant)}/${body.rule_id}`;
    expect((await acme.backend.get(`${rules()}/${body.rule_id}`)).status).toBe(404);
    expect((await acme.backend.get(path)).status).toBe(404);
    const deleted = await tenant.backend.delete(path);
    expect(deleted.body).toEqual({
      deleted: true,
      rule_id: body.rule_id,
      propagated: true,
      propagation_ms: expect.any(Number),
    });
    for (const answer of [
      await tenant.backend.get(path),
      await tenant.backend.delete(path),
      await tenant.backend.patch(path, {}),
    ])
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });

  it('needs the scope, and an admin', async () => {
    const made = await acme.owner.post(`/v1/projects/${acme.projectId}/api-keys`, {
      name: 'reader',
      scopes: ['rules:read'],
    });
    const reader = acme.owner.keyed(made.body.key);
    expect((await reader.get(rules())).status).toBe(200);
    const refused = await reader.post(rules(), { name: 'x', conditions: ALWAYS, action: { verdict: 'allow' } });
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope', details: { required: 'rules:write' } } },
    });
  });

  it('comes in pages in its order, and a cursor goes on where it was', async () => {
    const crowd = await openTenant(gateway, 'crowd');
    for (let i = 0; i < 23; i++) await write({ name: `rule ${i}`, priority: i % 3 }, crowd);
    const whole = (await crowd.backend.get(`${rules(crowd)}?per_page=100`)).body.data.map(
      (rule: { rule_id: string }) => rule.rule_id,
    );
    const met: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer = await crowd.backend.get(`${rules(crowd)}?per_page=10${cursor && `&cursor=${cursor}`}`);
      met.push(...body.data.map((rule: { rule_id: string }) => rule.rule_id));
      cursor = body.next_cursor;
    }
    expect(met).toEqual(whole);
    expect((await crowd.backend.get(`${rules(crowd)}?per_page=10&page=3`)).body).toMatchObject({
      total: 23,
      has_more: false,
    });
    expect((await crowd.backend.get(`${rules(crowd)}?cursor=nonsense`)).status).toBe(400);
  });
});

describe('conditions that make no sense', () => {
  it.each<[string, unknown, string]>([
    ['no group at the root', leaf('hand', 'equals', 'left'), '/conditions/operator'],
    ['an empty group', all(), '/conditions/rules'],
    ['a strange word', { operator: 'XOR', rules: [leaf('hand', 'equals', 'left')] }, '/conditions/operator'],
    ['a strange field', all(leaf('member.shoe_size', 'gt', 40)), '/conditions/rules/0/field'],
    ['a field that every object has', all(leaf('member.metadata.', 'exists', true)), '/conditions/rules/0/field'],
    ['an operator that does not fit', all(ALWAYS, leaf('hand', 'gt', 3)), '/conditions/rules/1/operator'],
    ['a value of another type', all(any(leaf('quality', 'gt', '0.5'))), '/conditions/rules/0/rules/0/value'],
    ['a choice that is none', all(leaf('result', 'equals', 'maybe')), '/conditions/rules/0/value'],
    ['a range upside down', all(leaf('time.hour', 'between', [9, 5])), '/conditions/rules/0/value'],
    ['one bad value among many', all(leaf('hand', 'in', ['left', 'foot'])), '/conditions/rules/0/value/1'],
    ['a list that is not there', all(leaf('member.id', 'in', { list: 'nobody' })), '/conditions/rules/0/value/list'],
    ['a field that has no lists', all(leaf('quality', 'in', { list: 'nobody' })), '/conditions/rules/0/value'],
    ['more than a condition says', all({ ...leaf('hand', 'equals', 'left'), 'a/b': 1 }), '/conditions/rules/0/a~1b'],
    ['an address in another spelling', all(leaf('source.ip', 'equals', '2001:DB8::1')), '/conditions/rules/0/value'],
    [
      'six groups in each other',
      all(all(all(all(all(all(leaf('hand', 'equals', 'left'))))))),
      '/conditions/rules/0/rules/0/rules/0/rules/0/rules/0',
    ],
    [
      'fifty-one conditions',
      all(...Array.from({ length: 2 }, () => any(...Array.from({ length: 26 }, () => leaf('hand', 'equals', 'left'))))),
      '/conditions',
    ],
  ])('%s: refused with a pointer to it', async (_what, conditions, field) => {
    const refused = await write({ conditions });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'validation_error', field } } });
  });

  it('name every fault at once', async () => {
    const refused = await write({
      conditions: all(leaf('hand', 'equals', 7), leaf('x', 'equals', 7)),
      action: { verdict: 'block', side_effects: [{ type: 'add_to_list', list: 'nobody' }, { type: 'explode' }] },
    });
    expect(refused.body.error.details.map((one: { field: string }) => one.field)).toEqual([
      ...['/conditions/rules/0/value', '/conditions/rules/1/field', '/action/side_effects/1/type'],
    ]);
  });

  it('five groups deep and fifty conditions wide are taken', async () => {
    const deep = all(all(all(all(any(...Array.from({ length: 50 }, (_, i) => leaf('time.hour', 'equals', i % 24)))))));
    expect((await write({ conditions: deep })).status).toBe(201);
  });
});

describe('a live rule', () => {
  let tenant: Tenant;
  let ada: string;
  beforeAll(async () => {
    tenant = await openTenant(gateway, 'live');
    await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { settings: { extended_events: true } });
    ada = await addMember(tenant, { external_id: 'ada-1', metadata: { tier: 'gold', visits: 3 } });
    const captures = await Promise.all(['1', '2'].map((capture) => synthetic('ada:left', capture)));
    const enrolled = await tenant.backend.post(`/v1/projects/${tenant.projectId}/enroll`, {
      member_id: ada,
      hand: 'left',
      captures,
    });
    expect(enrolled.status).toBe(201);
  });

  it('reaches the answer, the scan result, its explanation and the events', async () => {
    const before = await tenant.backend.post(`/v1/projects/${tenant.projectId}/identify`, {
      capture: await synthetic('ada:left', 'before'),
    });
    expect(before.body).toMatchObject({ matched: true, verdict: null, matched_rule_id: null });
    const rule = await write(
      {
        status: 'live',
        conditions: all(leaf('member.metadata.tier', 'equals', 'gold')),
        action: { verdict: 'challenge' },
      },
      tenant,
    );
    const { body } = await tenant.backend.post(`/v1/projects/${tenant.projectId}/identify`, {
      capture: await synthetic('ada:left', 'x'),
    });
    expect(body).toMatchObject({
      matched: true,
      member_id: ada,
      verdict: 'challenge',
      matched_rule_id: rule.body.rule_id,
    });
    const scan = await tenant.backend.get(`/v1/scan-results/${body.scan_id}`);
    expect(scan.body).toMatchObject({ verdict: 'challenge', matched_rule_id: rule.body.rule_id });
    expect(Object.keys(scan.body.signals).sort()).toEqual([
      'clock_untrusted',
      'impossible_travel',
      'near_miss',
      'new_device_for_member',
      'off_hours',
      'repeated_failures',
      'replayed_capture',
    ]);
    const explained = await tenant.backend.get(`/v1/scan-results/${body.scan_id}/explain`);
    expect(explained.body.gates.at(-1)).toMatchObject({
      gate: 'rules',
      outcome: 'challenge',
      input: { rule_id: rule.body.rule_id },
    });
    const verified = await tenant.backend.post(`/v1/projects/${tenant.projectId}/verify`, {
      member_id: ada,
      capture: await synthetic('ada:left', 'y'),
    });
    expect(verified.body).toMatchObject({ verified: true, verdict: 'challenge', matched_rule_id: rule.body.rule_id });
    const events = await gateway.database.query<{ body: string }>(
      `SELECT body FROM outbox_events WHERE type = 'rule.matched' ORDER BY event_id`,
    );
    expect(events.map((event) => JSON.parse(event.body).data)).toEqual([
      {
        ...{
          event_type: 'rule.matched',
          rule_id: rule.body.rule_id,
          verdict: 'challenge',
          scan_id: body.scan_id,
          operation: 'identify',
        },
        ...{ result: 'matched', member_id: ada, device_id: null, labels: [] },
      },
      expect.objectContaining({ scan_id: verified.body.scan_id, operation: 'verify', member_id: null }),
    ]);
    const stats = await tenant.backend.get(`${rules(tenant)}/${rule.body.rule_id}`);
    expect(stats.body.stats).toEqual({ match_count: 2, last_match_at: verified.body.created_at });
    await tenant.backend.delete(`${rules(tenant)}/${rule.body.rule_id}`);
  });

  it('reaches the terminal', async () => {
    const rule = await write({ status: 'live', conditions: all(leaf('velocity.device_1m', 'gte', 1)) }, tenant);
    const terminal = await pairTerminal(gateway, tenant);
    const scan = async (counter: number) => ({
      scan_ref: `s-${counter}`,
      counter,
      capture: await synthetic('ada:left', `at the door ${counter}`),
    });
    const { body } = await terminal.scans([await scan(1)]);
    expect(body.results[0]).toMatchObject({ matched: true, verdict: 'block', member: { member_id: ada } });
    await tenant.backend.delete(`${rules(tenant)}/${rule.body.rule_id}`);
    const free = await terminal.scans([await scan(2)]);
    expect(free.body.results[0]).toMatchObject({ matched: true, verdict: null });
  });
});

describe('side effects', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await openTenant(gateway, 'effects');
    await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { settings: { extended_events: true } });
    for (const [name, type] of [
      ['doors', 'device'],
      ['people', 'member'],
      ['places', 'ip'],
      ['names', 'external_id'],
    ])
      await tenant.backend.post(`/v1/projects/${tenant.projectId}/lists`, { name, type });
  });

  it('put on lists what the scan was about, and take it off', async () => {
    const memberId = await addMember(tenant, { external_id: 'eve-7' });
    const deviceId = await addDevice(gateway, tenant);
    const effects = ['doors', 'people', 'places', 'names'].map((list) => ({ type: 'add_to_list', list }));
    const rule = await write({ status: 'live', action: { verdict: 'allow', side_effects: effects } }, tenant);
    await judge(gateway, tenant, { memberId, deviceId, sourceIp: '::ffff:192.0.2.9' });
    const on = async (type: string) => {
      const lists = await tenant.backend.get(`/v1/projects/${tenant.projectId}/lists?type=${type}`);
      const entries = await tenant.backend.get(
        `/v1/projects/${tenant.projectId}/lists/${lists.body.data[0].list_id}/entries`,
      );
      return entries.body.data.map((entry: { value: string }) => entry.value) as string[];
    };
    const found = await eventually(async () => {
      const now = [await on('device'), await on('member'), await on('ip'), await on('external_id')];
      return now.flat().length === 4 ? now : null;
    });
    expect(found).toEqual([[deviceId], [memberId], ['192.0.2.9'], ['eve-7']]);
    expect(
      (await tenant.backend.get(`/v1/projects/${tenant.projectId}/members/${memberId}/summary`)).body.lists,
    ).toEqual(['names', 'people']);
    const back = [
      { type: 'remove_from_list', list: 'people' },
      { type: 'emit_webhook', label: 'went' },
    ];
    await tenant.backend.patch(`${rules(tenant)}/${rule.body.rule_id}`, { action: { side_effects: back } });
    await judge(gateway, tenant, { memberId, deviceId });
    await eventually(async () => ((await on('member')).length === 0 ? true : null));
    const events = await gateway.database.query<{ type: string; body: string }>(
      'SELECT type, body FROM outbox_events WHERE project_id = $1',
      [tenant.projectId],
    );
    const eventsOf = (type: string) =>
      events.filter((event) => event.type === type).map((event) => JSON.parse(event.body).data);
    expect(eventsOf('list.updated')).toHaveLength(5);
    expect(eventsOf('list.updated')[0]).toMatchObject({ added: 1, removed: 0, entry_count: 1 });
    expect(eventsOf('rule.matched').map((data) => data.labels)).toEqual([[], ['went']]);
    await tenant.backend.delete(`${rules(tenant)}/${rule.body.rule_id}`);
  });

  it('disable the member, on the record, and the next scan is blocked', async () => {
    const memberId = await addMember(tenant);
    const conditions = all(leaf('member.id', 'equals', memberId));
    const rule = await write(
      { status: 'live', conditions, action: { verdict: 'allow', side_effects: [{ type: 'disable_member' }] } },
      tenant,
    );
    expect(await judge(gateway, tenant, { memberId })).toMatchObject({
      verdict: 'allow',
      matchedRuleId: rule.body.rule_id,
    });
    const path = `/v1/projects/${tenant.projectId}/members/${memberId}`;
    await eventually(async () => ((await tenant.backend.get(path)).body.status === 'disabled' ? true : null));
    expect(await judge(gateway, tenant, { memberId })).toMatchObject({ verdict: 'block', matchedRuleId: null });
    const record = await tenant.owner.get(`/v1/organizations/${tenant.organizationId}/audit-events`);
    expect(record.body.data).toContainEqual(
      expect.objectContaining({
        action: 'member.updated',
        actor: { kind: 'system', id: 'rules' },
        object: { kind: 'member', id: memberId },
      }),
    );
    await eventually(async () =>
      (await gateway.database.query('SELECT 1 FROM rule_effects')).length === 0 ? true : null,
    );
  });
});
