/** Rules and the lists they ask: what a project decides about its scans, and what follows from a decision. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Entries stay a while after their end: a backtest asks who was on a list when the scan was judged. */
const LISTS = `
CREATE TABLE lists (
  list_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('member', 'device', 'ip', 'external_id')),
  description text,
  ttl_s integer CHECK (ttl_s > 0),
  -- entries that have not ended; those whose time is over are still counted until the sweep ends them
  entry_count integer NOT NULL DEFAULT 0 CHECK (entry_count >= 0),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX lists_name ON lists (project_id, name) WHERE deleted_at IS NULL;
CREATE INDEX lists_project ON lists (project_id, created_at DESC, list_id DESC) WHERE deleted_at IS NULL;
CREATE INDEX lists_deleted ON lists (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE list_entries (
  entry_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  list_id uuid NOT NULL,
  value text NOT NULL,
  added_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  ended_at timestamptz(3)
);
CREATE UNIQUE INDEX list_entries_value ON list_entries (list_id, value) INCLUDE (expires_at, organization_id) WHERE ended_at IS NULL;
CREATE INDEX list_entries_newest ON list_entries (list_id, added_at DESC, entry_id DESC) INCLUDE (expires_at, organization_id) WHERE ended_at IS NULL;
CREATE INDEX list_entries_due ON list_entries (list_id, expires_at) WHERE ended_at IS NULL AND expires_at IS NOT NULL;
CREATE INDEX list_entries_past ON list_entries (list_id, value) INCLUDE (added_at, expires_at, ended_at, organization_id);
CREATE INDEX list_entries_named ON list_entries (value);
CREATE INDEX list_entries_ended ON list_entries (ended_at) WHERE ended_at IS NOT NULL;
`;

const RULES = `
CREATE TABLE rules (
  rule_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  name text NOT NULL,
  priority integer NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'monitor', 'live', 'paused')),
  conditions jsonb NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('allow', 'challenge', 'block')),
  side_effects jsonb NOT NULL DEFAULT '[]',
  match_count bigint NOT NULL DEFAULT 0,
  last_match_at timestamptz(3),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX rules_project ON rules (project_id, priority, created_at, rule_id);
-- rises with every change of the project's rules and of which lists there are; every decision compares it
CREATE TABLE rule_sets (
  project_id uuid PRIMARY KEY REFERENCES projects,
  organization_id uuid NOT NULL REFERENCES organizations,
  version bigint NOT NULL
);
-- matches since the rule's own count was last brought up: scans that match one rule do not wait for each other
CREATE TABLE rule_matches (
  match_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  rule_id uuid NOT NULL,
  matched_at timestamptz(3) NOT NULL
);
CREATE INDEX rule_matches_rule ON rule_matches (rule_id);
-- what a decision asks to be done after it: written with the scan, done once, by whichever process comes first
CREATE TABLE rule_effects (
  effect_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  rule_id uuid NOT NULL,
  scan_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('add_to_list', 'remove_from_list', 'disable_member')),
  list_name text,
  member_id uuid,
  device_id uuid,
  source_ip text,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX rule_effects_due ON rule_effects (due_at, effect_id);
CREATE INDEX rule_effects_member ON rule_effects (member_id) WHERE member_id IS NOT NULL;
-- keyed digests of pictures, without whose they are
CREATE TABLE seen_captures (
  project_id uuid NOT NULL REFERENCES projects,
  digest bytea NOT NULL,
  organization_id uuid NOT NULL REFERENCES organizations,
  times integer NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (project_id, digest)
);
CREATE INDEX seen_captures_age ON seen_captures (seen_at);
`;

const TENANT_TABLES = ['lists', 'list_entries', 'rules', 'rule_sets', 'rule_matches', 'rule_effects', 'seen_captures'];

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

export class Rules1763812800005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [LISTS, RULES, SECURITY]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${[...TENANT_TABLES].reverse().join(', ')}`);
  }
}
