/** A backtest says of the past what the rule would have said then: two evaluators, one in this process and one in SQL, agree. */
import fc from 'fast-check';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { addDevice, addMember, judge, type Judged } from '../support/judged.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const SEED = 20_261_122;
const SCANS = 100;
const RULES = 40;
const MINUTE = 60_000;

let gateway: TestGateway;
let tenant: Tenant;
let members: string[];
let devices: string[];

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  tenant = await openTenant(gateway);
  await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { time_zone: 'Asia/Kolkata' });
  members = [
    await addMember(tenant, { external_id: 'ada', metadata: { tier: 'gold', visits: 3, vip: true, note: null } }),
    await addMember(tenant, { external_id: 'bob', metadata: { tier: 7 } }),
    await addMember(tenant, { status: 'disabled' }),
  ];
  devices = [
    await addDevice(gateway, tenant, { metadata: { floor: 2, wing: 'north' } }),
    await addDevice(gateway, tenant, { mode: 'demo', metadata: { wing: 'northwest' } }),
  ];
  for (const type of ['member', 'device', 'ip', 'external_id']) {
    const list = await tenant.backend.post(`/v1/projects/${tenant.projectId}/lists`, {
      name: `some_${type}s`,
      type,
      ttl: 3 * 60 * 60,
    });
    const first = { member: members[0], device: devices[0], ip: '192.0.2.7', external_id: 'bob' }[type];
    await tenant.backend.patch(`/v1/projects/${tenant.projectId}/lists/${list.body.list_id}/entries`, { add: [first] });
  }
}, 60_000);
afterAll(() => gateway.close());

type Values = fc.Arbitrary<string | number | boolean>;
const leaf = (field: string, operator: string, value: fc.Arbitrary<unknown>) =>
  fc.record({ field: fc.constant(field), operator: fc.constant(operator), value });
const exists = (field: string) => leaf(field, 'exists', fc.boolean());
const among = (field: string, values: Values) =>
  ['in', 'not_in'].map((operator) => leaf(field, operator, fc.array(values, { minLength: 1, maxLength: 3 })));
const same = (field: string, values: Values) =>
  ['equals', 'not_equals'].map((operator) => leaf(field, operator, values));
const choice = (field: string, values: Values) => [...same(field, values), ...among(field, values), exists(field)];
const number = (field: string, values: fc.Arbitrary<number>) => [
  ...choice(field, values),
  ...['gt', 'gte', 'lt', 'lte'].map((operator) => leaf(field, operator, values)),
  leaf(
    field,
    'between',
    fc.tuple(values, values).map((pair) => pair.sort((a, b) => a - b)),
  ),
];
const words = (field: string, values: fc.Arbitrary<string>) =>
  ['contains', 'starts_with'].map((operator) => leaf(field, operator, values));
const listed = (field: string, name: string) =>
  ['in', 'not_in'].map((operator) => leaf(field, operator, fc.constant({ list: name })));
const free = (field: string, values: Values, parts: fc.Arbitrary<string>) => [
  ...choice(field, values),
  ...words(field, parts),
  ...['gt', 'lte'].map((operator) => leaf(field, operator, fc.integer({ min: 0, max: 8 }))),
];

/** Every field, with values that some scans have. */
function leaves(): fc.Arbitrary<object> {
  const of = (...values: string[]) => fc.constantFrom(...values);
  const parts = of('north', 'n', 'go', 'old', 'gold', 'x');
  return fc.oneof(
    ...choice('operation', of('identify', 'verify')),
    ...choice('result', of('matched', 'not_matched', 'ambiguous')),
    ...choice('hand', of('left', 'right', 'unknown')),
    ...number('quality', fc.constantFrom(0.25, 0.5, 0.755, 0.9)),
    ...number('confidence', fc.constantFrom(0.9, 0.99, 0.9999, 0.99999)),
    ...[...choice('member.id', of(...members)), ...listed('member.id', 'some_members')],
    ...[
      ...choice('member.external_id', of('ada', 'bob', 'eve')),
      ...words('member.external_id', of('a', 'bo')),
      ...listed('member.external_id', 'some_external_ids'),
    ],
    ...choice('member.status', of('active', 'disabled')),
    ...number('member.enrolled_days', fc.integer({ min: 0, max: 3 })),
    ...number('member.scan_count_24h', fc.integer({ min: 1, max: 30 })),
    ...[
      ...choice('source.ip', of('192.0.2.7', '2001:db8::1')),
      ...words('source.ip', of('192.0.', '2001')).slice(1),
      ...listed('source.ip', 'some_ips'),
    ],
    ...[...choice('device.id', of(...devices)), ...listed('device.id', 'some_devices')],
    ...choice('device.mode', of('standard', 'demo')),
    ...number('time.hour', fc.integer({ min: 0, max: 23 })),
    ...number('time.weekday', fc.integer({ min: 1, max: 7 })),
    ...[...choice('time.zone', of('Asia/Kolkata', 'UTC')), ...words('time.zone', of('Asia'))],
    ...number('velocity.member_5m', fc.integer({ min: 1, max: 4 })),
    ...number('velocity.device_1m', fc.integer({ min: 1, max: 3 })),
    ...['near_miss', 'replayed_capture', 'off_hours', 'new_device_for_member', 'impossible_travel'].flatMap((name) => [
      ...same(`signals.${name}`, fc.boolean()),
      exists(`signals.${name}`),
    ]),
    ...choice('transaction.type', of('payment', 'check_in')),
    ...[
      ...choice('transaction.status', of('completed', 'refunded')),
      ...choice('transaction.currency', of('EUR', 'USD')),
      ...choice('transaction.reference', of('r1')),
    ],
    ...[
      ...number('transaction.amount_minor', fc.constantFrom(100, 250)),
      ...number('transaction.age_minutes', fc.integer({ min: 0, max: 60 })),
    ],
    ...free('transaction.metadata.seat', fc.constantFrom<string | number>('gold', 3), parts),
    ...free('member.metadata.tier', fc.constantFrom<string | number>('gold', 7), parts),
    ...free('member.metadata.visits', fc.integer({ min: 2, max: 4 }), parts),
    ...[...same('member.metadata.vip', fc.boolean()), exists('member.metadata.note'), exists('member.metadata.vip')],
    ...free('device.metadata.wing', of('north', 'south'), parts),
    ...free('device.metadata.floor', fc.integer({ min: 1, max: 3 }), parts),
  );
}

const trees = () =>
  fc.letrec<{ tree: object }>((tie) => ({
    tree: fc.record({
      operator: fc.constantFrom('AND', 'OR'),
      rules: fc.array(fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaves(), tie('tree')), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  })).tree;

const attempts = (): fc.Arbitrary<Judged & { waitMs: number }> =>
  fc.record({
    waitMs: fc.constantFrom(1, 1000, 20_000, 59_999, 60_000, 4 * MINUTE, 5 * MINUTE, 47 * MINUTE),
    operation: fc.constantFrom('identify', 'verify'),
    memberId: fc.constantFrom(null, ...members),
    deviceId: fc.constantFrom(null, ...devices),
    result: fc.constantFrom('matched', 'matched', 'not_matched', 'ambiguous', 'low_quality'),
    hand: fc.constantFrom('left', 'right', 'unknown'),
    quality: fc.constantFrom(null, 0.25, 0.755, 0.9),
    confidence: fc.constantFrom(null, 0.9, 0.99, 0.9999, 0.99999),
    sourceIp: fc.constantFrom(null, '192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '192.0.3.1'),
    nearest: fc.constantFrom({ distance: 0.351, searched: 10 }, { distance: 0.45, searched: 10 }),
    roi: fc.constantFrom(new Uint8Array(16).fill(1), new Uint8Array(16).fill(2), new Uint8Array(16).fill(3)),
  }) as fc.Arbitrary<Judged & { waitMs: number }>;

describe('a backtest', () => {
  it('matches the scans that the rule matched when it was live', async () => {
    const path = `/v1/projects/${tenant.projectId}`;
    const rules: { rule_id: string; conditions: object }[] = [];
    for (const conditions of fc.sample(trees(), { numRuns: RULES, seed: SEED })) {
      const made = await tenant.backend.post(`${path}/rules`, {
        name: 'x',
        status: 'monitor',
        conditions,
        action: { verdict: 'block' },
      });
      expect(made).toMatchObject({ status: 201 });
      rules.push(made.body);
    }
    for (const [i, { waitMs, ...facts }] of fc.sample(attempts(), { numRuns: SCANS, seed: SEED }).entries()) {
      gateway.time.advance(waitMs);
      facts.demo = facts.deviceId === devices[1];
      if (facts.result !== 'matched' && facts.operation === 'identify') facts.memberId = null;
      await judge(gateway, tenant, {
        ...facts,
        ...(facts.memberId ? {} : { result: facts.result === 'matched' ? 'not_matched' : facts.result }),
      });
      if (i % 10 === 5) await pay(members[i % 3]!, i);
    }
    gateway.time.advance(1);
    const backend = (await gateway.person(`acme-owner`)).with({});
    const disagreements: object[] = [];
    let matched = 0;
    for (const { rule_id, conditions } of rules) {
      const live = (await backend.get(`${path}/rules/${rule_id}`)).body.stats.match_count as number;
      const test = await backend.post(`${path}/rules/${rule_id}/backtest`, { days: 2, sample_size: 100 });
      expect(test).toMatchObject({ status: 200, body: { total_events: SCANS } });
      expect(test.body.sample).toHaveLength(Math.min(100, test.body.match_count));
      const draft = { name: 'not stored', conditions, action: { verdict: 'block' } };
      const unstored = await backend.post(`${path}/rules/backtest`, { rule: draft, days: 2, sample_size: 100 });
      expect(unstored).toMatchObject({ status: 200 });
      expect({ ...unstored.body, duration_ms: 0 }).toEqual({ ...test.body, rule_id: null, duration_ms: 0 });
      if (test.body.match_count !== live)
        disagreements.push({ conditions: JSON.stringify(conditions), live, backtest: test.body.match_count });
      if (live > 0 && live < SCANS) matched++;
    }
    expect(disagreements).toEqual([]);
    expect(matched).toBeGreaterThan(RULES / 3); // else the agreement says little
    expect((await backend.get(`${path}/rules`)).body.total).toBe(RULES); // nothing was stored
  }, 90_000);

  it('of a rule that is not stored names every fault by a pointer into the body', async () => {
    const rule = {
      name: 'x',
      conditions: { operator: 'AND', rules: [{ field: 'hand', operator: 'equals', value: 7 }] },
      action: { verdict: 'block', side_effects: [{ type: 'explode' }] },
    };
    const refused = await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules/backtest`, { rule });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'validation_error' } } });
    expect(refused.body.error.details.map(({ field }: { field: string }) => field)).toEqual([
      '/rule/conditions/rules/0/value',
      '/rule/action/side_effects/0/type',
    ]);
  });
});

/** As the module of transactions leaves it. */
async function pay(memberId: string, i: number): Promise<void> {
  await gateway.database.query(
    `INSERT INTO transactions (transaction_id, organization_id, project_id, type, status, amount_minor, currency, reference, member_id, metadata, occurred_at, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'completed', $4, 'EUR', $5, $6, $7, $8, $8)`,
    [
      ...[
        tenant.organizationId,
        tenant.projectId,
        i % 4 ? 'payment' : 'check_in',
        i % 3 ? 250 : 100,
        i % 2 ? 'r1' : null,
        memberId,
      ],
      ...[i % 3 ? { seat: 3 } : { seat: 'golden' }, new Date(gateway.time.unixMs())],
    ],
  );
}
