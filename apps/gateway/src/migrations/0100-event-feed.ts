/** Numbers for the events of a project, given when they are read: dense, and in the order in which they became visible. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE event_feeds (
  project_id uuid PRIMARY KEY REFERENCES projects,
  organization_id uuid NOT NULL REFERENCES organizations,
  last_sequence bigint NOT NULL
);
ALTER TABLE event_feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_feeds FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON event_feeds TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON event_feeds TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON event_feeds TO thenar_app, thenar_jobs;

-- no value, so that no row is rewritten
ALTER TABLE outbox_events ADD COLUMN sequence bigint;
CREATE INDEX outbox_events_numbered ON outbox_events (project_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX outbox_events_unnumbered ON outbox_events (project_id, created_at, event_id) WHERE sequence IS NULL;
`;

const DOWN = `
DROP INDEX outbox_events_numbered, outbox_events_unnumbered;
ALTER TABLE outbox_events DROP COLUMN sequence;
DROP TABLE event_feeds;
`;

export class EventFeed1763812800100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
