/** Which tables a backup holds, those that others refer to first. */
import type pg from 'pg';

/** Spent proofs and marks for galleries: worth nothing in another server, where transactions count anew. */
const LEFT_OUT = ['schema_migrations', 'dpop_proofs', 'gallery_changes'];

export interface BackupTable {
  name: string;
  columns: string[];
}

export async function tablesOf(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { needs: string[] }>(
    `SELECT c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
             WHERE k.conrelid = c.oid AND k.contype = 'f' AND f.oid <> c.oid) AS needs
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> ALL ($1) ORDER BY c.relname`,
    [LEFT_OUT],
  );
  const ordered: BackupTable[] = [];
  const placed = new Set(LEFT_OUT);
  while (ordered.length < rows.length) {
    const ready = rows.filter(({ name, needs }) => !placed.has(name) && needs.every((other) => placed.has(other)));
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.');
    for (const { name, columns } of ready) {
      placed.add(name);
      ordered.push({ name, columns });
    }
  }
  return ordered;
}
