/** Distances, margins and thresholds leave what was recorded of scans: a copy of the database must not say who resembles whom. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE scan_results NO FORCE ROW LEVEL SECURITY; -- the owner itself sees no row otherwise
UPDATE scan_results
SET trace = jsonb_set(trace, '{gates}', (
  SELECT coalesce(jsonb_agg(gate - 'score' - 'margin' - 'threshold' ORDER BY position), '[]')
  FROM jsonb_array_elements(trace -> 'gates') WITH ORDINALITY AS gates (gate, position)))
WHERE jsonb_typeof(trace -> 'gates') = 'array'
  AND jsonb_path_exists(trace, '$.gates[*] ? (exists (@.score) || exists (@.margin) || exists (@.threshold))');
ALTER TABLE scan_results FORCE ROW LEVEL SECURITY;
`;

export class NoDistances1763812800070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  /** What is gone stays gone. */
  async down(): Promise<void> {}
}
