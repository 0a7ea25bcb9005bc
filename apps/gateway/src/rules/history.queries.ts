/** What other modules have written down about a scan's member, device and picture; one statement, so that a scan waits once. */
import { Injectable } from '@nestjs/common';
import { KEPT, type Tx } from '#platform/database';

/** A scan counts at the time when it happened: when the terminal took it, if it was offline, else when it reached us. */
const HAPPENED = 'CASE WHEN offline THEN captured_at ELSE created_at END';

/** Where a device stands: its site where that is known, else what its metadata says. */
const PLACE = `CASE WHEN s.latitude IS NOT NULL AND s.longitude IS NOT NULL
  THEN jsonb_build_object('latitude', s.latitude, 'longitude', s.longitude) ELSE d.metadata END`;

/** $1 project $2 member $3 device $4 when the scan happened $5 a day before $6 five minutes before $7 a minute before … */
const HISTORY = `${KEPT}
WITH seen AS (
  INSERT INTO seen_captures (project_id, digest, organization_id, times, seen_at)
  SELECT $1::uuid, $10::bytea, $11::uuid, 1, $12::timestamptz WHERE $10::bytea IS NOT NULL
  ON CONFLICT (project_id, digest) DO UPDATE SET seen_at = $12,
    times = CASE WHEN seen_captures.seen_at > $13::timestamptz THEN seen_captures.times + 1 ELSE 1 END
  RETURNING times
), mine AS MATERIALIZED (
  SELECT device_id, ${HAPPENED} AS at FROM scan_results
  WHERE member_id = $2::uuid AND created_at > $5 AND result = 'matched' AND operation <> 'enroll'
), latest AS (
  SELECT type, status, amount_minor, currency, reference, metadata, occurred_at FROM transactions
  WHERE $9::boolean AND member_id = $2::uuid ORDER BY occurred_at DESC LIMIT 1
)
SELECT
  (SELECT times FROM seen) AS "timesSeen",
  (SELECT count(*)::int FROM mine WHERE at > $6 AND at <= $4) AS "member5m",
  (SELECT count(*)::int FROM mine WHERE at > $5 AND at <= $4) AS "member24h",
  (SELECT count(*)::int FROM scan_results WHERE device_id = $3::uuid AND created_at > $7 AND ${HAPPENED} > $7 AND ${HAPPENED} <= $4) AS "device1m",
  (SELECT min(created_at) FROM templates WHERE member_id = $2::uuid) AS "enrolledAt",
  (SELECT to_jsonb(d) FROM (SELECT d.mode, d.metadata, ${PLACE} AS place, s.time_zone AS zone
   FROM devices d LEFT JOIN sites s ON s.site_id = d.site_id WHERE d.device_id = $3::uuid) d) AS device,
  EXISTS (SELECT 1 FROM scan_results WHERE member_id = $2::uuid AND device_id = $3::uuid AND created_at > $8 AND result = 'matched') AS "wasHere",
  EXISTS (SELECT 1 FROM scan_results WHERE member_id = $2::uuid AND device_id <> $3::uuid AND created_at > $8 AND result = 'matched') AS "wasElsewhere",
  (SELECT jsonb_build_object('at', extract(epoch FROM m.at) * 1000, 'place', ${PLACE})
   FROM (SELECT device_id, at FROM mine WHERE device_id IS NOT NULL AND at <= $4 ORDER BY at DESC LIMIT 1) m
   JOIN devices d ON d.device_id = m.device_id LEFT JOIN sites s ON s.site_id = d.site_id) AS before,
  (SELECT to_jsonb(latest) FROM latest) AS transaction`;

export interface HistoryRequest {
  projectId: string;
  organizationId: string;
  memberId: string | null;
  deviceId: string | null;
  /** Keyed digest of the picture. */
  digest: Buffer | null;
  /** When the scan happened, and the moment of its judgement. */
  at: Date;
  now: Date;
  withTransaction: boolean;
  newDeviceMs: number;
  replayMs: number;
}

type Metadata = Record<string, unknown>;

export interface History {
  timesSeen: number | null;
  /** This scan not included. */
  member5m: number;
  member24h: number;
  device1m: number;
  enrolledAt: Date | null;
  device: { mode: string; metadata: Metadata; place: Metadata; zone: string | null } | null;
  wasHere: boolean;
  wasElsewhere: boolean;
  before: { at: number; place: Metadata } | null;
  transaction: {
    type: string;
    status: string;
    amount_minor: number | null;
    currency: string | null;
    reference: string | null;
    metadata: Metadata;
    occurred_at: string;
  } | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

@Injectable()
export class HistoryQueries {
  /**
   * The version of the project's rules. Scans of one device come one by one from here on, as those of one member
   * already do: what is counted next is the same in every process.
   */
  async enter(tx: Tx, projectId: string, deviceId: string | null): Promise<bigint> {
    const [row] = await tx.query<{ version: string | null }[]>(
      `${KEPT} SELECT (SELECT version FROM rule_sets WHERE project_id = $1) AS version,
              CASE WHEN $2::text IS NOT NULL THEN pg_advisory_xact_lock(hashtextextended('scans of ' || $2, 0)) END`,
      [projectId, deviceId],
    );
    return BigInt(row!.version ?? 0);
  }

  /** Notes the picture as seen, and reads what was there before this scan. */
  async read(tx: Tx, asked: HistoryRequest): Promise<History> {
    const before = (ms: number) => new Date(asked.at.getTime() - ms);
    const [row] = await tx.query<History[]>(HISTORY, [
      ...[
        asked.projectId,
        asked.memberId,
        asked.deviceId,
        asked.at,
        before(DAY_MS),
        before(5 * MINUTE_MS),
        before(MINUTE_MS),
      ],
      ...[before(asked.newDeviceMs), asked.withTransaction, asked.digest, asked.organizationId],
      ...[asked.now, new Date(asked.now.getTime() - asked.replayMs)],
    ]);
    return row!;
  }
}
