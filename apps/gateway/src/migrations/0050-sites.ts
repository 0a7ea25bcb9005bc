/** Where devices stand, what they are tagged with, and what a scan keeps of its device and place. Nothing is rewritten. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE sites (
  site_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  name text NOT NULL,
  address text,
  country text CHECK (country ~ '^[A-Z]{2}$'),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  time_zone text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (project_id, site_id)
);
CREATE INDEX sites_project ON sites (project_id, created_at DESC, site_id DESC);
ALTER TABLE sites ENABLE ROW LEVEL SECURITY;
ALTER TABLE sites FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sites TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON sites TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON sites TO thenar_app, thenar_jobs;

-- a device never stands at a site of another project
ALTER TABLE devices ADD COLUMN site_id uuid, ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN integrity text NOT NULL DEFAULT 'unverified' CHECK (integrity IN ('hardware', 'software', 'unverified')),
  ADD CONSTRAINT devices_site FOREIGN KEY (project_id, site_id) REFERENCES sites (project_id, site_id);
CREATE INDEX devices_at_site ON devices (site_id) WHERE site_id IS NOT NULL;

-- as they were at the scan; history outlives sites, so nothing refers to them
ALTER TABLE scan_results ADD COLUMN device jsonb, ADD COLUMN site jsonb, ADD COLUMN site_id uuid;
CREATE INDEX scan_results_site ON scan_results (project_id, site_id, created_at DESC) WHERE site_id IS NOT NULL;
`;

const DOWN = `
DROP INDEX scan_results_site;
ALTER TABLE scan_results DROP COLUMN device, DROP COLUMN site, DROP COLUMN site_id;
ALTER TABLE devices DROP CONSTRAINT devices_site, DROP COLUMN site_id, DROP COLUMN tags, DROP COLUMN integrity;
DROP TABLE sites;
`;

export class Sites1763812800050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
