-- The schema that the migrations make. Written by `npm run contracts`; not run by anything.

CREATE ROLE thenar_app NOLOGIN NOINHERIT;

CREATE ROLE thenar_jobs NOLOGIN NOINHERIT;

-- app_org_ids()
CREATE OR REPLACE FUNCTION public.app_org_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT string_to_array(nullif(current_setting('app.org_ids', true), ''), ',')::uuid[] $function$;

-- count_scans()
CREATE OR REPLACE FUNCTION public.count_scans()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO scan_deltas (organization_id, project_id, quarter, operation, result, verdict, device_id, signals, scans)
  SELECT organization_id, project_id, quarter_of(created_at), operation, result, verdict, device_id, signals_on(signals), count(*)
  FROM arrived GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  RETURN NULL;
END $function$;

-- drop_scan_months(date)
CREATE OR REPLACE FUNCTION public.drop_scan_months(before date)
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET "TimeZone" TO 'UTC'
AS $function$
DECLARE name text; dropped text[] := '{}';
BEGIN
  PERFORM pg_advisory_xact_lock(7437002);
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.scan_results'::regclass AND c.relname ~ '^scan_results_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE public.%I', name);
    dropped := dropped || name;
  END LOOP;
  DELETE FROM public.scan_results_rest WHERE created_at < before::timestamptz;
  RETURN dropped;
END $function$;
-- may be called by: thenar_jobs

-- ensure_scan_month(date)
CREATE OR REPLACE FUNCTION public.ensure_scan_month(month date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET "TimeZone" TO 'UTC'
AS $function$
DECLARE
  first date := date_trunc('month', month)::date;
  next date := (date_trunc('month', month) + interval '1 month')::date;
  name text := 'scan_results_' || to_char(month, 'YYYY_MM');
BEGIN
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7437002);
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN; END IF;
  LOCK TABLE public.scan_results_rest IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.scan_results INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)', name);
  EXECUTE format('WITH moved AS (DELETE FROM public.scan_results_rest WHERE created_at >= $1 AND created_at < $2 RETURNING *)
    INSERT INTO public.%I SELECT * FROM moved', name) USING first::timestamptz, next::timestamptz;
  EXECUTE format('ALTER TABLE public.scan_results ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name, first, next);
END $function$;
-- may be called by: thenar_jobs

-- quarter_of(timestamp with time zone)
CREATE OR REPLACE FUNCTION public.quarter_of(at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ SELECT date_bin('15 minutes', at, '2000-01-01 00:00:00+00') $function$;

-- search_fold(text)
CREATE OR REPLACE FUNCTION public.search_fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(replace(lower(translate(regexp_replace(NORMALIZE(COALESCE(value, ''::text), NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'øØłŁđĐıİ'::text, 'oOlLdDii'::text)), 'ß'::text, 'ss'::text), '[[:space:][:punct:]]+'::text, ' '::text, 'g'::text);

-- signals_on(jsonb)
CREATE OR REPLACE FUNCTION public.signals_on(signals jsonb)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ SELECT coalesce(array_agg(key ORDER BY key), '{}') FROM jsonb_each(CASE jsonb_typeof(signals) WHEN 'object' THEN signals ELSE '{}' END)
     WHERE value = 'true' $function$;

-- tell_of_outbox()
CREATE OR REPLACE FUNCTION public.tell_of_outbox()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN PERFORM pg_notify('thenar', 'outbox new'); RETURN NULL; END $function$;

-- uuid_of_time(timestamp with time zone)
CREATE OR REPLACE FUNCTION public.uuid_of_time(at timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
AS $function$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
    substring(int8send(floor(extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid $function$;

CREATE TABLE api_keys (
  key_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  public_id character(12) NOT NULL,
  prefix text NOT NULL,
  secret_mac bytea NOT NULL,
  pepper_version integer NOT NULL,
  name text NOT NULL,
  mode text NOT NULL,
  project_ids uuid[],
  scopes text[] NOT NULL,
  api_version text NOT NULL,
  line_id uuid NOT NULL,
  created_by uuid,
  created_at timestamp(3) with time zone NOT NULL,
  last_used_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  exposed_at timestamp(3) with time zone,
  allowed_ips text[],
  rotation_due_at timestamp(3) with time zone,
  rotation_announced_at timestamp(3) with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (key_id),
  CONSTRAINT api_keys_public_id_key UNIQUE (public_id),
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT api_keys_allowed_ips_check CHECK ((cardinality(allowed_ips) > 0)),
  CONSTRAINT api_keys_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'test'::text]))),
  CONSTRAINT api_keys_project_ids_check CHECK ((cardinality(project_ids) > 0))
);
CREATE INDEX api_keys_line ON public.api_keys USING btree (line_id);
CREATE INDEX api_keys_organization ON public.api_keys USING btree (organization_id, created_at DESC);
CREATE INDEX api_keys_projects ON public.api_keys USING gin (project_ids);
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON api_keys TO thenar_jobs USING (true);
CREATE POLICY tenant ON api_keys TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON api_keys TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON api_keys TO thenar_jobs;

CREATE TABLE attempt_counts (
  subject bytea NOT NULL,
  organization_id uuid NOT NULL,
  member_id uuid,
  failures integer NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  last_failed_at timestamp(3) with time zone NOT NULL,
  blocked_until timestamp(3) with time zone NOT NULL,
  CONSTRAINT attempt_counts_pkey PRIMARY KEY (subject),
  CONSTRAINT attempt_counts_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(member_id) ON DELETE CASCADE,
  CONSTRAINT attempt_counts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id) ON DELETE CASCADE
);
CREATE INDEX attempt_counts_age ON public.attempt_counts USING btree (last_failed_at);
CREATE INDEX attempt_counts_member ON public.attempt_counts USING btree (member_id) WHERE (member_id IS NOT NULL);
ALTER TABLE attempt_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempt_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON attempt_counts TO thenar_jobs USING (true);
CREATE POLICY tenant ON attempt_counts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON attempt_counts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON attempt_counts TO thenar_jobs;

CREATE TABLE audit_events (
  audit_event_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  sequence bigint NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  action text NOT NULL,
  object_kind text NOT NULL,
  object_id text NOT NULL,
  address text,
  request_id text,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT audit_events_pkey PRIMARY KEY (audit_event_id),
  CONSTRAINT audit_events_organization_id_sequence_key UNIQUE (organization_id, sequence),
  CONSTRAINT audit_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON audit_events TO thenar_jobs USING (true);
CREATE POLICY tenant ON audit_events TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT INSERT, SELECT ON audit_events TO thenar_app;
GRANT INSERT, SELECT ON audit_events TO thenar_jobs;

CREATE TABLE audit_heads (
  organization_id uuid NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (organization_id),
  CONSTRAINT audit_heads_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON audit_heads TO thenar_jobs USING (true);
CREATE POLICY tenant ON audit_heads TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON audit_heads TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON audit_heads TO thenar_jobs;

CREATE TABLE cli_grants (
  grant_id uuid NOT NULL,
  device_code_digest bytea NOT NULL,
  sealing_key bytea NOT NULL,
  user_code character(8) NOT NULL,
  client_name text NOT NULL,
  address text NOT NULL,
  status text NOT NULL DEFAULT 'pending'::text,
  interval_s integer NOT NULL,
  last_polled_at timestamp(3) with time zone,
  organization_id uuid,
  project_id uuid,
  key_id uuid,
  decided_by uuid,
  sealed_key bytea,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  key_expires_at timestamp(3) with time zone,
  CONSTRAINT cli_grants_pkey PRIMARY KEY (grant_id),
  CONSTRAINT cli_grants_device_code_digest_key UNIQUE (device_code_digest),
  CONSTRAINT cli_grants_user_code_key UNIQUE (user_code),
  CONSTRAINT cli_grants_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_keys(key_id),
  CONSTRAINT cli_grants_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT cli_grants_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT cli_grants_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'denied'::text, 'consumed'::text])))
);
CREATE INDEX cli_grants_expiry ON public.cli_grants USING btree (expires_at);
ALTER TABLE cli_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE cli_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY by_code ON cli_grants TO thenar_app USING (((user_code)::text = current_setting('app.user_code'::text, true)));
CREATE POLICY jobs ON cli_grants TO thenar_jobs USING (true);
GRANT SELECT, UPDATE ON cli_grants TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON cli_grants TO thenar_jobs;

CREATE TABLE device_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  device_id uuid,
  verdict text,
  scans integer NOT NULL
);
CREATE INDEX device_counts_age ON public.device_counts USING btree (hour);
CREATE UNIQUE INDEX device_counts_cell ON public.device_counts USING btree (project_id, hour, device_id, verdict) INCLUDE (scans, organization_id) NULLS NOT DISTINCT;
ALTER TABLE device_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON device_counts TO thenar_jobs USING (true);
CREATE POLICY tenant ON device_counts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON device_counts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON device_counts TO thenar_jobs;

CREATE TABLE device_timeline (
  entry_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  device_id uuid NOT NULL,
  kind text NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  ended_at timestamp(3) with time zone NOT NULL,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT device_timeline_pkey PRIMARY KEY (entry_id),
  CONSTRAINT device_timeline_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(device_id),
  CONSTRAINT device_timeline_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT device_timeline_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'gap'::text, 'version'::text, 'clock_skew'::text, 'refused'::text, 'config'::text])))
);
CREATE INDEX device_timeline_age ON public.device_timeline USING btree (ended_at);
CREATE INDEX device_timeline_device ON public.device_timeline USING btree (device_id, started_at DESC, entry_id DESC);
ALTER TABLE device_timeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE device_timeline FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON device_timeline TO thenar_jobs USING (true);
CREATE POLICY tenant ON device_timeline TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON device_timeline TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON device_timeline TO thenar_jobs;

CREATE TABLE devices (
  device_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  mode text NOT NULL DEFAULT 'standard'::text,
  key_thumbprint text NOT NULL,
  serial_number text NOT NULL,
  model text NOT NULL,
  app_version text NOT NULL,
  os_version text,
  config_version integer NOT NULL DEFAULT 0,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  scan_counter bigint NOT NULL DEFAULT 0,
  last_seen_at timestamp(3) with time zone,
  next_contact_due_at timestamp(3) with time zone,
  registered_at timestamp(3) with time zone NOT NULL,
  decommissioned_at timestamp(3) with time zone,
  changed_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  contact_since timestamp(3) with time zone,
  clock_skew_s integer NOT NULL DEFAULT 0,
  simulation text,
  site_id uuid,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  integrity text NOT NULL DEFAULT 'unverified'::text,
  CONSTRAINT devices_pkey PRIMARY KEY (device_id),
  CONSTRAINT devices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT devices_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT devices_site FOREIGN KEY (project_id, site_id) REFERENCES sites(project_id, site_id),
  CONSTRAINT devices_integrity_check CHECK ((integrity = ANY (ARRAY['hardware'::text, 'software'::text, 'unverified'::text]))),
  CONSTRAINT devices_mode_check CHECK ((mode = ANY (ARRAY['standard'::text, 'demo'::text]))),
  CONSTRAINT devices_simulation_check CHECK ((simulation = ANY (ARRAY['ok'::text, 'late'::text, 'fail'::text, 'slow'::text])))
);
CREATE INDEX devices_at_site ON public.devices USING btree (site_id) WHERE (site_id IS NOT NULL);
CREATE INDEX devices_changed ON public.devices USING btree (changed_at);
CREATE INDEX devices_former_keys ON public.devices USING btree (key_thumbprint, created_at DESC);
CREATE UNIQUE INDEX devices_key_thumbprint ON public.devices USING btree (key_thumbprint) WHERE (decommissioned_at IS NULL);
CREATE INDEX devices_project ON public.devices USING btree (project_id, created_at DESC, device_id DESC);
ALTER TABLE devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON devices TO thenar_jobs USING (true);
CREATE POLICY tenant ON devices TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON devices TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON devices TO thenar_jobs;

CREATE TABLE dpop_proofs (
  proof_digest bytea NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT dpop_proofs_pkey PRIMARY KEY (proof_digest)
);
CREATE INDEX dpop_proofs_expiry ON public.dpop_proofs USING btree (expires_at);
ALTER TABLE dpop_proofs ENABLE ROW LEVEL SECURITY;
ALTER TABLE dpop_proofs FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON dpop_proofs TO thenar_jobs USING (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON dpop_proofs TO thenar_jobs;

CREATE TABLE enrollment_sessions (
  session_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  device_id uuid,
  member_id uuid NOT NULL,
  hand text NOT NULL,
  status text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  captures_required smallint NOT NULL,
  captures_accepted smallint NOT NULL DEFAULT 0,
  captures_refused smallint NOT NULL DEFAULT 0,
  last_quality real,
  hint text,
  replace_existing boolean NOT NULL DEFAULT false,
  allow_duplicate boolean NOT NULL DEFAULT false,
  challenge_digest bytea,
  challenge_expires_at timestamp(3) with time zone,
  failure_code text,
  failure_message text,
  result jsonb,
  last_contact_at timestamp(3) with time zone,
  updated_at timestamp(3) with time zone NOT NULL,
  delivered_at timestamp(3) with time zone,
  completed_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT enrollment_sessions_pkey PRIMARY KEY (session_id),
  CONSTRAINT enrollment_sessions_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(device_id),
  CONSTRAINT enrollment_sessions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT enrollment_sessions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT enrollment_sessions_hand_check CHECK ((hand = ANY (ARRAY['left'::text, 'right'::text, 'any'::text]))),
  CONSTRAINT enrollment_sessions_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'processing'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'expired'::text])))
);
CREATE INDEX enrollment_sessions_device ON public.enrollment_sessions USING btree (device_id, created_at DESC);
CREATE INDEX enrollment_sessions_member ON public.enrollment_sessions USING btree (member_id);
CREATE UNIQUE INDEX enrollment_sessions_one_per_device ON public.enrollment_sessions USING btree (device_id) WHERE (status = ANY (ARRAY['pending'::text, 'active'::text, 'processing'::text]));
CREATE INDEX enrollment_sessions_project ON public.enrollment_sessions USING btree (project_id, created_at DESC, session_id DESC);
CREATE INDEX enrollment_sessions_unfinished ON public.enrollment_sessions USING btree (expires_at) WHERE (status = ANY (ARRAY['pending'::text, 'active'::text, 'processing'::text]));
CREATE INDEX enrollment_sessions_updated ON public.enrollment_sessions USING btree (updated_at);
ALTER TABLE enrollment_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrollment_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON enrollment_sessions TO thenar_jobs USING (true);
CREATE POLICY tenant ON enrollment_sessions TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON enrollment_sessions TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON enrollment_sessions TO thenar_jobs;

CREATE TABLE environments (
  environment_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  mode text NOT NULL,
  region text,
  shared boolean NOT NULL DEFAULT false,
  allows_server_lookup boolean NOT NULL DEFAULT false,
  registration_policy text NOT NULL DEFAULT 'sandbox_only'::text,
  created_at timestamp(3) with time zone NOT NULL,
  attestation_policy text NOT NULL DEFAULT 'off'::text,
  CONSTRAINT environments_pkey PRIMARY KEY (environment_id),
  CONSTRAINT environments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT environments_attestation_policy_check CHECK ((attestation_policy = ANY (ARRAY['off'::text, 'log'::text, 'require'::text]))),
  CONSTRAINT environments_mode_check CHECK ((mode = ANY (ARRAY['sandbox'::text, 'production'::text]))),
  CONSTRAINT environments_registration_policy_check CHECK ((registration_policy = ANY (ARRAY['sandbox_only'::text, 'code'::text])))
);
CREATE INDEX environments_organization ON public.environments USING btree (organization_id);
ALTER TABLE environments ENABLE ROW LEVEL SECURITY;
ALTER TABLE environments FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON environments TO thenar_jobs USING (true);
CREATE POLICY reading ON environments FOR SELECT TO thenar_app USING ((shared OR (environment_id IN ( SELECT projects.environment_id FROM projects WHERE (projects.organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[]))))));
CREATE POLICY tenant ON environments TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON environments TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON environments TO thenar_jobs;

CREATE TABLE erasures (
  erasure_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  member_id uuid NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  counts jsonb NOT NULL DEFAULT '{}'::jsonb,
  storage text,
  receipt text,
  requested_by text NOT NULL,
  accepted_at timestamp(3) with time zone NOT NULL,
  completed_at timestamp(3) with time zone,
  CONSTRAINT erasures_pkey PRIMARY KEY (erasure_id),
  CONSTRAINT erasures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT erasures_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT erasures_status_check CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text]))),
  CONSTRAINT erasures_storage_check CHECK ((storage = ANY (ARRAY['rewritten'::text, 'rows'::text])))
);
CREATE UNIQUE INDEX erasures_member ON public.erasures USING btree (project_id, member_id);
CREATE INDEX erasures_running ON public.erasures USING btree (accepted_at) WHERE (status = 'running'::text);
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON erasures TO thenar_jobs USING (true);
CREATE POLICY tenant ON erasures TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON erasures TO thenar_app;
GRANT INSERT, SELECT, UPDATE ON erasures TO thenar_jobs;

CREATE TABLE event_feeds (
  project_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  last_sequence bigint NOT NULL,
  CONSTRAINT event_feeds_pkey PRIMARY KEY (project_id),
  CONSTRAINT event_feeds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT event_feeds_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
ALTER TABLE event_feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_feeds FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON event_feeds TO thenar_jobs USING (true);
CREATE POLICY tenant ON event_feeds TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON event_feeds TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON event_feeds TO thenar_jobs;

CREATE TABLE gallery_changes (
  change_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  member_id uuid,
  template_id uuid NOT NULL,
  kind text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT gallery_changes_pkey PRIMARY KEY (change_id),
  CONSTRAINT gallery_changes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT gallery_changes_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT gallery_changes_kind_check CHECK ((kind = ANY (ARRAY['added'::text, 'removed'::text])))
);
CREATE INDEX gallery_changes_project ON public.gallery_changes USING btree (project_id, xid);
CREATE INDEX gallery_changes_xid ON public.gallery_changes USING btree (xid);
ALTER TABLE gallery_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE gallery_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON gallery_changes TO thenar_jobs USING (true);
CREATE POLICY tenant ON gallery_changes TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON gallery_changes TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON gallery_changes TO thenar_jobs;

CREATE TABLE idempotency_keys (
  credential text NOT NULL,
  key_digest bytea NOT NULL,
  claim_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  sealed bytea,
  leased_until timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  about uuid[],
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (credential, key_digest)
);
CREATE INDEX idempotency_keys_about ON public.idempotency_keys USING gin (about) WHERE (about IS NOT NULL);
CREATE INDEX idempotency_keys_expiry ON public.idempotency_keys USING btree (expires_at);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON idempotency_keys TO thenar_jobs USING (true);
CREATE POLICY tenant ON idempotency_keys TO thenar_app USING ((credential = current_setting('app.credential'::text, true)));
GRANT SELECT, UPDATE ON idempotency_keys TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotency_keys TO thenar_jobs;

CREATE TABLE installation (
  singleton boolean NOT NULL DEFAULT true,
  keys_fingerprint text NOT NULL,
  CONSTRAINT installation_pkey PRIMARY KEY (singleton),
  CONSTRAINT installation_singleton_check CHECK (singleton)
);
ALTER TABLE installation ENABLE ROW LEVEL SECURITY;
ALTER TABLE installation FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON installation TO thenar_jobs USING (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON installation TO thenar_jobs;

CREATE TABLE invitations (
  organization_id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  invited_by uuid,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT invitations_pkey PRIMARY KEY (organization_id, email),
  CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'viewer'::text])))
);
CREATE INDEX invitations_email ON public.invitations USING btree (email);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON invitations TO thenar_jobs USING (true);
CREATE POLICY tenant ON invitations TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON invitations TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON invitations TO thenar_jobs;

CREATE TABLE list_entries (
  entry_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  list_id uuid NOT NULL,
  value text NOT NULL,
  added_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  CONSTRAINT list_entries_pkey PRIMARY KEY (entry_id),
  CONSTRAINT list_entries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX list_entries_due ON public.list_entries USING btree (list_id, expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX list_entries_ended ON public.list_entries USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX list_entries_named ON public.list_entries USING btree (value);
CREATE INDEX list_entries_newest ON public.list_entries USING btree (list_id, added_at DESC, entry_id DESC) INCLUDE (expires_at, organization_id) WHERE (ended_at IS NULL);
CREATE INDEX list_entries_past ON public.list_entries USING btree (list_id, value) INCLUDE (added_at, expires_at, ended_at, organization_id);
CREATE UNIQUE INDEX list_entries_value ON public.list_entries USING btree (list_id, value) INCLUDE (expires_at, organization_id) WHERE (ended_at IS NULL);
ALTER TABLE list_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE list_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON list_entries TO thenar_jobs USING (true);
CREATE POLICY tenant ON list_entries TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON list_entries TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON list_entries TO thenar_jobs;

CREATE TABLE lists (
  list_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  description text,
  ttl_s integer,
  entry_count integer NOT NULL DEFAULT 0,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT lists_pkey PRIMARY KEY (list_id),
  CONSTRAINT lists_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT lists_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT lists_entry_count_check CHECK ((entry_count >= 0)),
  CONSTRAINT lists_ttl_s_check CHECK ((ttl_s > 0)),
  CONSTRAINT lists_type_check CHECK ((type = ANY (ARRAY['member'::text, 'device'::text, 'ip'::text, 'external_id'::text])))
);
CREATE INDEX lists_deleted ON public.lists USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX lists_name ON public.lists USING btree (project_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX lists_project ON public.lists USING btree (project_id, created_at DESC, list_id DESC) WHERE (deleted_at IS NULL);
ALTER TABLE lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE lists FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON lists TO thenar_jobs USING (true);
CREATE POLICY tenant ON lists TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON lists TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON lists TO thenar_jobs;

CREATE TABLE member_keys (
  member_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  project_key_version integer NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT member_keys_pkey PRIMARY KEY (member_id),
  CONSTRAINT member_keys_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(member_id) ON DELETE CASCADE,
  CONSTRAINT member_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT member_keys_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
CREATE INDEX member_keys_project ON public.member_keys USING btree (project_id, project_key_version);
ALTER TABLE member_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON member_keys TO thenar_jobs USING (true);
CREATE POLICY tenant ON member_keys TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON member_keys TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON member_keys TO thenar_jobs;

CREATE TABLE members (
  member_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  external_id text,
  display_name text,
  email text,
  phone text,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  status text NOT NULL DEFAULT 'active'::text,
  consent jsonb,
  hands text[] NOT NULL DEFAULT '{}'::text[],
  version integer NOT NULL DEFAULT 1,
  last_scan_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  valid_from timestamp(3) with time zone,
  valid_until timestamp(3) with time zone,
  search_words text NOT NULL DEFAULT (((((' '::text || search_fold(display_name)) || ' '::text) || search_fold(email)) || ' '::text) || search_fold(external_id)),
  search_digits text NOT NULL DEFAULT regexp_replace(COALESCE(phone, ''::text), '[^0-9]'::text, ''::text, 'g'::text),
  CONSTRAINT members_pkey PRIMARY KEY (member_id),
  CONSTRAINT members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT members_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT members_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text]))),
  CONSTRAINT members_validity CHECK ((valid_from < valid_until))
);
CREATE UNIQUE INDEX members_external_id ON public.members USING btree (project_id, external_id);
CREATE INDEX members_project ON public.members USING btree (project_id, created_at DESC, member_id DESC);
CREATE INDEX members_tags ON public.members USING gin (tags);
CREATE INDEX members_with_palms ON public.members USING btree (project_id, last_scan_at) WHERE (hands <> '{}'::text[]);
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON members TO thenar_jobs USING (true);
CREATE POLICY tenant ON members TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON members TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON members TO thenar_jobs;

CREATE TABLE memberships (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, user_id),
  CONSTRAINT memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(user_id),
  CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'viewer'::text])))
);
CREATE INDEX memberships_user ON public.memberships USING btree (user_id);
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON memberships TO thenar_jobs USING (true);
CREATE POLICY tenant ON memberships TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON memberships TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON memberships TO thenar_jobs;

CREATE TABLE organizations (
  organization_id uuid NOT NULL,
  name text NOT NULL,
  plan text NOT NULL DEFAULT 'free'::text,
  created_at timestamp(3) with time zone NOT NULL,
  custom_per_s integer,
  custom_per_month bigint,
  key_max_age_days integer,
  require_mfa boolean NOT NULL DEFAULT false,
  CONSTRAINT organizations_pkey PRIMARY KEY (organization_id),
  CONSTRAINT organizations_custom_per_month_check CHECK ((custom_per_month >= 0)),
  CONSTRAINT organizations_custom_per_s_check CHECK ((custom_per_s > 0)),
  CONSTRAINT organizations_key_max_age_days_check CHECK (((key_max_age_days >= 1) AND (key_max_age_days <= 365)))
);
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON organizations TO thenar_jobs USING (true);
CREATE POLICY tenant ON organizations TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON organizations TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON organizations TO thenar_jobs;

CREATE TABLE outbox_events (
  event_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  type text NOT NULL,
  body text NOT NULL,
  request_id text,
  created_at timestamp(3) with time zone NOT NULL,
  relayed_at timestamp(3) with time zone,
  subject_erased boolean NOT NULL DEFAULT false,
  sequence bigint,
  CONSTRAINT outbox_events_pkey PRIMARY KEY (event_id),
  CONSTRAINT outbox_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT outbox_events_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
CREATE INDEX outbox_events_age ON public.outbox_events USING btree (created_at);
CREATE INDEX outbox_events_member ON public.outbox_events USING btree ((((body)::jsonb #>> '{data,member_id}'::text[]))) WHERE (((body)::jsonb #>> '{data,member_id}'::text[]) IS NOT NULL);
CREATE INDEX outbox_events_numbered ON public.outbox_events USING btree (project_id, sequence) WHERE (sequence IS NOT NULL);
CREATE INDEX outbox_events_project ON public.outbox_events USING btree (project_id, created_at);
CREATE INDEX outbox_events_unnumbered ON public.outbox_events USING btree (project_id, created_at, event_id) WHERE (sequence IS NULL);
CREATE INDEX outbox_events_waiting ON public.outbox_events USING btree (created_at, event_id) WHERE (relayed_at IS NULL);
ALTER TABLE outbox_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_events FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON outbox_events TO thenar_jobs USING (true);
CREATE POLICY tenant ON outbox_events TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
CREATE TRIGGER tell_of_outbox AFTER INSERT ON public.outbox_events FOR EACH STATEMENT EXECUTE FUNCTION tell_of_outbox();
GRANT DELETE, INSERT, SELECT, UPDATE ON outbox_events TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON outbox_events TO thenar_jobs;

CREATE TABLE projects (
  project_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  environment_id uuid,
  name text NOT NULL,
  phone_number text,
  website text,
  time_zone text NOT NULL DEFAULT 'UTC'::text,
  server_lookup_requested boolean NOT NULL DEFAULT false,
  consent_required boolean NOT NULL DEFAULT false,
  retention_days integer,
  display_fields text[] NOT NULL DEFAULT '{}'::text[],
  extended_events boolean NOT NULL DEFAULT false,
  liveness text NOT NULL DEFAULT 'off'::text,
  terminal_config jsonb NOT NULL DEFAULT '{}'::jsonb,
  terminal_config_version integer NOT NULL DEFAULT 0,
  created_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  liveness_source text NOT NULL DEFAULT 'reported'::text,
  enroll_from text NOT NULL DEFAULT 'any'::text,
  risk_weights jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT projects_pkey PRIMARY KEY (project_id),
  CONSTRAINT projects_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(environment_id),
  CONSTRAINT projects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT projects_enroll_from_check CHECK ((enroll_from = ANY (ARRAY['any'::text, 'hand'::text]))),
  CONSTRAINT projects_liveness_check CHECK ((liveness = ANY (ARRAY['off'::text, 'log'::text, 'require'::text]))),
  CONSTRAINT projects_liveness_source_check CHECK ((liveness_source = ANY (ARRAY['reported'::text, 'attested'::text, 'gateway'::text])))
);
CREATE INDEX projects_environment ON public.projects USING btree (environment_id);
CREATE INDEX projects_organization ON public.projects USING btree (organization_id, created_at DESC);
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON projects TO thenar_jobs USING (true);
CREATE POLICY tenant ON projects TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON projects TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON projects TO thenar_jobs;

CREATE TABLE registration_misses (
  miss_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  caller text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT registration_misses_pkey PRIMARY KEY (miss_id),
  CONSTRAINT registration_misses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX registration_misses_organization ON public.registration_misses USING btree (organization_id, created_at);
ALTER TABLE registration_misses ENABLE ROW LEVEL SECURITY;
ALTER TABLE registration_misses FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON registration_misses TO thenar_jobs USING (true);
CREATE POLICY tenant ON registration_misses TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON registration_misses TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON registration_misses TO thenar_jobs;

CREATE TABLE rule_effects (
  effect_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  scan_id uuid NOT NULL,
  kind text NOT NULL,
  list_name text,
  member_id uuid,
  device_id uuid,
  source_ip text,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT rule_effects_pkey PRIMARY KEY (effect_id),
  CONSTRAINT rule_effects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT rule_effects_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT rule_effects_kind_check CHECK ((kind = ANY (ARRAY['add_to_list'::text, 'remove_from_list'::text, 'disable_member'::text])))
);
CREATE INDEX rule_effects_due ON public.rule_effects USING btree (due_at, effect_id);
CREATE INDEX rule_effects_member ON public.rule_effects USING btree (member_id) WHERE (member_id IS NOT NULL);
ALTER TABLE rule_effects ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_effects FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rule_effects TO thenar_jobs USING (true);
CREATE POLICY tenant ON rule_effects TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_effects TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_effects TO thenar_jobs;

CREATE TABLE rule_matches (
  match_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  matched_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT rule_matches_pkey PRIMARY KEY (match_id),
  CONSTRAINT rule_matches_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX rule_matches_rule ON public.rule_matches USING btree (rule_id);
ALTER TABLE rule_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_matches FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rule_matches TO thenar_jobs USING (true);
CREATE POLICY tenant ON rule_matches TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_matches TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_matches TO thenar_jobs;

CREATE TABLE rule_sets (
  project_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT rule_sets_pkey PRIMARY KEY (project_id),
  CONSTRAINT rule_sets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT rule_sets_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
ALTER TABLE rule_sets ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_sets FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rule_sets TO thenar_jobs USING (true);
CREATE POLICY tenant ON rule_sets TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_sets TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON rule_sets TO thenar_jobs;

CREATE TABLE rules (
  rule_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  priority integer NOT NULL,
  status text NOT NULL,
  conditions jsonb NOT NULL,
  verdict text NOT NULL,
  side_effects jsonb NOT NULL DEFAULT '[]'::jsonb,
  match_count bigint NOT NULL DEFAULT 0,
  last_match_at timestamp(3) with time zone,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT rules_pkey PRIMARY KEY (rule_id),
  CONSTRAINT rules_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT rules_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'monitor'::text, 'live'::text, 'paused'::text]))),
  CONSTRAINT rules_verdict_check CHECK ((verdict = ANY (ARRAY['allow'::text, 'challenge'::text, 'block'::text])))
);
CREATE INDEX rules_project ON public.rules USING btree (project_id, priority, created_at, rule_id);
ALTER TABLE rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE rules FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON rules TO thenar_jobs USING (true);
CREATE POLICY tenant ON rules TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON rules TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON rules TO thenar_jobs;

CREATE TABLE scan_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamp(3) with time zone NOT NULL,
  operation text NOT NULL,
  result text NOT NULL,
  verdict text,
  scans integer NOT NULL
);
CREATE INDEX scan_counts_age ON public.scan_counts USING btree (quarter);
CREATE UNIQUE INDEX scan_counts_cell ON public.scan_counts USING btree (project_id, quarter, operation, result, verdict) INCLUDE (scans, organization_id) NULLS NOT DISTINCT;
ALTER TABLE scan_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON scan_counts TO thenar_jobs USING (true);
CREATE POLICY tenant ON scan_counts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_counts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_counts TO thenar_jobs;

CREATE TABLE scan_deltas (
  delta_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamp(3) with time zone NOT NULL,
  operation text NOT NULL,
  result text NOT NULL,
  verdict text,
  device_id uuid,
  signals text[] NOT NULL,
  scans integer NOT NULL,
  CONSTRAINT scan_deltas_pkey PRIMARY KEY (delta_id)
);
CREATE INDEX scan_deltas_project ON public.scan_deltas USING btree (project_id, quarter);
ALTER TABLE scan_deltas ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_deltas FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON scan_deltas TO thenar_jobs USING (true);
CREATE POLICY tenant ON scan_deltas TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_deltas TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_deltas TO thenar_jobs;

CREATE TABLE scan_results (
  scan_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  operation text NOT NULL,
  result text NOT NULL,
  member_id uuid,
  device_id uuid,
  session_id uuid,
  hand text NOT NULL,
  quality real,
  confidence real,
  verdict text,
  matched_rule_id uuid,
  signals jsonb NOT NULL DEFAULT '{}'::jsonb,
  trace jsonb NOT NULL DEFAULT '{}'::jsonb,
  source text NOT NULL,
  source_ip text,
  offline boolean NOT NULL DEFAULT false,
  demo boolean NOT NULL DEFAULT false,
  label text,
  captured_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  claimed_captured_at timestamp(3) with time zone,
  device jsonb,
  site jsonb,
  site_id uuid,
  CONSTRAINT scan_results_pkey PRIMARY KEY (scan_id, created_at),
  CONSTRAINT scan_results_operation_check CHECK ((operation = ANY (ARRAY['identify'::text, 'verify'::text, 'enroll'::text]))),
  CONSTRAINT scan_results_result_check CHECK ((result = ANY (ARRAY['matched'::text, 'not_matched'::text, 'ambiguous'::text, 'duplicate'::text, 'low_quality'::text, 'liveness_failed'::text, 'error'::text]))),
  CONSTRAINT scan_results_source_check CHECK ((source = ANY (ARRAY['terminal'::text, 'api'::text]))),
  CONSTRAINT scan_results_verdict_check CHECK ((verdict = ANY (ARRAY['allow'::text, 'challenge'::text, 'block'::text])))
) PARTITION BY RANGE (created_at);
CREATE INDEX scan_results_captured ON ONLY public.scan_results USING btree (project_id, captured_at DESC, scan_id DESC);
CREATE INDEX scan_results_device ON ONLY public.scan_results USING btree (device_id, created_at DESC, scan_id DESC) INCLUDE (organization_id, project_id) WHERE (device_id IS NOT NULL);
CREATE INDEX scan_results_member ON ONLY public.scan_results USING btree (member_id, created_at DESC, scan_id DESC) WHERE (member_id IS NOT NULL);
CREATE INDEX scan_results_member_captured ON ONLY public.scan_results USING btree (member_id, captured_at DESC) WHERE (member_id IS NOT NULL);
CREATE INDEX scan_results_operation ON ONLY public.scan_results USING btree (project_id, operation, created_at DESC, scan_id DESC) INCLUDE (organization_id) WHERE (operation <> 'identify'::text);
CREATE INDEX scan_results_project ON ONLY public.scan_results USING btree (project_id, created_at DESC, scan_id DESC) INCLUDE (organization_id);
CREATE INDEX scan_results_result ON ONLY public.scan_results USING btree (project_id, result, created_at DESC, scan_id DESC) INCLUDE (organization_id);
CREATE INDEX scan_results_site ON ONLY public.scan_results USING btree (project_id, site_id, created_at DESC) WHERE (site_id IS NOT NULL);
CREATE INDEX scan_results_verdict ON ONLY public.scan_results USING btree (project_id, verdict, created_at DESC, scan_id DESC) INCLUDE (organization_id) WHERE (verdict <> 'allow'::text);
ALTER TABLE scan_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_results FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON scan_results TO thenar_jobs USING (true);
CREATE POLICY tenant ON scan_results TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
CREATE TRIGGER count_scans AFTER INSERT ON public.scan_results REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION count_scans();
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_results TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON scan_results TO thenar_jobs;

CREATE TABLE scan_results_rest PARTITION OF scan_results DEFAULT;

CREATE TABLE seen_captures (
  project_id uuid NOT NULL,
  digest bytea NOT NULL,
  organization_id uuid NOT NULL,
  times integer NOT NULL,
  seen_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT seen_captures_pkey PRIMARY KEY (project_id, digest),
  CONSTRAINT seen_captures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT seen_captures_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
CREATE INDEX seen_captures_age ON public.seen_captures USING btree (seen_at);
ALTER TABLE seen_captures ENABLE ROW LEVEL SECURITY;
ALTER TABLE seen_captures FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON seen_captures TO thenar_jobs USING (true);
CREATE POLICY tenant ON seen_captures TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON seen_captures TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON seen_captures TO thenar_jobs;

CREATE TABLE session_captures (
  session_id uuid NOT NULL,
  seq integer NOT NULL,
  organization_id uuid NOT NULL,
  digest bytea NOT NULL,
  accepted boolean NOT NULL,
  reason text,
  hand text,
  quality real,
  scores jsonb NOT NULL DEFAULT '{}'::jsonb,
  sealed bytea,
  created_at timestamp(3) with time zone NOT NULL,
  typicality real,
  whole_hand boolean NOT NULL DEFAULT false,
  CONSTRAINT session_captures_pkey PRIMARY KEY (session_id, seq),
  CONSTRAINT session_captures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT session_captures_session_id_fkey FOREIGN KEY (session_id) REFERENCES enrollment_sessions(session_id) ON DELETE CASCADE
);
ALTER TABLE session_captures ENABLE ROW LEVEL SECURITY;
ALTER TABLE session_captures FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON session_captures TO thenar_jobs USING (true);
CREATE POLICY tenant ON session_captures TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON session_captures TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON session_captures TO thenar_jobs;

CREATE TABLE signal_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  quarter timestamp(3) with time zone NOT NULL,
  signal text NOT NULL,
  scans integer NOT NULL
);
CREATE INDEX signal_counts_age ON public.signal_counts USING btree (quarter);
CREATE UNIQUE INDEX signal_counts_cell ON public.signal_counts USING btree (project_id, quarter, signal) INCLUDE (scans, organization_id);
ALTER TABLE signal_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE signal_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON signal_counts TO thenar_jobs USING (true);
CREATE POLICY tenant ON signal_counts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON signal_counts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON signal_counts TO thenar_jobs;

CREATE TABLE sites (
  site_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  address text,
  country text,
  latitude double precision,
  longitude double precision,
  time_zone text,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT sites_pkey PRIMARY KEY (site_id),
  CONSTRAINT sites_project_id_site_id_key UNIQUE (project_id, site_id),
  CONSTRAINT sites_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT sites_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT sites_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT sites_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  CONSTRAINT sites_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
);
CREATE INDEX sites_project ON public.sites USING btree (project_id, created_at DESC, site_id DESC);
ALTER TABLE sites ENABLE ROW LEVEL SECURITY;
ALTER TABLE sites FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON sites TO thenar_jobs USING (true);
CREATE POLICY tenant ON sites TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON sites TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON sites TO thenar_jobs;

CREATE TABLE templates (
  template_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  member_id uuid NOT NULL,
  hand text NOT NULL,
  engine_version smallint NOT NULL,
  quality real NOT NULL,
  sealed bytea NOT NULL,
  enrollment_id uuid NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  device_id uuid,
  typicality real,
  CONSTRAINT templates_pkey PRIMARY KEY (template_id),
  CONSTRAINT templates_member_id_fkey FOREIGN KEY (member_id) REFERENCES members(member_id) ON DELETE CASCADE,
  CONSTRAINT templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT templates_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT templates_hand_check CHECK ((hand = ANY (ARRAY['left'::text, 'right'::text])))
);
CREATE INDEX templates_member ON public.templates USING btree (member_id);
CREATE INDEX templates_project ON public.templates USING btree (project_id, hand, engine_version);
CREATE INDEX templates_typicality ON public.templates USING btree (project_id, device_id, created_at DESC) WHERE (typicality IS NOT NULL);
ALTER TABLE templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON templates TO thenar_jobs USING (true);
CREATE POLICY tenant ON templates TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON templates TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON templates TO thenar_jobs;

CREATE TABLE terminal_registrations (
  registration_id uuid NOT NULL,
  key_thumbprint text NOT NULL,
  code character(8) NOT NULL,
  serial_number text NOT NULL,
  model text NOT NULL,
  app_version text NOT NULL,
  os_version text,
  address text,
  device_id uuid,
  project_id uuid,
  interval_s integer NOT NULL,
  last_polled_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  completed_at timestamp(3) with time zone,
  CONSTRAINT terminal_registrations_pkey PRIMARY KEY (registration_id),
  CONSTRAINT terminal_registrations_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(device_id),
  CONSTRAINT terminal_registrations_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id)
);
CREATE UNIQUE INDEX terminal_registrations_code ON public.terminal_registrations USING btree (code);
CREATE INDEX terminal_registrations_expiry ON public.terminal_registrations USING btree (expires_at);
ALTER TABLE terminal_registrations ENABLE ROW LEVEL SECURITY;
ALTER TABLE terminal_registrations FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON terminal_registrations TO thenar_jobs USING (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON terminal_registrations TO thenar_jobs;

CREATE TABLE terminal_scans (
  device_id uuid NOT NULL,
  scan_ref text NOT NULL,
  organization_id uuid NOT NULL,
  counter bigint NOT NULL,
  digest bytea NOT NULL,
  scan_id uuid NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT terminal_scans_pkey PRIMARY KEY (device_id, scan_ref),
  CONSTRAINT terminal_scans_device_id_counter_key UNIQUE (device_id, counter),
  CONSTRAINT terminal_scans_device_id_fkey FOREIGN KEY (device_id) REFERENCES devices(device_id),
  CONSTRAINT terminal_scans_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX terminal_scans_member ON public.terminal_scans USING btree (((answer #>> '{member,member_id}'::text[]))) WHERE ((answer #>> '{member,member_id}'::text[]) IS NOT NULL);
ALTER TABLE terminal_scans ENABLE ROW LEVEL SECURITY;
ALTER TABLE terminal_scans FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON terminal_scans TO thenar_jobs USING (true);
CREATE POLICY tenant ON terminal_scans TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON terminal_scans TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON terminal_scans TO thenar_jobs;

CREATE TABLE transactions (
  transaction_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  amount_minor bigint,
  currency text,
  reference text,
  member_id uuid,
  scan_id uuid,
  device_id uuid,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  occurred_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT transactions_pkey PRIMARY KEY (transaction_id),
  CONSTRAINT transactions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT transactions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT transactions_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT transactions_check CHECK (((amount_minor IS NULL) = (currency IS NULL))),
  CONSTRAINT transactions_type_check CHECK ((type = ANY (ARRAY['payment'::text, 'access'::text, 'check_in'::text, 'custom'::text])))
);
CREATE INDEX transactions_member ON public.transactions USING btree (member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX transactions_project ON public.transactions USING btree (project_id, occurred_at DESC, transaction_id DESC) INCLUDE (organization_id);
CREATE UNIQUE INDEX transactions_scan ON public.transactions USING btree (scan_id);
ALTER TABLE transactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE transactions FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON transactions TO thenar_jobs USING (true);
CREATE POLICY tenant ON transactions TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON transactions TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON transactions TO thenar_jobs;

CREATE TABLE usage_counts (
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  month date NOT NULL,
  operation text NOT NULL,
  shard smallint NOT NULL,
  counted bigint NOT NULL,
  CONSTRAINT usage_counts_pkey PRIMARY KEY (organization_id, month, project_id, operation, shard),
  CONSTRAINT usage_counts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT usage_counts_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT usage_counts_operation_check CHECK ((operation = ANY (ARRAY['identify'::text, 'verify'::text]))),
  CONSTRAINT usage_counts_shard_check CHECK (((shard >= 0) AND (shard <= 15)))
);
ALTER TABLE usage_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON usage_counts TO thenar_jobs USING (true);
CREATE POLICY tenant ON usage_counts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT INSERT, SELECT, UPDATE ON usage_counts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON usage_counts TO thenar_jobs;

CREATE TABLE users (
  user_id uuid NOT NULL,
  uid text NOT NULL,
  email text,
  email_verified boolean NOT NULL DEFAULT false,
  name text,
  created_at timestamp(3) with time zone NOT NULL,
  signed_out_at timestamp(3) with time zone,
  CONSTRAINT users_pkey PRIMARY KEY (user_id),
  CONSTRAINT users_uid_key UNIQUE (uid)
);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY colleagues ON users FOR SELECT TO thenar_app USING ((user_id IN ( SELECT memberships.user_id FROM memberships WHERE (memberships.organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])))));
CREATE POLICY jobs ON users TO thenar_jobs USING (true);
GRANT SELECT ON users TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON users TO thenar_jobs;

CREATE TABLE webhook_attempts (
  attempt_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  succeeded boolean NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
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
  CONSTRAINT webhook_attempts_pkey PRIMARY KEY (attempt_id),
  CONSTRAINT webhook_attempts_delivery_id_number_key UNIQUE (delivery_id, number),
  CONSTRAINT webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(delivery_id) ON DELETE CASCADE,
  CONSTRAINT webhook_attempts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX webhook_attempts_recent ON public.webhook_attempts USING btree (webhook_id, started_at DESC) INCLUDE (succeeded);
ALTER TABLE webhook_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON webhook_attempts TO thenar_jobs USING (true);
CREATE POLICY tenant ON webhook_attempts TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_attempts TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_attempts TO thenar_jobs;

CREATE TABLE webhook_deliveries (
  delivery_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'pending'::text,
  attempt_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamp(3) with time zone,
  due_at timestamp(3) with time zone NOT NULL,
  lease uuid,
  leased_until timestamp(3) with time zone,
  last_status_code integer,
  last_error text,
  replayed_from uuid,
  created_at timestamp(3) with time zone NOT NULL,
  completed_at timestamp(3) with time zone,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (delivery_id),
  CONSTRAINT webhook_deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES outbox_events(event_id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(webhook_id),
  CONSTRAINT webhook_deliveries_kind_check CHECK ((kind = ANY (ARRAY['event'::text, 'test'::text, 'replay'::text]))),
  CONSTRAINT webhook_deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'success'::text, 'failed'::text])))
) WITH (fillfactor=80);
CREATE INDEX webhook_deliveries_asked_for ON public.webhook_deliveries USING btree (webhook_id, due_at) WHERE ((status = 'pending'::text) AND (kind <> 'event'::text));
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_id, due_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_event ON public.webhook_deliveries USING btree (event_id);
CREATE UNIQUE INDEX webhook_deliveries_once ON public.webhook_deliveries USING btree (event_id, webhook_id) WHERE (kind = 'event'::text);
CREATE INDEX webhook_deliveries_under_way ON public.webhook_deliveries USING btree (webhook_id) WHERE (leased_until IS NOT NULL);
CREATE INDEX webhook_deliveries_waiting ON public.webhook_deliveries USING btree (created_at) WHERE (status = 'pending'::text);
CREATE INDEX webhook_deliveries_webhook ON public.webhook_deliveries USING btree (webhook_id, created_at DESC, delivery_id DESC);
ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON webhook_deliveries TO thenar_jobs USING (true);
CREATE POLICY tenant ON webhook_deliveries TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_deliveries TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_deliveries TO thenar_jobs;

CREATE TABLE webhook_lanes (
  webhook_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  wake_at timestamp(3) with time zone,
  failing_since timestamp(3) with time zone,
  last_delivery_at timestamp(3) with time zone,
  CONSTRAINT webhook_lanes_pkey PRIMARY KEY (webhook_id),
  CONSTRAINT webhook_lanes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT webhook_lanes_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(webhook_id) ON DELETE CASCADE
) WITH (fillfactor=50);
CREATE INDEX webhook_lanes_wake ON public.webhook_lanes USING btree (wake_at) WHERE (wake_at IS NOT NULL);
ALTER TABLE webhook_lanes ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_lanes FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON webhook_lanes TO thenar_jobs USING (true);
CREATE POLICY tenant ON webhook_lanes TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_lanes TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_lanes TO thenar_jobs;

CREATE TABLE webhook_secrets (
  secret_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  retires_at timestamp(3) with time zone,
  CONSTRAINT webhook_secrets_pkey PRIMARY KEY (secret_id),
  CONSTRAINT webhook_secrets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT webhook_secrets_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(webhook_id) ON DELETE CASCADE
);
CREATE INDEX webhook_secrets_webhook ON public.webhook_secrets USING btree (webhook_id, created_at DESC);
ALTER TABLE webhook_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON webhook_secrets TO thenar_jobs USING (true);
CREATE POLICY tenant ON webhook_secrets TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_secrets TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhook_secrets TO thenar_jobs;

CREATE TABLE webhooks (
  webhook_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  project_id uuid NOT NULL,
  url text NOT NULL,
  event_types text[] NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  disabled_reason text,
  filter_verdicts text[],
  filter_rule_id uuid,
  filter_device_id uuid,
  description text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone,
  CONSTRAINT webhooks_pkey PRIMARY KEY (webhook_id),
  CONSTRAINT webhooks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  CONSTRAINT webhooks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(project_id),
  CONSTRAINT webhooks_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['failing'::text, 'gone'::text]))),
  CONSTRAINT webhooks_event_types_check CHECK ((cardinality(event_types) > 0))
);
CREATE INDEX webhooks_deleted ON public.webhooks USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX webhooks_project ON public.webhooks USING btree (project_id, created_at DESC, webhook_id DESC) WHERE (deleted_at IS NULL);
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
CREATE POLICY jobs ON webhooks TO thenar_jobs USING (true);
CREATE POLICY tenant ON webhooks TO thenar_app USING ((organization_id = ANY (( SELECT app_org_ids() AS app_org_ids)::uuid[])));
GRANT DELETE, INSERT, SELECT, UPDATE ON webhooks TO thenar_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON webhooks TO thenar_jobs;
