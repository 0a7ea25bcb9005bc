/** A million rows of a tenant, made by the database itself. */
import type { MeasuredGateway, Tenant } from './measured-gateway.js';

/** Of these, the first is half of everybody: some filters find much, some little. */
const MEMBERS = 1_000;
const DEVICES = 50;
const DAYS = 60;

export interface ScanMaking {
  /** Over how many days; default as many as `RANGE` holds. */
  days?: number;
  /** Fed to the counts of analytics as well, as scans that come one by one are. */
  counted?: boolean;
}

export async function makeScans(
  { owner }: MeasuredGateway,
  tenant: Tenant,
  rows: number,
  { days = DAYS, counted = false }: ScanMaking = {},
): Promise<void> {
  await owner.query(
    `SELECT ensure_scan_month((now() - make_interval(months => n))::date) FROM generate_series(0, 3) n`,
  );
  if (!counted) await owner.query('ALTER TABLE scan_results DISABLE TRIGGER USER');
  await owner.query(
    `INSERT INTO scan_results (scan_id, organization_id, project_id, operation, result, member_id, device_id, hand, quality,
       confidence, verdict, signals, trace, source, captured_at, created_at)
     SELECT uuid_of_time(at), $1, $2, CASE WHEN n % 20 = 0 THEN 'enroll' WHEN n % 7 = 0 THEN 'verify' ELSE 'identify' END,
       CASE WHEN n % 3 = 0 THEN 'not_matched' ELSE 'matched' END,
       CASE WHEN n % 3 = 0 THEN NULL ELSE ('00000000-0000-7000-8000-' || lpad((n % ${MEMBERS})::text, 12, '0'))::uuid END,
       ('00000000-0000-7000-9000-' || lpad((n % ${DEVICES})::text, 12, '0'))::uuid,
       'left', 0.8, 0.999, CASE WHEN n % 50 = 0 THEN 'block' ELSE 'allow' END, '{"near_miss": false}',
       '{"gates": [{"gate": "quality", "outcome": "passed", "input": 0.8}, {"gate": "search", "outcome": "passed", "input": 5000}]}',
       'terminal', at, at
     FROM (SELECT n, date_trunc('milliseconds', now() - make_interval(secs => n * (${days} * 86400.0 / $3))) AS at FROM generate_series(1, $3::int) n) rows`,
    [tenant.organizationId, tenant.projectId, rows],
  );
  if (!counted) await owner.query('ALTER TABLE scan_results ENABLE TRIGGER USER');
  await owner.query('VACUUM ANALYZE scan_results');
}

export async function makeTransactions({ owner }: MeasuredGateway, tenant: Tenant, rows: number): Promise<void> {
  await owner.query(
    `INSERT INTO transactions (transaction_id, organization_id, project_id, type, status, amount_minor, currency, reference,
       member_id, metadata, occurred_at, created_at)
     SELECT uuid_of_time(at), $1, $2, 'payment', 'completed', n, 'EUR', 'order "' || n || '"',
       ('00000000-0000-7000-8000-' || lpad((n % ${MEMBERS})::text, 12, '0'))::uuid, jsonb_build_object('till', n % 9, 'note', '=1+1'), at, at
     FROM (SELECT n, date_trunc('milliseconds', now() - make_interval(secs => n * (${DAYS} * 86400.0 / $3))) AS at FROM generate_series(1, $3::int) n) rows`,
    [tenant.organizationId, tenant.projectId, rows],
  );
  await owner.query('VACUUM ANALYZE transactions');
}

/** The whole of what was made. */
export const RANGE = `start=${new Date(Date.now() - (DAYS + 1) * 86_400_000).toISOString()}`;
export const A_MEMBER = '00000000-0000-7000-8000-000000000001';
export const A_DEVICE = '00000000-0000-7000-9000-000000000001';
