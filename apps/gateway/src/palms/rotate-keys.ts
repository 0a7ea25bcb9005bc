/**
 * A new key for a project while its gateways work: members' keys are wrapped anew, a few at a time, and the old key is
 * destroyed when nothing is wrapped under it and nobody can be about to use it. Templates are not touched: they lie under
 * the members' keys, which stay.
 */
import type pg from 'pg';
import type { Vault } from '#platform/keys';
import type { TemplateCipher } from './template-cipher.js';

/** Few enough that a request which wants one of these rows does not notice. */
const BATCH = 200;
/** Longer than any statement of a gateway: who looked up the old version before it was replaced is done by then. */
const GRACE_MS = 3_000;

export interface RotationResult {
  version: number;
  members: number;
  destroyed: number[];
}

interface KeyRow {
  member_id: string;
  organization_id: string;
  project_id: string;
  project_key_version: number;
  wrapped: Buffer;
}

export interface RotationTools {
  client: pg.Client;
  vault: Vault;
  cipher: TemplateCipher;
  /** Waits; tests wait shorter. */
  pause?: () => Promise<void>;
}

/** @throws Error when another rotation of this project is under way */
export async function rotateProjectKey(tools: RotationTools, projectId: string): Promise<RotationResult> {
  const { client, vault } = tools;
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
    [`rotate ${projectId}`],
  );
  if (!rows[0]!.mine) throw new Error('another rotation of this project is under way');
  const { version } = await vault.rotate(projectId);
  let members = 0;
  // a key that was being made when the version changed arrives within the grace: the last round finds none
  for (let found = -1; found !== 0; await pause(tools)) members += found = await rewrapAll(tools, projectId, version);
  const destroyed = vault.versions(projectId).filter((old) => old < version);
  for (const old of destroyed) vault.destroy(projectId, old);
  return { version, members, destroyed };
}

const pause = (tools: RotationTools) =>
  tools.pause?.() ?? new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS));

async function rewrapAll(tools: RotationTools, projectId: string, version: number): Promise<number> {
  for (let done = 0; ;) {
    const batch = await rewrapSome(tools, projectId, version);
    if (batch === 0) return done;
    done += batch;
  }
}

async function rewrapSome({ client, cipher }: RotationTools, projectId: string, version: number): Promise<number> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<KeyRow>(
      `SELECT * FROM member_keys WHERE project_id = $1 AND project_key_version < $2
       ORDER BY member_id LIMIT ${BATCH} FOR NO KEY UPDATE`,
      [projectId, version],
    );
    const wrapped: Buffer[] = [];
    for (const row of rows) {
      const owner = { organizationId: row.organization_id, projectId, memberId: row.member_id };
      const key = await cipher.openMemberKey({
        ...owner,
        projectKeyVersion: row.project_key_version,
        wrapped: row.wrapped,
      });
      wrapped.push((await cipher.wrapMemberKey(owner, key)).wrapped);
    }
    await client.query(
      `UPDATE member_keys k SET wrapped = n.wrapped, project_key_version = $3
       FROM unnest($1::uuid[], $2::bytea[]) AS n (member_id, wrapped) WHERE k.member_id = n.member_id`,
      [rows.map((row) => row.member_id), wrapped, version],
    );
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
