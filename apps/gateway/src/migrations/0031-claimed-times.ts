/** What a terminal's clock said of a capture, where that cannot be; and the order of scans by the time of their captures. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE scan_results ADD COLUMN claimed_captured_at timestamptz(3);
CREATE INDEX scan_results_captured ON scan_results (project_id, captured_at DESC, scan_id DESC);
CREATE INDEX scan_results_member_captured ON scan_results (member_id, captured_at DESC) WHERE member_id IS NOT NULL;
`;

export class ClaimedTimes1763812800031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX scan_results_captured; DROP INDEX scan_results_member_captured;
      ALTER TABLE scan_results DROP COLUMN claimed_captured_at`);
  }
}
