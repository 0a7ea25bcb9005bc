/** Transactions; and scan results that are counted and paged from an index, with months that come and go whole. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRANSACTIONS = `
CREATE TABLE transactions (
  transaction_id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  project_id uuid NOT NULL REFERENCES projects,
  type text NOT NULL CHECK (type IN ('payment', 'access', 'check_in', 'custom')),
  status text NOT NULL,
  amount_minor bigint CHECK (amount_minor >= 0),
  currency text,
  reference text,
  member_id uuid,
  scan_id uuid,
  device_id uuid,
  metadata jsonb NOT NULL DEFAULT '{}',
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CHECK ((amount_minor IS NULL) = (currency IS NULL))
);
-- a scan serves once
CREATE UNIQUE INDEX transactions_scan ON transactions (scan_id);
CREATE INDEX transactions_project ON transactions (project_id, occurred_at DESC, transaction_id DESC) INCLUDE (organization_id);
CREATE INDEX transactions_member ON transactions (member_id) WHERE member_id IS NOT NULL;
ALTER TABLE transactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE transactions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON transactions TO thenar_app USING (organization_id = ANY ((SELECT app_org_ids())::uuid[]));
CREATE POLICY jobs ON transactions TO thenar_jobs USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON transactions TO thenar_app, thenar_jobs;
`;

/**
 * One index for each way a list is filtered, ending in the list's order: a page is read where it lies, however rare its
 * rows. With what the row policy asks for beside the key, counting never visits the rows.
 */
const SCAN_INDEXES = `
DROP INDEX scan_results_project;
DROP INDEX scan_results_member;
CREATE INDEX scan_results_project ON scan_results (project_id, created_at DESC, scan_id DESC) INCLUDE (organization_id);
CREATE INDEX scan_results_result ON scan_results (project_id, result, created_at DESC, scan_id DESC) INCLUDE (organization_id);
CREATE INDEX scan_results_operation ON scan_results (project_id, operation, created_at DESC, scan_id DESC) INCLUDE (organization_id)
  WHERE operation <> 'identify';
CREATE INDEX scan_results_verdict ON scan_results (project_id, verdict, created_at DESC, scan_id DESC) INCLUDE (organization_id)
  WHERE verdict <> 'allow';
CREATE INDEX scan_results_device ON scan_results (device_id, created_at DESC, scan_id DESC) INCLUDE (organization_id, project_id)
  WHERE device_id IS NOT NULL;
CREATE INDEX scan_results_member ON scan_results (member_id, created_at DESC, scan_id DESC) WHERE member_id IS NOT NULL;
`;

/** Rows that came before their month existed lie in scan_results_rest: they move when it comes, else it could not. */
const SCAN_MONTHS = `
CREATE OR REPLACE FUNCTION ensure_scan_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
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
END $$;

-- months that end at or before the given day go whole; what lies outside any month goes by the row
CREATE FUNCTION drop_scan_months(before date) RETURNS text[] LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
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
END $$;
REVOKE ALL ON FUNCTION drop_scan_months(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_scan_months(date) TO thenar_jobs;
`;

export class Transactions1763812800003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TRANSACTIONS, SCAN_INDEXES, SCAN_MONTHS]) await runner.query(part);
  }

  /** A ledger is not thrown away by a mistyped command. */
  async down(): Promise<void> {
    throw new Error('This migration is not undone: drop the database instead.');
  }
}
