/** A backup says which schema it holds: the role that reads every tenant's rows may read which migrations ran. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Backup1763812800011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT ON schema_migrations TO thenar_jobs');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE SELECT ON schema_migrations FROM thenar_jobs');
  }
}
