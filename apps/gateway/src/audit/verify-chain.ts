/** Walks the record of every organization from its first row and says where it was tampered with. */
import type pg from 'pg';
import { chainHash, type ChainedRow, GENESIS } from './chain.js';

export interface ChainBreak {
  organization_id: string;
  /** The first row that does not fit. */
  sequence: number;
  what: 'removed' | 'changed' | 'cut' | 'headless';
}

export interface ChainReport {
  organizations: number;
  events: number;
  breaks: ChainBreak[];
}

type StoredRow = Omit<ChainedRow, 'sequence'> & { sequence: string; previousHash: Buffer; hash: Buffer };

const BATCH = 2_000;
const ROWS = `SELECT audit_event_id AS "auditEventId", organization_id AS "organizationId", sequence, actor_kind AS "actorKind", actor_id AS "actorId",
  action, object_kind AS "objectKind", object_id AS "objectId", address, request_id AS "requestId", details, created_at AS "createdAt",
  previous_hash AS "previousHash", hash
  FROM audit_events WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence LIMIT ${BATCH}`;

/** @param client may read every organization's rows */
export async function verifyChains(client: pg.Client): Promise<ChainReport> {
  const { rows } = await client.query<{ id: string; sequence: string | null; hash: Buffer | null }>(
    `SELECT o.id, h.sequence, h.hash FROM (SELECT organization_id AS id FROM audit_events UNION SELECT organization_id FROM audit_heads) o
     LEFT JOIN audit_heads h ON h.organization_id = o.id ORDER BY o.id`,
  );
  const report: ChainReport = { organizations: rows.length, events: 0, breaks: [] };
  for (const { id, sequence, hash } of rows) {
    const end = await walk(client, id, report);
    if (end.broken) continue;
    if (hash === null) report.breaks.push({ organization_id: id, sequence: end.sequence, what: 'headless' });
    else if (Number(sequence) !== end.sequence || !hash.equals(end.hash))
      report.breaks.push({ organization_id: id, sequence: end.sequence + 1, what: 'cut' });
  }
  return report;
}

async function walk(
  client: pg.Client,
  organizationId: string,
  report: ChainReport,
): Promise<{ sequence: number; hash: Buffer; broken: boolean }> {
  let at = { sequence: 0, hash: GENESIS as Buffer };
  for (;;) {
    const { rows } = await client.query<StoredRow>(ROWS, [organizationId, at.sequence]);
    for (const row of rows) {
      const what = judge(row, at);
      if (what) {
        report.breaks.push({ organization_id: organizationId, sequence: at.sequence + 1, what });
        return { ...at, broken: true };
      }
      at = { sequence: Number(row.sequence), hash: row.hash };
      report.events++;
    }
    if (rows.length < BATCH) return { ...at, broken: false };
  }
}

function judge(row: StoredRow, before: { sequence: number; hash: Buffer }): ChainBreak['what'] | null {
  if (Number(row.sequence) !== before.sequence + 1) return 'removed';
  const whole = { ...row, sequence: Number(row.sequence) };
  const fits = row.previousHash.equals(before.hash) && chainHash(before.hash, whole).equals(row.hash);
  return fits ? null : 'changed';
}
