/**
 * What decisions cost: a hundred rules asked about one scan (≤ 20 µs), with and without lists of 100,000 entries, a backtest
 * over a million scans (≤ 10 s), and analytics over them (≤ 100 ms). `npm run bench:decisions [-- --json] [--rows 1000000]`
 */
import { parseArgs } from 'node:util';
import { askRules } from './decisions/ask-rules.js';
import { Backend } from './decisions/backend.js';
import { makeScans } from './rows/make-rows.js';
import { MeasuredGateway, quantiles, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({ options: { json: { type: 'boolean' }, rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
if (!(rows >= 10_000 && rows <= 10_000_000)) throw new Error('--rows 10000..10000000');

const LIMITS = { rules_us: 20, backtest_s: 10, analytics_p50_ms: 100 };
const DAYS = 29;
const LISTED = 100_000;
const ASKED = 30;

const rules = await askRules();
const gateway = await MeasuredGateway.start();
try {
  const tenant = await gateway.ask<Tenant>('tenant');
  const backend = new Backend(gateway.url, tenant);
  const bare = await backend.decisionMs(200);
  const listId = await backend.makeList('many_members', 'member');
  await backend.makeRule('many', 'live', { field: 'member.id', operator: 'in', value: { list: 'many_members' } });
  const emptyList = await backend.decisionMs(200);
  await gateway.owner.query(
    `INSERT INTO list_entries (entry_id, organization_id, list_id, value, added_at)
     SELECT gen_random_uuid(), $1, $2, gen_random_uuid()::text, now() FROM generate_series(1, $3::int)`,
    [tenant.organizationId, listId, LISTED],
  );
  await gateway.owner.query('VACUUM ANALYZE list_entries');
  const fullList = await backend.decisionMs(200);

  await makeScans(gateway, tenant, rows, { days: DAYS, counted: true });
  await gateway.owner.query('VACUUM ANALYZE');
  const uncounted = async () => (await gateway.owner.query('SELECT 1 FROM scan_deltas LIMIT 1')).rowCount !== 0;
  while (await uncounted()) await new Promise((resolve) => setTimeout(resolve, 500));

  const backtests: Record<string, { seconds: number; total_events: number; match_count: number }> = {};
  for (const [name, condition] of Object.entries({
    plain: { field: 'quality', operator: 'lt', value: 0.9 },
    metadata: { field: 'member.metadata.tier', operator: 'equals', value: 'gold' },
    list: { field: 'member.id', operator: 'in', value: { list: 'many_members' } },
    velocity: { field: 'velocity.member_5m', operator: 'gte', value: 3 },
    daily: { field: 'member.scan_count_24h', operator: 'gt', value: 20 },
  })) {
    const ruleId = await backend.makeRule(name, 'draft', condition);
    backtests[name] = await backend.backtest(ruleId, DAYS + 1);
  }

  const analytics: Record<string, ReturnType<typeof quantiles>> = {};
  for (const group of ['verdict', 'result', 'operation', 'device', 'hour', 'day', 'week'])
    analytics[group] = quantiles(await backend.analyticsMs(`scans?group_by=${group}`, DAYS, ASKED));
  for (const group of ['signal', 'day'])
    analytics[`signals by ${group}`] = quantiles(await backend.analyticsMs(`signals?group_by=${group}`, DAYS, ASKED));

  const slowest = Math.max(...Object.values(backtests).map(({ seconds }) => seconds));
  const slowestAnalytics = Math.max(...Object.values(analytics).map(({ p50_ms }) => p50_ms));
  report(
    {
      ...{ rows, days: DAYS, rules, backtests, analytics },
      lists: {
        entries: LISTED,
        without_rules: quantiles(bare),
        empty: quantiles(emptyList),
        full: quantiles(fullList),
      },
      limits: LIMITS,
    },
    rules.hundred_rules_us <= LIMITS.rules_us &&
      slowest <= LIMITS.backtest_s &&
      slowestAnalytics <= LIMITS.analytics_p50_ms,
    values.json,
  );
} finally {
  await gateway.stop();
}
