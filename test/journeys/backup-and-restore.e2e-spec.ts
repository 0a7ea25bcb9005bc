/** An operator saves everything, loses everything, and has it back: the same palms are known. */
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cloneDatabase } from '../support/database.js';
import { startTestGateway } from '../support/test-gateway.js';
import { operate, type Operated, operateAtTheShell } from '../support/operator.js';
import { openOwnServer } from '../support/own-server.js';
import { synthetic } from '../support/paired-terminal.js';
import { recordScan } from '../support/scans.js';
import { openTenant, type Tenant } from '../support/tenant.js';

/** What COPY must spell otherwise than it is. */
const NOTE = 'a tab\there, a \\ there,\nand \\. on a line\n\\.\n';

let place: string;
beforeAll(() => (place = mkdtempSync(join(tmpdir(), 'thenar-backup-'))));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const at = (name: string) => join(place, name);
/** @returns what was printed, or how it failed */
const wordsOf = ({ code, out, err }: Operated) => (code === 0 ? out : `FAILED: ${err}`);
const atTheShell = async (env: Record<string, string>, ...args: string[]) =>
  wordsOf(await operateAtTheShell(env, ...args));
const here = async (env: Record<string, string>, ...args: string[]) => wordsOf(await operate(env, ...args));

async function enrollAda(tenant: Tenant): Promise<string> {
  const base = `/v1/projects/${tenant.projectId}`;
  const { member_id } = (await tenant.backend.post(`${base}/members`, { metadata: { note: NOTE } })).body;
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('ada:left', n)));
  await tenant.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
  return member_id;
}
const whoIs = async (tenant: Tenant, url: string) =>
  (
    await tenant.backend
      .at(url)
      .post(`/v1/projects/${tenant.projectId}/identify`, { capture: await synthetic('ada:left', 'later') })
  ).body.member_id;

it('with the database that the gateway brings, while it runs, into an empty folder', async () => {
  const before = await openOwnServer();
  let tenant: Tenant;
  let member: string;
  try {
    tenant = await openTenant(before);
    member = await enrollAda(tenant);
    expect(await whoIs(tenant, before.url)).toBe(member);
    const said = await atTheShell({ THENAR_DATA_DIR: before.folder }, 'backup', at('own'), '--keys', at('own.keys'));
    expect(said).toMatch(/rows of \d+ tables are in .*own\. \d+ keys are in/);
  } finally {
    await before.close();
  }
  const plain = gunzipSync(readFileSync(at('own'))).toString('latin1');
  const keys = readFileSync(at('own.keys'), 'utf8');
  for (const key of Object.values((JSON.parse(keys) as { files: Record<string, string> }).files))
    expect(plain).not.toContain(key.trim().slice(0, 40));
  const folder = mkdtempSync(join(place, 'empty-'));
  const env = { THENAR_DATA_DIR: folder };
  expect(await here(env, 'restore', at('own'))).toMatch(/FAILED: There are no keys/);
  expect(await here(env, 'restore', at('own'), '--keys', at('own.keys'))).toMatch(/rows of \d+ tables are back/);
  expect(await here(env, 'restore', at('own'))).toMatch(/FAILED: The database is not empty/);
  const after = await openOwnServer({}, folder);
  try {
    expect(await whoIs(tenant, after.url)).toBe(member);
    const backend = tenant.backend.at(after.url);
    const found = await backend.get(`/v1/projects/${tenant.projectId}/members/${member}`);
    expect(found.body.metadata.note).toBe(NOTE);
    expect((await backend.get(`/v1/projects/${tenant.projectId}/scan-results`)).body.total).toBe(3);
    expect((await backend.post(`/v1/projects/${tenant.projectId}/members`, {})).status).toBe(201);
  } finally {
    await after.close();
  }
});

describe('on a server of the operator', () => {
  it('every row comes back, in its partition, and once', async () => {
    const gateway = await startTestGateway();
    const second = await cloneDatabase();
    try {
      const tenant = await openTenant(gateway);
      const member = await enrollAda(tenant);
      for (let i = 0; i < 50; i++) await recordScan(gateway, tenant, { memberId: member });
      await gateway.gateway.stop(); // its housekeeping would move rows between the backup and the count
      const env = (url: string) => ({ DATABASE_URL: url, THENAR_KEYS_DIR: gateway.keysFolder });
      expect(await here(env(gateway.database.url), 'backup', at('server'))).toMatch(/The keys are not in it/);
      expect(await here(env(second.url), 'restore', at('server'))).toMatch(/are back/);
      const everything = `SELECT c.relname AS t, (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || c.oid::regclass, false, true, '')))[1]::text AS n
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ('{dpop_proofs,gallery_changes}') ORDER BY 1`;
      expect(await second.query(everything)).toEqual(await gateway.database.query(everything));
      const policies = `SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`;
      expect(await second.query(policies)).toEqual(await gateway.database.query(policies));
      const sleeping = await second.query(`SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'`);
      expect(sleeping).toEqual([]);
    } finally {
      await second.drop();
      await gateway.close();
    }
  });

  it('half a backup, another kind of file, and other keys are refused, and nothing is written', async () => {
    const database = await cloneDatabase();
    const env = { DATABASE_URL: database.url, THENAR_KEYS_DIR: mkdtempSync(join(place, 'keys-')) };
    try {
      expect(await here(env, 'restore', at('server'), '--keys', at('own.keys'))).toMatch(/FAILED: .*not hold the keys/);
      writeFileSync(at('cut'), readFileSync(at('own')));
      truncateSync(at('cut'), readFileSync(at('own')).length - 200);
      expect(await here(env, 'restore', at('cut'))).toMatch(/FAILED/);
      writeFileSync(at('text'), 'not a backup');
      expect(await here(env, 'restore', at('text'))).toMatch(/FAILED: .* is not a backup/);
      expect(await database.query('SELECT 1 FROM organizations')).toEqual([]);
      expect(await here({ ...env }, 'backup', at('own'))).toMatch(/FAILED: .* is there already/);
      expect(existsSync(at('own.part'))).toBe(false);
    } finally {
      await database.drop();
    }
  });
});
