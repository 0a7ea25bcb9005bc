/** Which captures of a session show the whole hand. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HandCaptures1763812800110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session_captures ADD COLUMN whole_hand boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session_captures DROP COLUMN whole_hand');
  }
}
