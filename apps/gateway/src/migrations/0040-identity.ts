/**
 * Addresses and rotation of keys, settings of organizations, sign-outs, and more settings of projects and environments.
 * Every statement is short: new columns have constant defaults, which PostgreSQL adds without rewriting a table.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE api_keys
  ADD COLUMN allowed_ips text[] CHECK (cardinality(allowed_ips) > 0),
  ADD COLUMN rotation_due_at timestamptz(3),
  ADD COLUMN rotation_announced_at timestamptz(3);
UPDATE api_keys SET scopes = scopes || 'scans:write'::text WHERE 'scans:read' = ANY (scopes) AND NOT 'scans:write' = ANY (scopes);
ALTER TABLE organizations
  ADD COLUMN key_max_age_days int CHECK (key_max_age_days BETWEEN 1 AND 365),
  ADD COLUMN require_mfa boolean NOT NULL DEFAULT false;
ALTER TABLE users ADD COLUMN signed_out_at timestamptz(3);
ALTER TABLE environments ADD COLUMN attestation_policy text NOT NULL DEFAULT 'off' CHECK (attestation_policy IN ('off', 'log', 'require'));
ALTER TABLE projects
  ADD COLUMN liveness_source text NOT NULL DEFAULT 'reported' CHECK (liveness_source IN ('reported', 'attested', 'gateway')),
  ADD COLUMN enroll_from text NOT NULL DEFAULT 'any' CHECK (enroll_from IN ('any', 'hand')),
  ADD COLUMN risk_weights jsonb NOT NULL DEFAULT '{}';
ALTER TABLE cli_grants ADD COLUMN key_expires_at timestamptz(3);
`;

export class Identity1763812800040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cli_grants DROP COLUMN key_expires_at;
      ALTER TABLE projects DROP COLUMN liveness_source, DROP COLUMN enroll_from, DROP COLUMN risk_weights;
      ALTER TABLE environments DROP COLUMN attestation_policy;
      ALTER TABLE users DROP COLUMN signed_out_at;
      ALTER TABLE organizations DROP COLUMN key_max_age_days, DROP COLUMN require_mfa;
      ALTER TABLE api_keys DROP COLUMN allowed_ips, DROP COLUMN rotation_due_at, DROP COLUMN rotation_announced_at`);
  }
}
