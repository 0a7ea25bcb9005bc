/** The first schema: tenants, access, devices, members, palms at rest, sessions, scans, outbox, audit; row-level security from the first row on. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `thenar_app` does tenants' work under row-level security; `thenar_jobs` crosses tenants, table by table as granted below. */
const ROLES = `
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['thenar_app', 'thenar_jobs'] LOOP
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN CONTINUE; END IF; -- roles belong to the server, not to the database
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database's migration was first
    END;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO thenar_app, thenar_jobs;

CREATE FUNCTION app_org_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT string_to_array(nullif(current_setting('app.org_ids', true), ''), ',')::uuid[] $$;
`;

const INSTALLATION = `
-- one row: which key files belong to this database
CREATE TABLE installation (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  keys_fingerprint text NOT NULL
);
`;

const TENANCY = `
CREATE TABLE organizations (
  organization_id uuid PRIMARY KEY,
  name text NOT NULL,
  plan text NOT NULL DEFAULT 'free',
  created_at timestamptz(3) NOT NULL
);
CREATE TABLE users (
  user_id uuid PRIMARY KEY,
  uid text NOT NULL UNIQUE,
  email text,
  email_verified boolean NOT NULL DEFAULT false,
  name text,
  created_at timestamptz(3) NOT NULL
);
CREATE TABLE memberships (
  organization_id uuid NOT NULL REFERENCES organizations,
  user_id uuid NOT NULL REFERENCES users,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'viewer')),
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);
CREATE TABLE invitations (
  organization_id uuid NOT NULL REFERENCES organizations,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'viewer')),
  invited_by uuid,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, email)
);
CREATE INDEX invitations_email ON invitations (email);
CREATE TABLE environments (
  environment_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  name text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('sandbox', 'production')),
  region text,
  shared boolean NOT NULL DEFAULT false,
  allows_server_lookup boolean NOT NULL DEFAULT false,
  registration_policy text NOT NULL DEFAULT 'sandbox_only' CHECK (registration_policy IN ('sandbox_only', 'code')),
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX environments_organization ON environments (organization_id);
CREATE TABLE projects (
  project_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  environment_id uuid REFERENCES environments,
  name text NOT NULL,
  phone_number text,
  website text,
  time_zone text NOT NULL DEFAULT 'UTC',
  server_lookup_requested boolean NOT NULL DEFAULT false,
  consent_required boolean NOT NULL DEFAULT false,
  retention_days integer,
  display_fields text[] NOT NULL DEFAULT '{}',
  extended_events boolean NOT NULL DEFAULT false,
  liveness text NOT NULL DEFAULT 'off' CHECK (liveness IN ('off', 'log', 'require')),
  terminal_config jsonb NOT NULL DEFAULT '{}',
  terminal_config_version integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3)
);
CREATE INDEX projects_organization ON projects (organization_id, created_at DESC);
CREATE INDEX projects_environment ON projects (environment_id);
`;

const ACCESS = `
CREATE TABLE api_keys (
  key_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  public_id char(12) NOT NULL UNIQUE,
  prefix text NOT NULL,
  secret_mac bytea NOT NULL,
  pepper_version integer NOT NULL,
  name text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('live', 'test')),
  project_ids uuid[] CHECK (cardinality(project_ids) > 0),
  scopes text[] NOT NULL,
  api_version text NOT NULL,
  line_id uuid NOT NULL,
  created_by uuid,
  created_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  exposed_at timestamptz(3)
);
CREATE INDEX api_keys_organization ON api_keys (organization_id, created_at DESC);
CREATE INDEX api_keys_projects ON api_keys USING gin (project_ids);
CREATE TABLE idempotency_keys (
  organization_id uuid NOT NULL REFERENCES organizations,
  credential text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  body jsonb,
  leased_until timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (credential, key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
CREATE TABLE audit_events (
  audit_event_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  sequence bigint NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  action text NOT NULL,
  object_kind text NOT NULL,
  object_id text NOT NULL,
  address text,
  request_id text,
  details jsonb NOT NULL DEFAULT '{}',
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (organization_id, sequence)
);
CREATE TABLE audit_heads (
  organization_id uuid PRIMARY KEY REFERENCES organizations,
  sequence bigint NOT NULL,
  hash bytea NOT NULL
);
CREATE TABLE outbox_events (
  event_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  type text NOT NULL,
  body text NOT NULL,
  request_id text,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX outbox_events_project ON outbox_events (project_id, created_at);
`;

const DEVICES = `
CREATE TABLE devices (
  device_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  mode text NOT NULL DEFAULT 'standard' CHECK (mode IN ('standard', 'demo')),
  key_thumbprint text NOT NULL,
  serial_number text NOT NULL,
  model text NOT NULL,
  app_version text NOT NULL,
  os_version text,
  config_version integer NOT NULL DEFAULT 0,
  metadata jsonb NOT NULL DEFAULT '{}',
  scan_counter bigint NOT NULL DEFAULT 0,
  last_seen_at timestamptz(3),
  next_contact_due_at timestamptz(3),
  registered_at timestamptz(3) NOT NULL,
  decommissioned_at timestamptz(3),
  changed_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX devices_changed ON devices (changed_at);
CREATE UNIQUE INDEX devices_key_thumbprint ON devices (key_thumbprint) WHERE decommissioned_at IS NULL;
CREATE INDEX devices_former_keys ON devices (key_thumbprint, created_at DESC);
CREATE INDEX devices_project ON devices (project_id, created_at DESC, device_id DESC);
CREATE TABLE terminal_registrations (
  registration_id uuid PRIMARY KEY,
  key_thumbprint text NOT NULL,
  code char(8) NOT NULL,
  serial_number text NOT NULL,
  model text NOT NULL,
  app_version text NOT NULL,
  os_version text,
  address text,
  device_id uuid REFERENCES devices,
  project_id uuid REFERENCES projects,
  interval_s integer NOT NULL,
  last_polled_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  completed_at timestamptz(3)
);
CREATE UNIQUE INDEX terminal_registrations_code ON terminal_registrations (code);
CREATE INDEX terminal_registrations_expiry ON terminal_registrations (expires_at);
CREATE TABLE registration_misses (
  miss_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  caller text NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX registration_misses_organization ON registration_misses (organization_id, created_at);
CREATE TABLE dpop_proofs (
  proof_digest bytea PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX dpop_proofs_expiry ON dpop_proofs (expires_at);
`;

const PEOPLE = `
CREATE TABLE members (
  member_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  external_id text,
  display_name text,
  email text,
  phone text,
  metadata jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  consent jsonb,
  hands text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  last_scan_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX members_external_id ON members (project_id, external_id);
CREATE INDEX members_project ON members (project_id, created_at DESC, member_id DESC);
CREATE TABLE member_keys (
  member_id uuid PRIMARY KEY REFERENCES members ON DELETE CASCADE,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  project_key_version integer NOT NULL,
  wrapped bytea NOT NULL
);
CREATE INDEX member_keys_project ON member_keys (project_id, project_key_version);
CREATE TABLE templates (
  template_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  member_id uuid NOT NULL REFERENCES members ON DELETE CASCADE,
  hand text NOT NULL CHECK (hand IN ('left', 'right')),
  engine_version smallint NOT NULL,
  quality real NOT NULL,
  sealed bytea NOT NULL,
  enrollment_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX templates_member ON templates (member_id);
CREATE INDEX templates_project ON templates (project_id, hand, engine_version);
-- what every process's gallery follows; xid orders changes by the transactions that made them visible
CREATE TABLE gallery_changes (
  change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  member_id uuid NOT NULL,
  template_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('added', 'removed')),
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX gallery_changes_xid ON gallery_changes (xid);
CREATE INDEX gallery_changes_project ON gallery_changes (project_id, xid);
`;

const SESSIONS = `
CREATE TABLE enrollment_sessions (
  session_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  device_id uuid REFERENCES devices,
  member_id uuid NOT NULL,
  hand text NOT NULL CHECK (hand IN ('left', 'right', 'any')),
  status text NOT NULL CHECK (status IN ('pending', 'active', 'processing', 'completed', 'failed', 'cancelled', 'expired')),
  version integer NOT NULL DEFAULT 1,
  captures_required smallint NOT NULL,
  captures_accepted smallint NOT NULL DEFAULT 0,
  captures_refused smallint NOT NULL DEFAULT 0,
  last_quality real,
  hint text,
  replace_existing boolean NOT NULL DEFAULT false,
  allow_duplicate boolean NOT NULL DEFAULT false,
  challenge_digest bytea,
  challenge_expires_at timestamptz(3),
  failure_code text,
  failure_message text,
  result jsonb,
  last_contact_at timestamptz(3),
  updated_at timestamptz(3) NOT NULL,
  delivered_at timestamptz(3),
  completed_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX enrollment_sessions_one_per_device ON enrollment_sessions (device_id)
  WHERE status IN ('pending', 'active', 'processing');
CREATE INDEX enrollment_sessions_device ON enrollment_sessions (device_id, created_at DESC);
CREATE INDEX enrollment_sessions_project ON enrollment_sessions (project_id, created_at DESC, session_id DESC);
CREATE INDEX enrollment_sessions_member ON enrollment_sessions (member_id);
CREATE INDEX enrollment_sessions_unfinished ON enrollment_sessions (expires_at) WHERE status IN ('pending', 'active', 'processing');
CREATE INDEX enrollment_sessions_updated ON enrollment_sessions (updated_at);
CREATE TABLE session_captures (
  session_id uuid NOT NULL REFERENCES enrollment_sessions ON DELETE CASCADE,
  seq integer NOT NULL,
  organization_id uuid NOT NULL REFERENCES organizations,
  digest bytea NOT NULL,
  accepted boolean NOT NULL,
  reason text,
  hand text,
  quality real,
  scores jsonb NOT NULL DEFAULT '{}',
  sealed bytea,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (session_id, seq)
);
`;

const SCANS = `
CREATE TABLE scan_results (
  scan_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  operation text NOT NULL CHECK (operation IN ('identify', 'verify', 'enroll')),
  result text NOT NULL CHECK (result IN ('matched', 'not_matched', 'ambiguous', 'duplicate', 'low_quality', 'liveness_failed', 'error')),
  member_id uuid,
  device_id uuid,
  session_id uuid,
  hand text NOT NULL,
  quality real,
  confidence real,
  verdict text CHECK (verdict IN ('allow', 'challenge', 'block')),
  matched_rule_id uuid,
  signals jsonb NOT NULL DEFAULT '{}',
  trace jsonb NOT NULL DEFAULT '{}',
  source text NOT NULL CHECK (source IN ('terminal', 'api')),
  source_ip text,
  offline boolean NOT NULL DEFAULT false,
  demo boolean NOT NULL DEFAULT false,
  label text,
  captured_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (scan_id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX scan_results_project ON scan_results (project_id, created_at DESC, scan_id DESC);
CREATE INDEX scan_results_member ON scan_results (member_id, created_at DESC) WHERE member_id IS NOT NULL;
CREATE TABLE scan_results_rest PARTITION OF scan_results DEFAULT;
-- creating a partition needs the owner; the jobs role may only ask for one by month
CREATE FUNCTION ensure_scan_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE first date := date_trunc('month', month)::date; name text := 'scan_results_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7437002);
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I PARTITION OF public.scan_results FOR VALUES FROM (%L) TO (%L)', name, first, (first + interval '1 month')::date);
END $$;
REVOKE ALL ON FUNCTION ensure_scan_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_scan_month(date) TO thenar_jobs;
CREATE TABLE terminal_scans (
  device_id uuid NOT NULL REFERENCES devices,
  scan_ref text NOT NULL,
  organization_id uuid NOT NULL REFERENCES organizations,
  counter bigint NOT NULL,
  digest bytea NOT NULL,
  scan_id uuid NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device_id, scan_ref),
  UNIQUE (device_id, counter)
);
`;

/** Tables with an organization_id: the app's role sees the rows of the transaction's organizations, the jobs role all. */
const TENANT_TABLES = [
  'organizations',
  'memberships',
  'invitations',
  'projects',
  'api_keys',
  'idempotency_keys',
  'audit_events',
  'audit_heads',
  'outbox_events',
  'devices',
  'registration_misses',
  'members',
  'member_keys',
  'templates',
  'gallery_changes',
  'enrollment_sessions',
  'session_captures',
  'scan_results',
  'terminal_scans',
];

const SECURITY = `
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY[${TENANT_TABLES.map((name) => `'${name}'`).join(', ')}] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]))', name);
    EXECUTE format('CREATE POLICY jobs ON %I TO thenar_jobs USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO thenar_app, thenar_jobs', name);
  END LOOP;
  -- without a tenant column, or with a wider reading rule
  FOREACH name IN ARRAY ARRAY['environments', 'users', 'terminal_registrations', 'dpop_proofs', 'installation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY jobs ON %I TO thenar_jobs USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO thenar_jobs', name);
  END LOOP;
END $$;
-- the record of who did what only grows
REVOKE UPDATE, DELETE ON audit_events FROM thenar_app, thenar_jobs;
-- an environment is visible to its organization, to everyone when shared, and through a project that uses it
GRANT SELECT, INSERT, UPDATE ON environments TO thenar_app;
CREATE POLICY tenant ON environments TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY reading ON environments FOR SELECT TO thenar_app USING (
  shared OR environment_id IN (SELECT environment_id FROM projects WHERE organization_id = ANY ((SELECT app_org_ids())::uuid[])));
-- a person is visible to the organizations that they belong to
GRANT SELECT ON users TO thenar_app;
CREATE POLICY colleagues ON users FOR SELECT TO thenar_app USING (
  user_id IN (SELECT user_id FROM memberships WHERE organization_id = ANY ((SELECT app_org_ids())::uuid[])));
`;

export class Foundation1763812800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [ROLES, INSTALLATION, TENANCY, ACCESS, DEVICES, PEOPLE, SESSIONS, SCANS, SECURITY])
      await runner.query(part);
  }

  /** Palms are not thrown away by a mistyped command. */
  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}
