/** A hash of every row by whom it belongs to: after another tenant's calls it is what it was before. */
import type { TestGateway } from '../../support/test-gateway.js';
import type { Ids, Place, TestData } from './test-data.js';
import { PLACES } from './test-data.js';

/** Columns that a caller's own use moves. */
const RESTLESS = ['last_used_at', 'last_seen_at', 'next_contact_due_at', 'wake_at', 'relayed_at'];

/** No tenant's yet, or counted from scans by a job in its own time. */
const ELSEWHERE = `'cli_grants', 'scan_deltas', 'scan_counts', 'device_counts', 'signal_counts'`;

export type Hashes = Record<Place | 'own organization' | 'other organization', string>;

export async function rowHashes(gateway: TestGateway, { places }: TestData): Promise<Hashes> {
  const tables = await gateway.database.query<{ name: string; scoped: boolean }>(
    `SELECT table_name AS name, bool_or(column_name = 'project_id') AS scoped FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE 'scan_results\\_%' AND table_name NOT IN (${ELSEWHERE})
     GROUP BY table_name HAVING bool_or(column_name = 'organization_id')`,
  );
  const all = tables.map(({ name, scoped }) => {
    const row = RESTLESS.reduce((json, column) => `${json} - '${column}'`, 'to_jsonb(t)');
    return `SELECT '${name} ' || (${row})::text AS line, organization_id, ${scoped ? 'project_id' : 'NULL::uuid'} AS project_id FROM ${name} t`;
  });
  const hash = async (where: string, parameters: unknown[]) => {
    const sql = `SELECT coalesce(md5(string_agg(md5(line), '' ORDER BY md5(line))), '') AS hash FROM (${all.join(' UNION ALL ')}) rows WHERE ${where}`;
    return (await gateway.database.query<{ hash: string }>(sql, parameters))[0]!.hash;
  };
  const ofProject = (ids: Ids) => hash('project_id = $1', [ids.project_id]);
  const ofOrganization = (ids: Ids) => hash('organization_id = $1 AND project_id IS NULL', [ids.organization_id]);
  const hashes = await Promise.all([
    ...PLACES.map((place) => ofProject(places[place])),
    ofOrganization(places.own),
    ofOrganization(places.other),
  ]);
  const names = [...PLACES, 'own organization', 'other organization'];
  return Object.fromEntries(names.map((name, i) => [name, hashes[i]])) as Hashes;
}
