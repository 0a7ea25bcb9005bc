/** Consent under row-level security: who decides about a grant knows its user code, and sees that one grant. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Consent1763812800006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE POLICY by_code ON cli_grants TO thenar_app USING (user_code = current_setting('app.user_code', true));
      GRANT SELECT, UPDATE ON cli_grants TO thenar_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE ALL ON cli_grants FROM thenar_app; DROP POLICY by_code ON cli_grants');
  }
}
