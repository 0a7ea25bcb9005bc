/** One made-up row for each organization in every table there is, so that isolation is tried where there is something to isolate. */
import { randomInt, randomUUID } from 'node:crypto';
import type { TestDatabase } from '../../support/database.js';

interface Column {
  table: string;
  name: string;
  type: string;
}

export interface FilledTable {
  name: string;
  /** False for tables that no tenant owns. */
  ofTenants: boolean;
  /** What the application's role may do: SELECT, INSERT, … */
  rights: string[];
}

const TABLES = `
  SELECT c.relname AS name,
         EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND a.attnotnull) AS "ofTenants",
         ARRAY(SELECT g.privilege_type FROM aclexplode(c.relacl) g WHERE g.grantee = 'thenar_app'::regrole ORDER BY 1) AS rights
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('schema_migrations', 'installation')
  ORDER BY c.relname`;

const REQUIRED = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''`;

const CHECKS = `
  SELECT c.relname AS table, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'c' AND c.relnamespace = 'public'::regnamespace`;

/** Foreign keys are not asked; checks are. */
export async function fillEveryTable(database: TestDatabase, organizationIds: string[]): Promise<FilledTable[]> {
  const tables = await database.query<FilledTable & Record<string, unknown>>(TABLES);
  const columns = await database.query<Column & Record<string, unknown>>(REQUIRED);
  const checks = await database.query<{ table: string; definition: string }>(CHECKS);
  for (const { name } of tables)
    for (const organizationId of organizationIds) {
      const row = columns
        .filter((column) => column.table === name)
        .map((column) => [column.name, valueFor(column, organizationId, allowedFor(column, checks))] as const);
      const names = row.map(([column]) => `"${column}"`).join(', ');
      const holders = row.map((_, i) => `$${i + 1}`).join(', ');
      await insertUnchecked(
        database,
        `INSERT INTO "${name}" (${names}) VALUES (${holders})`,
        row.map(([, value]) => value),
      );
    }
  return tables;
}

/** One statement with foreign keys off, in a transaction of its own. */
async function insertUnchecked(database: TestDatabase, sql: string, values: unknown[]): Promise<void> {
  const literal = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`;
  const filled = sql.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]));
  await database.query(`BEGIN; SET LOCAL session_replication_role = replica; ${filled}; COMMIT`);
}

/** The first value that a check on the column names, such as `mode = ANY (ARRAY['live'::text, …])`. */
function allowedFor(column: Column, checks: { table: string; definition: string }[]): string | undefined {
  const own = checks.find(
    ({ table, definition }) =>
      table === column.table && new RegExp(`\\(?\\b${column.name} = `).test(definition) && definition.includes("'"),
  );
  return own && /'([^']*)'/.exec(own.definition)?.[1];
}

function valueFor({ name, type }: Column, organizationId: string, allowed: string | undefined): string {
  if (name === 'organization_id') return organizationId;
  if (allowed !== undefined) return allowed;
  if (type === 'uuid') return randomUUID();
  if (type.endsWith('[]')) return type.startsWith('uuid') ? `{${randomUUID()}}` : '{x}';
  if (/^(text|character)/.test(type)) return digits(lengthOf(type)); // an index reads some text as JSON
  if (/^(integer|bigint|smallint|real|double|numeric)/.test(type)) return '1';
  if (type.startsWith('timestamp') || type === 'date') return '2026-11-22T12:00:00Z';
  if (type === 'bytea') return `\\x${randomUUID().replaceAll('-', '')}`;
  if (type === 'boolean') return 'false';
  if (type === 'jsonb') return '{}';
  if (type === 'xid8') return '1';
  throw new Error(`no made-up value for ${name} ${type}: teach fill-every-table.ts`);
}

const lengthOf = (type: string): number => Number(/\((\d+)\)/.exec(type)?.[1] ?? 20);
const digits = (length: number): string => `9${Array.from({ length: length - 1 }, () => randomInt(10)).join('')}`;
