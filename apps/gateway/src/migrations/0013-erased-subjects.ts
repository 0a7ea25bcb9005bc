/** An event remembers that its person was erased: what receivers say to it from then on is not kept, it may name the person. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasedSubjects1763812800013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox_events ADD COLUMN subject_erased boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox_events DROP COLUMN subject_erased');
  }
}
