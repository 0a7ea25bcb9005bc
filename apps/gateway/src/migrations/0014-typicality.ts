/**
 * How like other palms an enrolled capture was, and whose camera saw it: by its own enrolments a device's line is drawn
 * beyond which a capture is no palm well placed. The values go with the templates, so that none outlives its palm.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = `
ALTER TABLE session_captures ADD COLUMN typicality real;
ALTER TABLE templates ADD COLUMN device_id uuid, ADD COLUMN typicality real;
CREATE INDEX templates_typicality ON templates (project_id, device_id, created_at DESC) WHERE typicality IS NOT NULL;
`;

export class Typicality1763812800014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANGES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE templates DROP COLUMN device_id, DROP COLUMN typicality;
      ALTER TABLE session_captures DROP COLUMN typicality`);
  }
}
