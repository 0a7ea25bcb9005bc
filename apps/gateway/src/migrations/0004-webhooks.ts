/** Webhooks: subscriptions, their secrets, deliveries and every attempt; the outbox learns what was passed on. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OUTBOX = `
ALTER TABLE outbox_events ADD COLUMN relayed_at timestamptz(3);
CREATE INDEX outbox_events_waiting ON outbox_events (created_at, event_id) WHERE relayed_at IS NULL;
CREATE INDEX outbox_events_age ON outbox_events (created_at);
-- erasure finds what names a member
CREATE INDEX outbox_events_member ON outbox_events ((body::jsonb #>> '{data,member_id}'))
  WHERE body::jsonb #>> '{data,member_id}' IS NOT NULL;
-- whoever appends need not remember to tell: every gateway's relay hears of it at commit
CREATE FUNCTION tell_of_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('thenar', 'outbox new'); RETURN NULL; END $$;
CREATE TRIGGER tell_of_outbox AFTER INSERT ON outbox_events FOR EACH STATEMENT EXECUTE FUNCTION tell_of_outbox();

-- ids that sort by time, for rows that SQL makes; PostgreSQL has its own from 18 on
CREATE FUNCTION uuid_of_time(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
    substring(int8send(floor(extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid $$;
`;

const WEBHOOKS = `
CREATE TABLE webhooks (
  webhook_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  url text NOT NULL,
  event_types text[] NOT NULL CHECK (cardinality(event_types) > 0),
  enabled boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('failing', 'gone')),
  filter_verdicts text[],
  filter_rule_id uuid,
  filter_device_id uuid,
  description text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE INDEX webhooks_project ON webhooks (project_id, created_at DESC, webhook_id DESC) WHERE deleted_at IS NULL;
CREATE INDEX webhooks_deleted ON webhooks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE webhook_secrets (
  secret_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  retires_at timestamptz(3)
);
CREATE INDEX webhook_secrets_webhook ON webhook_secrets (webhook_id, created_at DESC);
-- how each endpoint is doing, and when the relay has to look at it again (null: when something new is due)
CREATE TABLE webhook_lanes (
  webhook_id uuid PRIMARY KEY REFERENCES webhooks ON DELETE CASCADE,
  organization_id uuid NOT NULL REFERENCES organizations,
  wake_at timestamptz(3),
  failing_since timestamptz(3),
  last_delivery_at timestamptz(3)
) WITH (fillfactor = 50);
CREATE INDEX webhook_lanes_wake ON webhook_lanes (wake_at) WHERE wake_at IS NOT NULL;
`;

const DELIVERIES = `
CREATE TABLE webhook_deliveries (
  delivery_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  webhook_id uuid NOT NULL REFERENCES webhooks,
  event_id uuid NOT NULL REFERENCES outbox_events ON DELETE CASCADE,
  event_type text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('event', 'test', 'replay')),
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'success', 'failed')),
  attempt_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(3),
  -- next_attempt_at, or the end of the lease while an attempt is under way
  due_at timestamptz(3) NOT NULL,
  lease uuid,
  leased_until timestamptz(3),
  last_status_code integer,
  last_error text,
  replayed_from uuid,
  created_at timestamptz(3) NOT NULL,
  completed_at timestamptz(3)
) WITH (fillfactor = 80);
-- the relay can pass an event on once to each endpoint, whatever happens between
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (event_id, webhook_id) WHERE kind = 'event';
CREATE INDEX webhook_deliveries_event ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at DESC, delivery_id DESC);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_asked_for ON webhook_deliveries (webhook_id, due_at) WHERE status = 'pending' AND kind <> 'event';
CREATE INDEX webhook_deliveries_under_way ON webhook_deliveries (webhook_id) WHERE leased_until IS NOT NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (created_at) WHERE status = 'pending';
CREATE TABLE webhook_attempts (
  attempt_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  webhook_id uuid NOT NULL,
  delivery_id uuid NOT NULL REFERENCES webhook_deliveries ON DELETE CASCADE,
  number integer NOT NULL,
  succeeded boolean NOT NULL,
  started_at timestamptz(3) NOT NULL,
  duration_ms real NOT NULL,
  dns_ms real,
  connect_ms real,
  tls_ms real,
  ttfb_ms real,
  resolved_ip text,
  status_code integer,
  response_headers jsonb,
  response_body bytea,
  response_truncated boolean NOT NULL DEFAULT false,
  error_code text,
  error_message text,
  UNIQUE (delivery_id, number)
);
CREATE INDEX webhook_attempts_recent ON webhook_attempts (webhook_id, started_at DESC) INCLUDE (succeeded);
`;

const TENANT_TABLES = ['webhooks', 'webhook_secrets', 'webhook_lanes', 'webhook_deliveries', 'webhook_attempts'];

const SECURITY = `
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY[${TENANT_TABLES.map((name) => `'${name}'`).join(', ')}] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]))', name);
    EXECUTE format('CREATE POLICY jobs ON %I TO thenar_jobs USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO thenar_app, thenar_jobs', name);
  END LOOP;
END $$;
`;

export class Webhooks1763812800004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [OUTBOX, WEBHOOKS, DELIVERIES, SECURITY]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ${[...TENANT_TABLES].reverse().join(', ')};
      DROP TRIGGER tell_of_outbox ON outbox_events;
      DROP FUNCTION tell_of_outbox();
      DROP FUNCTION uuid_of_time(timestamptz);
      DROP INDEX outbox_events_waiting, outbox_events_age, outbox_events_member;
      ALTER TABLE outbox_events DROP COLUMN relayed_at;`);
  }
}
