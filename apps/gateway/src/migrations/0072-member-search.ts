/**
 * Tags and validity of members, and the text in which they are found. The generated column rewrites `members` under an
 * exclusive lock, a second for about 100,000 rows; versions before this one go on writing the table.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- letters without accents and case, digits; everything else separates words
CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  regexp_replace(
    replace(lower(translate(regexp_replace(normalize(coalesce(value, ''), NFKD), '[\\u0300-\\u036f]', '', 'g'), 'øØłŁđĐıİ', 'oOlLdDii')), 'ß', 'ss'),
    '[[:space:][:punct:]]+', ' ', 'g');
GRANT EXECUTE ON FUNCTION search_fold(text) TO thenar_app, thenar_jobs;

ALTER TABLE members
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN valid_from timestamptz(3),
  ADD COLUMN valid_until timestamptz(3),
  ADD CONSTRAINT members_validity CHECK (valid_from < valid_until),
  ADD COLUMN search_words text NOT NULL GENERATED ALWAYS AS (
    ' ' || search_fold(display_name) || ' ' || search_fold(email) || ' ' || search_fold(external_id)) STORED,
  ADD COLUMN search_digits text NOT NULL GENERATED ALWAYS AS (regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')) STORED;
CREATE INDEX members_tags ON members USING gin (tags);
`;

const DOWN = `
DROP INDEX members_tags;
ALTER TABLE members DROP CONSTRAINT members_validity, DROP COLUMN tags, DROP COLUMN valid_from, DROP COLUMN valid_until,
  DROP COLUMN search_words, DROP COLUMN search_digits;
DROP FUNCTION search_fold(text);
`;

export class MemberSearch1763812800072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
