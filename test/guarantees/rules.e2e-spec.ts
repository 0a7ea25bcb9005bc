/** What holds of rules whatever they say, whatever breaks, and in every process. */
import fc from 'fast-check';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { addDevice, addMember, judge } from '../support/judged.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let first: Awaited<ReturnType<typeof startTestGateway>>;
let second: TestGateway;
let count = 0;

beforeAll(async () => {
  const env = { THENAR_LOG_LEVEL: 'silent' }; // what goes wrong here goes wrong on purpose
  first = await startTestGateway({ env });
  second = await startTestGateway({ env, beside: first });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const newTenant = () => openTenant(first, `tenant-${++count}`);
const leaf = (field: string, operator: string, value: unknown) => ({ field, operator, value });
const all = (...rules: object[]) => ({ operator: 'AND', rules });
const ALWAYS = all(leaf('operation', 'exists', true));

async function write(tenant: Tenant, body: object): Promise<string> {
  const rule = { name: 'a rule', status: 'live', conditions: ALWAYS, action: { verdict: 'block' }, ...body };
  const answer = await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules`, rule);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.rule_id;
}
const edit = (tenant: Tenant, ruleId: string, body: object) =>
  tenant.backend.patch(`/v1/projects/${tenant.projectId}/rules/${ruleId}`, body);
const spoil = (ruleId: string) =>
  first.database.query(
    `WITH spoilt AS (UPDATE rules SET conditions = '{"operator":"AND","rules":[{"field":"member.soul","operator":"equals","value":1}]}'
       WHERE rule_id = $1 RETURNING project_id)
     UPDATE rule_sets SET version = version + 1 WHERE project_id IN (SELECT project_id FROM spoilt)`,
    [ruleId],
  );

describe('a rule', () => {
  it('can never turn an unknown palm into a member', async () => {
    const tenant = await newTenant();
    const memberId = await addMember(tenant);
    const path = `/v1/projects/${tenant.projectId}`;
    await tenant.backend.post(`${path}/lists`, { name: 'friends', type: 'member' });
    const captures = [await synthetic(`known ${count}:left`, '1')];
    await tenant.backend.post(`${path}/enroll`, { member_id: memberId, hand: 'left', captures });
    const side_effects = [{ type: 'add_to_list', list: 'friends' }, { type: 'disable_member' }];
    await write(tenant, { action: { verdict: 'allow', side_effects } });
    const unknown = await tenant.backend.post(`${path}/identify`, { capture: await synthetic('unknown:left', '1') });
    expect(unknown.body).toMatchObject({ matched: false, member_id: null, confidence: null });
    const impostor = await tenant.backend.post(`${path}/verify`, {
      member_id: memberId,
      capture: await synthetic('unknown:left', '2'),
    });
    expect(impostor.body).toMatchObject({ verified: false, confidence: null });
    const scans = await tenant.backend.get(`${path}/scan-results`);
    for (const scan of scans.body.data) if (scan.operation !== 'enroll') expect(scan).not.toHaveProperty('member_id');
    await new Promise((resolve) => setTimeout(resolve, 1200)); // longer than side effects may take
    expect((await tenant.backend.get(`${path}/members/${memberId}`)).body.status).toBe('active');
    expect((await tenant.backend.get(`${path}/lists`)).body.data[0].entry_count).toBe(0);
  });

  it('leaves result and member of every attempt as they are, and a disabled member blocked', async () => {
    const tenant = await newTenant();
    const members = [await addMember(tenant), await addMember(tenant, { status: 'disabled' })];
    const devices = [null, await addDevice(first, tenant)];
    const fields = [
      leaf('result', 'equals', 'matched'),
      leaf('member.status', 'equals', 'active'),
      leaf('member.id', 'exists', false),
    ];
    for (const [i, verdict] of ['allow', 'challenge', 'block', 'allow'].entries())
      await write(tenant, { priority: 10 - i, conditions: fields[i] ? all(fields[i]) : ALWAYS, action: { verdict } });
    const attempt = fc.record({
      operation: fc.constantFrom('identify' as const, 'verify' as const),
      result: fc.constantFrom('matched' as const, 'not_matched' as const, 'ambiguous' as const, 'low_quality' as const),
      memberId: fc.constantFrom(null, ...members),
      deviceId: fc.constantFrom(...devices),
      offline: fc.boolean(),
    });
    const holds = fc.asyncProperty(attempt, async (said) => {
      const scan = await judge(first, tenant, said);
      expect(scan).toMatchObject({ result: said.result, memberId: said.memberId, operation: said.operation });
      if (said.memberId === members[1]) expect(scan.verdict).toBe('block');
      else expect(scan.verdict).toMatch(/^(allow|challenge|block)$/);
    });
    await fc.assert(holds, { numRuns: 40 });
  });

  it('that cannot be asked challenges, and the scan is written down all the same', async () => {
    const tenant = await newTenant();
    const faulty = await write(tenant, { priority: 5, action: { verdict: 'allow' } });
    await spoil(faulty);
    const identified = await tenant.backend.post(`/v1/projects/${tenant.projectId}/identify`, {
      capture: await synthetic('who:left', '1'),
    });
    expect(identified).toMatchObject({ status: 200, body: { verdict: 'challenge', matched_rule_id: null } });
    const explained = await tenant.backend.get(`/v1/scan-results/${identified.body.scan_id}/explain`);
    expect(explained.body.gates.at(-1)).toMatchObject({ gate: 'rules', outcome: 'fault', input: { rule_id: faulty } });
    const earlier = await write(tenant, { priority: 4, action: { verdict: 'block' } });
    expect(await judge(first, tenant)).toMatchObject({ verdict: 'block', matchedRuleId: earlier }); // its turn does not come
    await edit(tenant, earlier, { status: 'paused' });
    await edit(tenant, faulty, { status: 'monitor' });
    expect(await judge(first, tenant)).toMatchObject({ verdict: null, matchedRuleId: null });
  });

  it('whose facts cannot be gathered challenges; without live rules there is no verdict', async () => {
    const [ruled, free] = [await newTenant(), await newTenant()];
    await write(ruled, { action: { verdict: 'allow' } });
    await write(free, { status: 'monitor' });
    await first.database.query('ALTER TABLE seen_captures RENAME TO lost_captures');
    try {
      const scan = await judge(first, ruled, { memberId: await addMember(ruled) });
      expect(scan).toMatchObject({ verdict: 'challenge', matchedRuleId: null, result: 'matched', signals: {} });
      const disabled = await addMember(ruled, { status: 'disabled' });
      expect(await judge(first, ruled, { memberId: disabled })).toMatchObject({ verdict: 'block' });
      expect(await judge(first, free)).toMatchObject({ verdict: null });
    } finally {
      await first.database.query('ALTER TABLE lost_captures RENAME TO seen_captures');
    }
    expect(await judge(first, ruled)).toMatchObject({ verdict: 'allow' });
  });

  it('that is monitored never changes a verdict: it is counted', async () => {
    const tenant = await newTenant();
    const watched = await write(tenant, {
      status: 'monitor',
      priority: 0,
      action: { verdict: 'block', side_effects: [{ type: 'disable_member' }] },
    });
    const memberId = await addMember(tenant);
    expect(await judge(first, tenant, { memberId })).toMatchObject({ verdict: null, matchedRuleId: null });
    const live = await write(tenant, { priority: 1, action: { verdict: 'challenge' } });
    expect(await judge(first, tenant, { memberId })).toMatchObject({ verdict: 'challenge', matchedRuleId: live });
    for (const status of ['draft', 'paused']) {
      await edit(tenant, live, { status });
      expect(await judge(first, tenant, { memberId })).toMatchObject({ verdict: null });
    }
    const stats = async (ruleId: string) =>
      (await tenant.backend.get(`/v1/projects/${tenant.projectId}/rules/${ruleId}`)).body.stats.match_count;
    expect([await stats(watched), await stats(live)]).toEqual([4, 1]);
    expect(await first.database.query('SELECT 1 FROM rule_effects WHERE project_id = $1', [tenant.projectId])).toEqual(
      [],
    );
  });

  it('is asked by priority, then by age, until one matches; if none does, the verdict is allow', async () => {
    const tenant = await newTenant();
    const made: { ruleId: string; priority: number }[] = [];
    for (const priority of [3, 1, 2, 1, 3, 0])
      made.push({ ruleId: await write(tenant, { priority, action: { verdict: 'challenge' } }), priority });
    const expected = [...made].sort((a, b) => a.priority - b.priority).map((rule) => rule.ruleId); // the sort keeps the age
    const met: (string | null)[] = [];
    for (const ruleId of expected) {
      met.push((await judge(first, tenant)).matchedRuleId);
      await edit(tenant, ruleId, { conditions: all(leaf('time.hour', 'gt', 23)) });
    }
    expect(met).toEqual(expected);
    expect(await judge(first, tenant)).toMatchObject({ verdict: 'allow', matchedRuleId: null });
    await edit(tenant, expected[5]!, { priority: 0, conditions: ALWAYS });
    expect((await judge(first, tenant)).matchedRuleId).toBe(expected[5]);
  });

  it('whose list is deleted is disarmed, in and not_in, and armed again by a list of that name and type', async () => {
    const tenant = await newTenant();
    const path = `/v1/projects/${tenant.projectId}/lists`;
    const make = async (type: string) =>
      (await tenant.backend.post(path, { name: 'guests', type })).body.list_id as string;
    const memberId = await addMember(tenant);
    const listId = await make('member');
    await tenant.backend.patch(`${path}/${listId}/entries`, { add: [memberId] });
    const on = await write(tenant, { conditions: all(leaf('member.id', 'in', { list: 'guests' })) });
    expect((await judge(first, tenant, { memberId })).matchedRuleId).toBe(on);
    await edit(tenant, on, { status: 'paused' });
    const off = await write(tenant, { conditions: all(leaf('member.id', 'not_in', { list: 'guests' })) });
    const unlisted = await addMember(tenant);
    expect((await judge(first, tenant, { memberId: unlisted })).matchedRuleId).toBe(off);
    expect((await judge(first, tenant)).matchedRuleId).toBeNull(); // nobody is not "not on the list"
    await edit(tenant, on, { status: 'live' });
    expect(await tenant.backend.delete(`${path}/${listId}`)).toMatchObject({
      status: 200,
      body: { deleted: true, list_id: listId },
    });
    for (const id of [memberId, unlisted])
      expect(await judge(first, tenant, { memberId: id })).toMatchObject({ verdict: 'allow', matchedRuleId: null });
    expect((await edit(tenant, on, { name: 'still there' })).status).toBe(200);
    const strange = await make('device');
    expect(await judge(first, tenant, { memberId: unlisted })).toMatchObject({ verdict: 'allow', matchedRuleId: null });
    await tenant.backend.delete(`${path}/${strange}`);
    await make('member');
    expect((await judge(first, tenant, { memberId: unlisted })).matchedRuleId).toBe(off);
  });

  it('of one tenant says nothing about the scans of another', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    await write(one, {});
    expect(await judge(first, other)).toMatchObject({ verdict: null });
    expect(await judge(first, one)).toMatchObject({ verdict: 'block' });
  });
});

describe('two processes', () => {
  it('are both asked for their answer before a rule counts as propagated, and obey it at once', async () => {
    const tenant = await newTenant();
    expect(await judge(second, tenant)).toMatchObject({ verdict: null });
    const path = `/v1/projects/${tenant.projectId}/rules`;
    const body = { name: 'x', status: 'live', conditions: ALWAYS, action: { verdict: 'block' } };
    const made = await tenant.backend.with({ 'Idempotency-Key': 'once' }).post(path, body);
    expect(made.body).toMatchObject({ propagated: true });
    expect(made.body.propagation_ms).toBeLessThan(20_000); // 2 s on a machine at rest
    expect(await judge(second, tenant)).toMatchObject({ verdict: 'block', matchedRuleId: made.body.rule_id });
    const [there] = await first.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'thenar notices' AND datname = current_database()`,
    );
    expect(there!.n).toBe(2);
    await tenant.backend.delete(`${path}/${made.body.rule_id}`);
    expect(await judge(second, tenant)).toMatchObject({ verdict: null });
  });

  it('count every scan once, at whichever of them it is judged', async () => {
    const tenant = await newTenant();
    const [memberId, deviceId] = [await addMember(tenant), await addDevice(first, tenant)];
    await write(tenant, { action: { verdict: 'allow' } });
    const both = Array.from({ length: 12 }, (_, i) => judge(i % 2 ? first : second, tenant, { memberId, deviceId }));
    const scans = await Promise.all(both);
    const gates = await first.database.query<{ input: { member_5m: number; device_1m: number } }>(
      `SELECT trace #> '{gates,0,input}' AS input FROM scan_results WHERE scan_id = ANY ($1)`,
      [scans.map((scan) => scan.scanId)],
    );
    const upTo12 = Array.from({ length: 12 }, (_, i) => i + 1);
    const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);
    expect(sorted(gates.map((gate) => gate.input.member_5m))).toEqual(upTo12);
    expect(sorted(gates.map((gate) => gate.input.device_1m))).toEqual(upTo12);
  });

  it('notice a picture that the other one has seen', async () => {
    const tenant = await newTenant();
    const roi = new Uint8Array(128 * 128).map((_, i) => (i * 37) % 251);
    const other = roi.map((grey, i) => (i === 5 ? grey ^ 1 : grey));
    const replayed = async (gateway: TestGateway, picture: Uint8Array) =>
      ((await judge(gateway, tenant, { roi: picture })).signals as { replayed_capture: boolean }).replayed_capture;
    expect([await replayed(first, roi), await replayed(second, roi), await replayed(first, other)]).toEqual([
      false,
      true,
      false,
    ]);
    const elsewhere = await newTenant();
    expect((await judge(first, elsewhere, { roi })).signals).toMatchObject({ replayed_capture: false });
  });
});
