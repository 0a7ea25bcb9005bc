/** What an operator allows one organization in place of its plan. Nullable columns without a default: no row is rewritten. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = `
ALTER TABLE organizations
  ADD COLUMN custom_per_s int CHECK (custom_per_s > 0),
  ADD COLUMN custom_per_month bigint CHECK (custom_per_month >= 0);
`;

export class CustomLimits1763812800015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organizations DROP COLUMN custom_per_s, DROP COLUMN custom_per_month');
  }
}
