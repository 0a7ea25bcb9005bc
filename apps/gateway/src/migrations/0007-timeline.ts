/** What happened to a device over time: contacts, gaps, versions, clocks, refusals. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE devices ADD COLUMN contact_since timestamptz(3), ADD COLUMN clock_skew_s integer NOT NULL DEFAULT 0,
  ADD COLUMN simulation text CHECK (simulation IN ('ok', 'late', 'fail', 'slow'));
CREATE TABLE device_timeline (
  entry_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  device_id uuid NOT NULL REFERENCES devices,
  kind text NOT NULL CHECK (kind IN ('contact', 'gap', 'version', 'clock_skew', 'refused', 'config')),
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX device_timeline_device ON device_timeline (device_id, started_at DESC, entry_id DESC);
CREATE INDEX device_timeline_age ON device_timeline (ended_at);
ALTER TABLE device_timeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_timeline FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON device_timeline TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON device_timeline TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON device_timeline TO thenar_app, thenar_jobs;
`;

export class Timeline1763812800007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE device_timeline; ALTER TABLE devices DROP COLUMN contact_since, DROP COLUMN clock_skew_s, DROP COLUMN simulation',
    );
  }
}
