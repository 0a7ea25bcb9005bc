/** After the storm: what was acknowledged against what is there, what is stored against what was sent. */
import type pg from 'pg';
import type { Load } from './load.js';
import type { Receiver } from './receiver.js';

export interface Reckoning {
  lost_writes: number;
  duplicate_rows: number;
  half_done: number;
  lost_events: number;
  phantom_events: number;
  repeat_deliveries: number;
}

export async function reckon(pool: pg.Pool, load: Load, receiver: Receiver): Promise<Reckoning> {
  return { ...(await rows(pool, load)), half_done: await halfDone(pool), ...(await events(pool, load, receiver)) };
}

async function rows(pool: pg.Pool, { acknowledged, refused }: Load) {
  const { members, enrollments, scans, transactions } = acknowledged;
  const ids = async (sql: string) => new Set((await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id));
  const memberIds = await ids('SELECT member_id AS id FROM members');
  const scanIds = await ids(`SELECT scan_id AS id FROM scan_results WHERE operation = 'identify'`);
  const transactionIds = await ids('SELECT transaction_id AS id FROM transactions');
  const { rows: templates } = await pool.query<{ enrollment_id: string; member_id: string; n: number }>(
    'SELECT enrollment_id, member_id, count(*)::int AS n FROM templates GROUP BY 1, 2',
  );
  const byEnrollment = new Map(templates.map((row) => [row.enrollment_id, row]));
  const absent = (list: string[], there: Set<string>) => list.filter((id) => !there.has(id)).length;
  const incomplete = enrollments.filter(({ enrollmentId, templates: n }) => byEnrollment.get(enrollmentId)?.n !== n);
  for (const { enrollmentId, templates: n } of incomplete)
    process.stderr.write(`enrollment ${enrollmentId}: ${byEnrollment.get(enrollmentId)?.n ?? 0} of ${n} templates\n`);
  const refusedAt = (what: string) => refused.filter((reason) => reason.startsWith(`${what} `)).length;
  // an attempt that was refused may be on record once; nothing else may be there that nobody acknowledged
  const surplus = (there: number, known: number) => Math.max(0, there - known);
  return {
    lost_writes:
      absent(members, memberIds) + absent(scans, scanIds) + absent(transactions, transactionIds) + incomplete.length,
    duplicate_rows:
      surplus(memberIds.size, members.length) +
      surplus(scanIds.size, scans.length + refusedAt('identify')) +
      surplus(transactionIds.size, transactions.length) +
      surplus(templates.length, enrollments.length),
  };
}

/** Sessions that will never end, and members whose palms and record disagree. */
async function halfDone(pool: pg.Pool): Promise<number> {
  const { rows: found } = await pool.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM enrollment_sessions WHERE status IN ('pending', 'active', 'processing'))::int
          + (SELECT count(*) FROM members m WHERE (cardinality(m.hands) > 0)
               <> EXISTS (SELECT 1 FROM templates t WHERE t.member_id = m.member_id))::int AS n`,
  );
  return found[0]!.n;
}

async function events(pool: pg.Pool, { acknowledged }: Load, { arrivals }: Receiver) {
  const { rows: emitted } = await pool.query<{ event_id: string }>(
    `SELECT event_id FROM outbox_events WHERE type IN ('enrollment.completed', 'scan.identified', 'scan.rejected')`,
  );
  const written = new Set(emitted.map(({ event_id }) => event_id));
  const idsOf = new Map<string, number>();
  for (const { subject } of arrivals.values()) idsOf.set(subject, (idsOf.get(subject) ?? 0) + 1);
  const subjects = [...acknowledged.enrollments.map(({ enrollmentId }) => enrollmentId), ...acknowledged.scans];
  const never = [...written].filter((id) => !arrivals.has(id)).length;
  const untold = subjects.filter((subject) => !idsOf.has(subject));
  if (untold.length > 0) process.stderr.write(`no event sent for: ${untold.join(', ')}\n`);
  const twice = [...idsOf.values()].filter((ids) => ids > 1).length;
  const unexpected = [...arrivals.keys()].filter((id) => !written.has(id)).length;
  const altered = [...arrivals.values()].filter((arrival) => arrival.altered > 0).length;
  return {
    lost_events: Math.max(never, untold.length),
    phantom_events: unexpected + twice + altered,
    repeat_deliveries: [...arrivals.values()].reduce((sum, { times }) => sum + times - 1, 0),
  };
}
