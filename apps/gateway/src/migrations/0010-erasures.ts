/** Erasures and their receipts; what must be found to take a person out of answers, marks and stored replies. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- the tombstone: that somebody of this bare id was erased, when, and what of them there was
CREATE TABLE erasures (
  erasure_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  member_id uuid NOT NULL,
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'completed')),
  counts jsonb NOT NULL DEFAULT '{}',
  storage text CHECK (storage IN ('rewritten', 'rows')),
  receipt text,
  requested_by text NOT NULL,
  accepted_at timestamptz(3) NOT NULL,
  completed_at timestamptz(3)
);
CREATE UNIQUE INDEX erasures_member ON erasures (project_id, member_id);
CREATE INDEX erasures_running ON erasures (accepted_at) WHERE status = 'running';
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON erasures TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON erasures TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE ON erasures TO thenar_app, thenar_jobs;

-- whom a stored answer is about: the answer itself is sealed under its client's key
ALTER TABLE idempotency_keys ADD COLUMN about uuid[];
CREATE INDEX idempotency_keys_about ON idempotency_keys USING gin (about) WHERE about IS NOT NULL;

ALTER TABLE gallery_changes ALTER COLUMN member_id DROP NOT NULL;
CREATE INDEX terminal_scans_member ON terminal_scans ((answer #>> '{member,member_id}'))
  WHERE (answer #>> '{member,member_id}') IS NOT NULL;
-- whose palms the retention clock runs for
CREATE INDEX members_with_palms ON members (project_id, last_scan_at) WHERE hands <> '{}';
`;

const DOWN = `
DROP INDEX members_with_palms;
DROP INDEX terminal_scans_member;
DELETE FROM gallery_changes WHERE member_id IS NULL;
ALTER TABLE gallery_changes ALTER COLUMN member_id SET NOT NULL;
ALTER TABLE idempotency_keys DROP COLUMN about;
DROP TABLE erasures;
`;

export class Erasures1763812800010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
