/** Access: idempotency keys by credential, device-code grants, counted usage. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers belong to a credential, not to an organization: a person may make their first organization with one. */
const IDEMPOTENCY = `
DROP TABLE idempotency_keys;
CREATE TABLE idempotency_keys (
  credential text NOT NULL,
  key_digest bytea NOT NULL,
  claim_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  sealed bytea,
  leased_until timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (credential, key_digest)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON idempotency_keys TO thenar_app USING (credential = current_setting('app.credential', true));
CREATE POLICY jobs ON idempotency_keys TO thenar_jobs USING (true);
GRANT SELECT, UPDATE ON idempotency_keys TO thenar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO thenar_jobs;
`;

/** Read and written before and beside any organization; the app's role never sees it. */
const GRANTS = `
CREATE TABLE cli_grants (
  grant_id uuid PRIMARY KEY,
  device_code_digest bytea NOT NULL UNIQUE,
  sealing_key bytea NOT NULL,
  user_code char(8) NOT NULL UNIQUE,
  client_name text NOT NULL,
  address text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'denied', 'consumed')),
  interval_s integer NOT NULL,
  last_polled_at timestamptz(3),
  organization_id uuid REFERENCES organizations,
  project_id uuid REFERENCES projects,
  key_id uuid REFERENCES api_keys,
  decided_by uuid,
  sealed_key bytea,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX cli_grants_expiry ON cli_grants (expires_at);
ALTER TABLE cli_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE cli_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON cli_grants TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON cli_grants TO thenar_jobs;
`;

/** Sixteen rows share one count, so that identifications of a project do not wait for each other. */
const USAGE = `
CREATE TABLE usage_counts (
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  month date NOT NULL,
  operation text NOT NULL CHECK (operation IN ('identify', 'verify')),
  shard smallint NOT NULL CHECK (shard BETWEEN 0 AND 15),
  counted bigint NOT NULL,
  PRIMARY KEY (organization_id, month, project_id, operation, shard)
);
ALTER TABLE usage_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON usage_counts TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON usage_counts TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE ON usage_counts TO thenar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_counts TO thenar_jobs;
CREATE INDEX api_keys_line ON api_keys (line_id);
`;

export class Access1763812800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [IDEMPOTENCY, GRANTS, USAGE]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE usage_counts, cli_grants; DROP INDEX api_keys_line; DELETE FROM idempotency_keys');
  }
}
