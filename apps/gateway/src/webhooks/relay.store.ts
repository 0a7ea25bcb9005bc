/** The relay's SQL: events become deliveries, due deliveries are leased, attempts are written down; each for many at once. */
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLAIN_EVENTS } from './event-types.js';
import type { DeliveryKind, DeliveryStatus } from './delivery.entity.js';

/** A delivery that this process holds, with all that sending it needs. */
export interface LeasedDelivery {
  lease: string;
  delivery_id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  kind: DeliveryKind;
  attempt_count: number;
  created_at: Date;
  url: string;
  body: string;
  request_id: string | null;
  /** Sealed secrets in force, newest first. */
  secrets: Buffer[] | null;
}

/** What an attempt left behind; names are those of the columns. */
export interface AttemptRow {
  lease: string;
  delivery_id: string;
  event_id: string;
  attempt_id: string;
  succeeded: boolean;
  /** Says something about the endpoint's health: tests do not. */
  counts: boolean;
  started_at: string;
  duration_ms: number;
  dns_ms: number | null;
  connect_ms: number | null;
  tls_ms: number | null;
  ttfb_ms: number | null;
  resolved_ip: string | null;
  status_code: number | null;
  response_headers: Record<string, string> | null;
  /** base64 */
  response_body: string | null;
  response_truncated: boolean;
  error_code: string | null;
  error_message: string | null;
  status: DeliveryStatus;
  next_attempt_at: string | null;
}

export interface LeaseRequest {
  lease: string;
  now: Date;
  until: Date;
  mostLanes: number;
  /** Leased at once by all processes together, for one endpoint. */
  perLane: number;
  /** False leaves out endpoints that fail, so that they cannot fill every place. */
  failingToo: boolean;
}

/** How an endpoint stands after its attempts were recorded. */
export interface LaneResult {
  webhook_id: string;
  failing_since: Date | null;
}

@Injectable()
export class RelayQueries {
  constructor(private readonly database: Database) {}

  /** Passes waiting events on to the webhooks that want them. @returns how many events */
  async spread(now: Date, most: number): Promise<number> {
    const [row] = await this.database.systemQuery<{ taken: number }>('pass events on to webhooks', SPREAD, [
      now,
      most,
      PLAIN_EVENTS,
    ]);
    return row.taken;
  }

  /** @returns what this process may send now, and how many endpoints were looked at */
  lease(wanted: LeaseRequest): Promise<{ leased: LeasedDelivery[]; lanes: number }> {
    return this.database.systemTransaction('lease due deliveries', async (tx) => {
      const { lease, now, until, mostLanes, perLane, failingToo } = wanted;
      // two statements: the second must see what others leased before the lanes were ours
      const lanes = await tx.query<{ webhook_id: string }[]>(LOCK_LANES, [now, mostLanes, failingToo]);
      if (lanes.length === 0) return { leased: [], lanes: 0 };
      const ids = lanes.map((lane) => lane.webhook_id);
      return { leased: await tx.query<LeasedDelivery[]>(LEASE, [ids, now, until, perLane, lease]), lanes: ids.length };
    });
  }

  /** Writes attempts down, moves their deliveries on, frees their places. Rows whose lease was lost change nothing. */
  record(now: Date, rows: AttemptRow[]): Promise<LaneResult[]> {
    const events = rows.map(({ event_id }) => event_id);
    return this.database.systemQuery<LaneResult>('record attempts', RECORD, [JSON.stringify(rows), now, events]);
  }

  /** Gives deliveries back untried. */
  async release(now: Date, held: Pick<LeasedDelivery, 'delivery_id' | 'lease'>[]): Promise<void> {
    const leases = held.map(({ delivery_id, lease }) => ({ delivery_id, lease }));
    await this.database.systemQuery('give deliveries back', RELEASE, [JSON.stringify(leases), now]);
  }
}

/** Lanes are always locked in one order, and always written, so that no wake-up is lost to a relay that looks at the same time. */
const SPREAD = `
WITH taken AS (
  SELECT event_id, organization_id, project_id, type, body, created_at FROM outbox_events
  WHERE relayed_at IS NULL ORDER BY created_at, event_id LIMIT $2 FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE outbox_events o SET relayed_at = $1 FROM taken WHERE o.event_id = taken.event_id
), made AS (
  INSERT INTO webhook_deliveries (delivery_id, organization_id, webhook_id, event_id, event_type, kind, next_attempt_at, due_at, created_at)
  SELECT uuid_of_time($1), t.organization_id, w.webhook_id, t.event_id, t.type, 'event', $1, $1, $1
  FROM taken t
  JOIN projects p ON p.project_id = t.project_id AND p.deleted_at IS NULL
  JOIN webhooks w ON w.project_id = t.project_id AND w.deleted_at IS NULL AND w.enabled
    AND t.type = ANY (w.event_types) AND w.created_at <= t.created_at
    AND (p.extended_events OR t.type = ANY ($3))
    AND (w.filter_verdicts IS NULL OR t.body::jsonb #>> '{data,verdict}' = ANY (w.filter_verdicts))
    AND (w.filter_device_id IS NULL OR t.body::jsonb #>> '{data,device_id}' = w.filter_device_id::text)
    AND (w.filter_rule_id IS NULL
      OR w.filter_rule_id::text IN (t.body::jsonb #>> '{data,rule_id}', t.body::jsonb #>> '{data,matched_rule_id}'))
  ON CONFLICT (event_id, webhook_id) WHERE kind = 'event' DO NOTHING
  RETURNING webhook_id
), lanes AS (
  SELECT webhook_id FROM webhook_lanes WHERE webhook_id IN (SELECT webhook_id FROM made) ORDER BY webhook_id FOR UPDATE
), woken AS (
  UPDATE webhook_lanes l SET wake_at = least(l.wake_at, $1) FROM lanes WHERE l.webhook_id = lanes.webhook_id
)
SELECT count(*)::int AS taken FROM taken`;

const LOCK_LANES = `
SELECT webhook_id FROM webhook_lanes WHERE wake_at <= $1 AND ($3 OR failing_since IS NULL)
ORDER BY wake_at LIMIT $2 FOR UPDATE SKIP LOCKED`;

/** An endpoint that fails gets one place until it succeeds again. */
const LEASE = `
WITH lane AS (
  SELECT l.webhook_id, w.enabled, w.url,
         greatest(0, CASE WHEN l.failing_since IS NULL THEN $4::int ELSE 1 END
           - (SELECT count(*) FROM webhook_deliveries d WHERE d.webhook_id = l.webhook_id AND d.leased_until > $2)) AS free
  FROM webhook_lanes l
  JOIN webhooks w ON w.webhook_id = l.webhook_id AND w.deleted_at IS NULL
  JOIN projects p ON p.project_id = w.project_id AND p.deleted_at IS NULL
  WHERE l.webhook_id = ANY ($1)
), picked AS (
  SELECT lane.webhook_id, lane.url, due.delivery_id
  FROM lane CROSS JOIN LATERAL (
    SELECT d.delivery_id FROM webhook_deliveries d
    WHERE d.webhook_id = lane.webhook_id AND d.status = 'pending' AND d.due_at <= $2 AND (lane.enabled OR d.kind <> 'event')
    ORDER BY d.due_at LIMIT lane.free FOR UPDATE SKIP LOCKED) due
), leased AS (
  UPDATE webhook_deliveries d SET lease = $5, leased_until = $3, due_at = $3
  FROM picked WHERE d.delivery_id = picked.delivery_id
  RETURNING d.lease, d.delivery_id, d.webhook_id, d.event_id, d.event_type, d.kind, d.attempt_count, d.created_at, picked.url
), rested AS (
  UPDATE webhook_lanes l SET wake_at = (
    SELECT least(
      CASE WHEN EXISTS (SELECT 1 FROM picked WHERE picked.webhook_id = l.webhook_id) THEN $3::timestamptz END,
      (SELECT min(d.due_at) FROM webhook_deliveries d
       WHERE d.webhook_id = lane.webhook_id AND d.status = 'pending' AND d.due_at > $2 AND (lane.enabled OR d.kind <> 'event')))
    FROM lane WHERE lane.webhook_id = l.webhook_id)
  WHERE l.webhook_id = ANY ($1)
)
SELECT leased.*, o.body, o.request_id,
       (SELECT array_agg(s.sealed ORDER BY s.created_at DESC, s.secret_id DESC) FROM webhook_secrets s
        WHERE s.webhook_id = leased.webhook_id AND (s.retires_at IS NULL OR s.retires_at > $2)) AS secrets
FROM leased JOIN outbox_events o ON o.event_id = leased.event_id`;

/** What a receiver says about a person who was erased meanwhile is not kept: FOR SHARE waits for an erasure that is under way. */
const RECORD = `
WITH events AS MATERIALIZED (
  SELECT event_id, subject_erased OR EXISTS (
    SELECT FROM erasures e WHERE e.project_id = o.project_id AND e.member_id = (o.body::jsonb #>> '{data,member_id}')::uuid) AS forgotten
  FROM outbox_events o WHERE event_id = ANY ($3::uuid[]) FOR SHARE OF o
), r AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(lease uuid, delivery_id uuid, event_id uuid, attempt_id uuid, succeeded boolean, counts boolean,
    started_at timestamptz, duration_ms real, dns_ms real, connect_ms real, tls_ms real, ttfb_ms real, resolved_ip text,
    status_code int, response_headers jsonb, response_body text, response_truncated boolean, error_code text,
    error_message text, status text, next_attempt_at timestamptz)
), held AS (
  SELECT d.delivery_id, d.lease, d.organization_id, d.webhook_id, d.attempt_count FROM webhook_deliveries d
  WHERE (d.delivery_id, d.lease) IN (SELECT delivery_id, lease FROM r) ORDER BY d.delivery_id FOR UPDATE
), attempts AS (
  INSERT INTO webhook_attempts (attempt_id, organization_id, webhook_id, delivery_id, number, succeeded, started_at, duration_ms,
    dns_ms, connect_ms, tls_ms, ttfb_ms, resolved_ip, status_code, response_headers, response_body, response_truncated,
    error_code, error_message)
  SELECT r.attempt_id, held.organization_id, held.webhook_id, held.delivery_id, held.attempt_count + 1, r.succeeded, r.started_at,
    r.duration_ms, r.dns_ms, r.connect_ms, r.tls_ms, r.ttfb_ms, r.resolved_ip, r.status_code,
    CASE WHEN NOT forgotten THEN r.response_headers END, CASE WHEN NOT forgotten THEN decode(r.response_body, 'base64') END,
    r.response_truncated, r.error_code, CASE WHEN NOT forgotten THEN r.error_message END
  FROM held JOIN r USING (delivery_id, lease) JOIN events USING (event_id)
), moved AS (
  UPDATE webhook_deliveries d SET
    status = r.status, attempt_count = d.attempt_count + 1, next_attempt_at = r.next_attempt_at,
    due_at = coalesce(r.next_attempt_at, d.due_at), last_status_code = r.status_code, last_error = r.error_code,
    completed_at = CASE WHEN r.status = 'pending' THEN NULL ELSE $2::timestamptz END, lease = NULL, leased_until = NULL
  FROM held JOIN r USING (delivery_id, lease) WHERE d.delivery_id = held.delivery_id
), reported AS (
  SELECT held.webhook_id, max(r.started_at) AS last_at, bool_or(r.counts AND r.succeeded) AS good, bool_or(r.counts AND NOT r.succeeded) AS bad
  FROM held JOIN r USING (delivery_id, lease) GROUP BY held.webhook_id
), lanes AS (
  SELECT webhook_id FROM webhook_lanes WHERE webhook_id IN (SELECT webhook_id FROM reported) ORDER BY webhook_id FOR UPDATE
), after AS (
  UPDATE webhook_lanes l SET
    wake_at = least(l.wake_at, $2), last_delivery_at = greatest(l.last_delivery_at, reported.last_at),
    failing_since = CASE WHEN reported.good THEN NULL WHEN reported.bad THEN coalesce(l.failing_since, $2) ELSE l.failing_since END
  FROM lanes JOIN reported USING (webhook_id) WHERE l.webhook_id = lanes.webhook_id
  RETURNING l.webhook_id, l.failing_since
)
SELECT * FROM after`;

const RELEASE = `
WITH given AS (
  UPDATE webhook_deliveries d SET lease = NULL, leased_until = NULL, due_at = coalesce(d.next_attempt_at, $2)
  FROM jsonb_to_recordset($1::jsonb) AS r(delivery_id uuid, lease uuid)
  WHERE d.delivery_id = r.delivery_id AND d.lease = r.lease RETURNING d.webhook_id
), lanes AS (
  SELECT webhook_id FROM webhook_lanes WHERE webhook_id IN (SELECT webhook_id FROM given) ORDER BY webhook_id FOR UPDATE
)
UPDATE webhook_lanes l SET wake_at = least(l.wake_at, $2) FROM lanes WHERE l.webhook_id = lanes.webhook_id`;
