/** A tenant asks how its scans went as a whole, and the answer is what counting them one by one would give. */
import fc from 'fast-check';
import { ScanFoldJob } from '../../apps/gateway/src/analytics/fold.service.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const SEED = 20_261_122;
const DAY = 86_400_000;
const BASE = Date.parse('2026-10-20T00:00:00Z'); // European clocks change on the 25th
const SIGNALS = [
  ...['near_miss', 'new_device_for_member', 'repeated_failures', 'replayed_capture', 'off_hours', 'impossible_travel'],
  'clock_untrusted',
];
const DEVICES = [1, 2, 3].map((n) => `01890000-0000-7000-8000-00000000000${n}`);

interface Row {
  at: number;
  operation: string;
  result: string;
  verdict: string | null;
  device: string | null;
  signals: Record<string, boolean>;
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
});
afterAll(() => gateway.close());

const rows: fc.Arbitrary<Row> = fc.record({
  at: fc.oneof(
    fc.integer({ min: BASE, max: BASE + 9 * DAY }),
    fc.integer({ min: 0, max: 9 * 96 }).map((quarter) => BASE + quarter * 900_000), // on the edges of cells
  ),
  operation: fc.constantFrom('identify', 'identify', 'verify', 'enroll'),
  result: fc.constantFrom('matched', 'not_matched', 'low_quality'),
  verdict: fc.constantFrom(null, 'allow', 'challenge', 'block'),
  device: fc.constantFrom(null, ...DEVICES),
  signals: fc.record(Object.fromEntries(SIGNALS.map((name) => [name, fc.boolean()])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Record<string, boolean>>,
});

async function insert(tenant: Tenant, scans: readonly Row[]): Promise<void> {
  await gateway.database.query(
    `INSERT INTO scan_results (scan_id, organization_id, project_id, operation, result, device_id, hand, verdict, signals, source, captured_at, created_at)
     SELECT gen_random_uuid(), $1, $2, operation, result, device, 'left', verdict, signals, 'api', at, at
     FROM jsonb_to_recordset($3) AS r (at timestamptz, operation text, result text, verdict text, device uuid, signals jsonb)`,
    [
      tenant.organizationId,
      tenant.projectId,
      JSON.stringify(scans.map((scan) => ({ ...scan, at: new Date(scan.at).toISOString() }))),
    ],
  );
}

const fold = () => gateway.gateway.app.get(ScanFoldJob, { strict: false }).fold();
const ask = async (tenant: Tenant, what: string, query: Record<string, string>) => {
  const path = `/v1/projects/${tenant.projectId}/analytics/${what}?${new URLSearchParams(query).toString()}`;
  return tenant.backend.get(path);
};
const iso = (ms: number) => new Date(ms).toISOString();

/** Counted another way than the gateway counts: by local time at each scan. */
function counted(scans: readonly Row[], group: string, zone: string): Map<string | null, number> {
  const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const minutes = new Intl.DateTimeFormat('en-US', { timeZone: zone, minute: 'numeric' });
  const keyOf = (scan: Row): string | null => {
    if (group === 'verdict' || group === 'result' || group === 'operation' || group === 'device') return scan[group];
    if (group === 'hour') return iso(scan.at - (scan.at % 60_000) - Number(minutes.format(scan.at)) * 60_000);
    const date = localDate.format(scan.at);
    if (group === 'day') return date;
    return iso(Date.parse(date) - ((new Date(date).getUTCDay() + 6) % 7) * DAY).slice(0, 10);
  };
  const counts = new Map<string | null, number>();
  for (const scan of scans) counts.set(keyOf(scan), (counts.get(keyOf(scan)) ?? 0) + 1);
  return counts;
}

const positive = (counts: Iterable<[string | null, number]>) =>
  Object.fromEntries([...counts].filter(([, n]) => n > 0).map(([key, n]) => [String(key), n]));

describe('analytics', () => {
  let tenant: Tenant;
  let there: Row[];
  beforeAll(async () => {
    tenant = await openTenant(gateway);
    there = fc.sample(rows, { numRuns: 1500, seed: SEED });
    await insert(tenant, there.slice(0, 700));
    await fold();
    for (let i = 700; i < 1200; i += 100) await insert(tenant, there.slice(i, i + 100));
    await fold();
    await insert(tenant, there.slice(1200)); // these lie unfolded beside the others
    const other = await openTenant(gateway, 'other');
    await insert(other, there.slice(0, 50));
  }, 60_000);

  it('equal counting the rows, whatever is asked', async () => {
    const asked = fc.record({
      from: fc.integer({ min: BASE - DAY, max: BASE + 9 * DAY }),
      length: fc.oneof(fc.integer({ min: 1, max: 10 * DAY }), fc.integer({ min: 1, max: 900_000 })),
      group_by: fc.constantFrom('verdict', 'result', 'operation', 'device', 'hour', 'day', 'week'),
      verdict: fc.constantFrom(undefined, 'allow', 'block'),
      result: fc.constantFrom(undefined, 'matched', 'low_quality'),
      operation: fc.constantFrom(undefined, 'identify', 'enroll'),
      tz: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'),
    });
    const holds = fc.asyncProperty(asked, async ({ from, length, group_by, tz, verdict, ...more }) => {
      const to = from + length;
      // counts by device are kept by verdict alone
      const { result, operation } = group_by === 'device' ? { result: undefined, operation: undefined } : more;
      const filters = Object.entries({ verdict, result, operation }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name as 'verdict' | 'result' | 'operation', value] as const],
      );
      const query = { from: iso(from), to: iso(to), group_by, tz, ...Object.fromEntries(filters) };
      const { status, body } = await ask(tenant, 'scans', query);
      const within = there.filter(
        (scan) => scan.at >= from && scan.at < to && filters.every(([name, value]) => scan[name] === value),
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({ from: iso(from), to: iso(to), total: within.length });
      const groups = body.groups as Record<string, string | number>[];
      expect(positive(groups.map((group) => [group[group_by] as string | null, group.count as number]))).toEqual(
        positive(counted(within, group_by, tz)),
      );
      for (const group of groups)
        expect(group.pct).toBeCloseTo(within.length ? (group.count as number) / within.length : 0, 4);
    });
    await fc.assert(holds, { numRuns: 120, seed: SEED });
  }, 60_000);

  it('count signals as the rows have them', async () => {
    const [from, to] = [BASE + DAY / 3, BASE + 6 * DAY + 1];
    const within = there.filter((scan) => scan.at >= from && scan.at < to);
    const whole = await ask(tenant, 'signals', { from: iso(from), to: iso(to) });
    expect(whole.body.total).toBe(within.length);
    const expected = SIGNALS.map((signal) => ({ signal, count: within.filter((scan) => scan.signals[signal]).length }));
    expect(whole.body.signals).toEqual(
      expected.map((one) => ({
        ...one,
        rate: expect.closeTo(one.count / within.length, 4),
        trend: expect.any(String),
      })),
    );
    const daily = await ask(tenant, 'signals', {
      from: iso(from),
      to: iso(to),
      group_by: 'day',
      signal: 'off_hours',
      tz: 'Europe/Berlin',
    });
    const counts = counted(
      within.filter((scan) => scan.signals.off_hours),
      'day',
      'Europe/Berlin',
    );
    expect(positive(daily.body.signals.map((one: { day: string; count: number }) => [one.day, one.count]))).toEqual(
      positive(counts),
    );
    expect(daily.body.total).toBe(within.length);
  });

  it('show what is not there as nothing', async () => {
    const empty = await openTenant(gateway, 'empty');
    const span = { from: '2026-11-20T10:00:00Z', to: '2026-11-23T00:00:00Z' };
    const days = await ask(empty, 'scans', { ...span, group_by: 'day' });
    expect(days.body.groups).toEqual(
      ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => ({ day, count: 0, pct: 0 })),
    );
    expect((await ask(empty, 'scans', { ...span, group_by: 'hour' })).body.groups).toHaveLength(62);
    const verdicts = await ask(empty, 'scans', span);
    expect(verdicts.body.groups.map((group: { verdict: string | null }) => group.verdict)).toEqual([
      'allow',
      'challenge',
      'block',
      null,
    ]);
    expect((await ask(empty, 'scans', { ...span, group_by: 'device' })).body.groups).toEqual([]);
    const signals = await ask(empty, 'signals', span);
    expect(signals.body.signals).toEqual(SIGNALS.map((signal) => ({ signal, count: 0, rate: 0, trend: 'stable' })));
  });

  it('say whether a signal became more frequent', async () => {
    const busy = await openTenant(gateway, 'busy');
    const scan = (at: number, off_hours: boolean): Row => ({
      at,
      operation: 'identify',
      result: 'matched',
      verdict: null,
      device: null,
      signals: { off_hours },
    });
    const earlier = Array.from({ length: 400 }, (_, i) => scan(BASE + i * 60_000, i % 20 === 0));
    const later = Array.from({ length: 400 }, (_, i) => scan(BASE + DAY + i * 60_000, i % 5 === 0));
    await insert(busy, [...earlier, ...later]);
    const trend = async (from: number, to: number, more = {}) =>
      (await ask(busy, 'signals', { from: iso(from), to: iso(to), signal: 'off_hours', ...more })).body.signals.map(
        (one: { trend: string }) => one.trend,
      );
    expect(await trend(BASE + DAY, BASE + 2 * DAY)).toEqual(['up']);
    expect(await trend(BASE, BASE + DAY)).toEqual(['stable']);
    expect(await trend(BASE, BASE + 3 * DAY, { group_by: 'day' })).toEqual(['stable', 'up', 'stable']);
  });

  it('refuse what makes no sense', async () => {
    const span = { from: '2026-11-20T10:00:00Z', to: '2026-11-23T00:00:00Z' };
    const refusals: [string, Record<string, string>, string][] = [
      ['scans', { to: span.to }, 'from'],
      ['scans', { from: span.to, to: span.from }, 'to'],
      ['scans', { from: span.from, to: span.from }, 'to'],
      ['scans', { ...span, group_by: 'platform' }, 'group_by'],
      ['scans', { ...span, verdict: 'maybe' }, 'verdict'],
      ['scans', { ...span, result: 'perhaps' }, 'result'],
      ['scans', { ...span, group_by: 'device', result: 'matched' }, 'result'],
      ['scans', { ...span, group_by: 'device', operation: 'verify' }, 'operation'],
      ['scans', { ...span, tz: 'Mars/Olympus' }, 'tz'],
      ['scans', { from: '1990-01-01T00:00:00Z', to: span.to, group_by: 'hour' }, 'group_by'],
      ['signals', { ...span, signal: 'vpn' }, 'signal'],
      ['signals', { ...span, group_by: 'verdict' }, 'group_by'],
    ];
    for (const [what, query, field] of refusals)
      expect(await ask(tenant, what, query)).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_error', field } },
      });
    const key = await tenant.owner.post(`/v1/projects/${tenant.projectId}/api-keys`, {
      name: 'narrow',
      scopes: ['scans:read'],
    });
    const path = `/v1/projects/${tenant.projectId}/analytics/scans?from=${span.from}&to=${span.to}`;
    const narrow = await tenant.owner.keyed(key.body.key).get(path);
    expect(narrow).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_scope', details: { required: 'analytics:read' } } },
    });
    const otherTenant = await openTenant(gateway, 'other');
    expect((await otherTenant.backend.get(path)).status).toBe(404);
  });

  it('are not confused when a month is cut out of the rest, nor by two who fold at once', async () => {
    const early = await openTenant(gateway, 'early');
    const far = Date.parse('2027-06-10T00:00:00Z');
    const scans = Array.from({ length: 30 }, (_, i): Row => ({
      at: far + i * 3_600_000,
      operation: 'identify',
      result: 'matched',
      verdict: 'allow',
      device: null,
      signals: {},
    }));
    await insert(early, scans.slice(0, 20));
    await gateway.database.query(`SELECT ensure_scan_month('2027-06-01')`);
    await insert(early, scans.slice(20));
    await Promise.all([fold(), fold(), fold()]);
    const answer = await ask(early, 'scans', { from: '2027-06-01T00:00:00Z', to: '2027-07-01T00:00:00Z' });
    expect(answer.body).toMatchObject({ total: 30, groups: [{ verdict: 'allow', count: 30, pct: 1 }, {}, {}, {}] });
  });
});
