/**
 * Scans counted by the quarter of an hour. A trigger writes what came into scan_deltas, in the same transaction, whoever
 * records the scan; a job folds deltas into counts. Counts and deltas together are the truth at every moment.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTS = `
-- rows that are only added: scans that come at once do not wait for each other
CREATE TABLE scan_deltas (
  delta_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamptz(3) NOT NULL,
  operation text NOT NULL,
  result text NOT NULL,
  verdict text,
  device_id uuid,
  signals text[] NOT NULL,
  scans integer NOT NULL
);
CREATE INDEX scan_deltas_project ON scan_deltas (project_id, quarter);
CREATE TABLE scan_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamptz(3) NOT NULL,
  operation text NOT NULL,
  result text NOT NULL,
  verdict text,
  scans integer NOT NULL
);
CREATE UNIQUE INDEX scan_counts_cell ON scan_counts (project_id, quarter, operation, result, verdict) INCLUDE (scans, organization_id) NULLS NOT DISTINCT;
CREATE INDEX scan_counts_age ON scan_counts (quarter);
-- by whole hours: there are many devices, and nobody asks for one by the zone's half hour
CREATE TABLE device_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  hour timestamptz(3) NOT NULL,
  device_id uuid,
  verdict text,
  scans integer NOT NULL
);
CREATE UNIQUE INDEX device_counts_cell ON device_counts (project_id, hour, device_id, verdict) INCLUDE (scans, organization_id) NULLS NOT DISTINCT;
CREATE INDEX device_counts_age ON device_counts (hour);
CREATE TABLE signal_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamptz(3) NOT NULL,
  signal text NOT NULL,
  scans integer NOT NULL
);
CREATE UNIQUE INDEX signal_counts_cell ON signal_counts (project_id, quarter, signal) INCLUDE (scans, organization_id);
CREATE INDEX signal_counts_age ON signal_counts (quarter);
`;

const TRIGGER = `
CREATE FUNCTION quarter_of(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT date_bin('15 minutes', at, '2000-01-01 00:00:00+00') $$;
CREATE FUNCTION signals_on(signals jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(key ORDER BY key), '{}') FROM jsonb_each(CASE jsonb_typeof(signals) WHEN 'object' THEN signals ELSE '{}' END)
     WHERE value = 'true' $$;
CREATE FUNCTION count_scans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO scan_deltas (organization_id, project_id, quarter, operation, result, verdict, device_id, signals, scans)
  SELECT organization_id, project_id, quarter_of(created_at), operation, result, verdict, device_id, signals_on(signals), count(*)
  FROM arrived GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  RETURN NULL;
END $$;
-- of the statement, not of the row: a month that is cut out of the rest table moves rows and counts nothing twice
CREATE TRIGGER count_scans AFTER INSERT ON scan_results REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION count_scans();
`;

const TENANT_TABLES = ['scan_deltas', 'scan_counts', 'device_counts', 'signal_counts'];

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

/** Scans from before: the owner may not read past its own wall, so it is taken down while nobody else can look. */
const SCANS_SO_FAR = `
ALTER TABLE scan_results NO FORCE ROW LEVEL SECURITY;
INSERT INTO scan_deltas (organization_id, project_id, quarter, operation, result, verdict, device_id, signals, scans)
SELECT organization_id, project_id, quarter_of(created_at), operation, result, verdict, device_id, signals_on(signals), count(*)
FROM scan_results GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
ALTER TABLE scan_results FORCE ROW LEVEL SECURITY;
`;

export class Analytics1763812800008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [COUNTS, TRIGGER, SCANS_SO_FAR, SECURITY]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER count_scans ON scan_results;
      DROP FUNCTION count_scans(), signals_on(jsonb), quarter_of(timestamptz);
      DROP TABLE ${[...TENANT_TABLES].reverse().join(', ')};`);
  }
}
