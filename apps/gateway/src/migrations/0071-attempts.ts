/** Failed attempts of a caller, counted for all gateways together. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE attempt_counts (
  subject bytea PRIMARY KEY, -- digest of who and what is counted together
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  member_id uuid REFERENCES members ON DELETE CASCADE,
  failures integer NOT NULL,
  started_at timestamptz(3) NOT NULL,
  last_failed_at timestamptz(3) NOT NULL,
  blocked_until timestamptz(3) NOT NULL
);
CREATE INDEX attempt_counts_member ON attempt_counts (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX attempt_counts_age ON attempt_counts (last_failed_at);
ALTER TABLE attempt_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempt_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON attempt_counts TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON attempt_counts TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON attempt_counts TO thenar_app, thenar_jobs;
`;

export class Attempts1763812800071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attempt_counts');
  }
}
