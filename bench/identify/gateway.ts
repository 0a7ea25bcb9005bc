/** The gateway as it ships, on the bench's database; it can fill that with palms and says how long it took to load them. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ENGINE_VERSION, TEMPLATE_BYTES } from '#palm';
import { Crowd } from '../search/crowd.js';
import { answer } from '../webhooks/report.js';

/** As much of the built gateway as the bench needs: compiling it into the bench would build it twice. */
interface Gateway {
  port: number;
  app: { get(token: unknown, options: { strict: false }): unknown };
  signIn: { issuer: { issue(person: { uid: string; email: string; name: string }): Promise<string> } };
  stop(): Promise<void>;
}
interface Owner {
  organizationId: string;
  projectId: string;
  memberId: string;
}
/** The palms module's own cipher: what is seeded is what an enrollment would have stored. */
interface Cipher {
  newMemberKey(owner: Owner): Promise<{ row: { projectKeyVersion: number; wrapped: Buffer }; key: Buffer }>;
  sealTemplate(key: Buffer, at: Owner & { templateId: string; engineVersion: number }, code: Uint8Array): Buffer;
}
interface LoadingGallery {
  prototype: { onApplicationBootstrap(): Promise<void> };
}
interface Order {
  members: number;
  samples: number;
}

const BATCH = 2_000;
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../apps/gateway/src/${path}.js`, import.meta.url).href) as Promise<Module>;

const { gatewayConfig } = await built<{ gatewayConfig: (env: NodeJS.ProcessEnv) => unknown }>('gateway.config');
const { startGateway } = await built<{ startGateway: (config: unknown) => Promise<Gateway> }>('gateway');
const { TemplateCipher } = await built<{ TemplateCipher: unknown }>('palms/template-cipher');
const { LiveGallery } = await built<{ LiveGallery: LoadingGallery }>('palms/live-gallery.service');
let loadMs = 0;
// eslint-disable-next-line @typescript-eslint/unbound-method -- bound again below, to the gallery that loads
const load = LiveGallery.prototype.onApplicationBootstrap;
LiveGallery.prototype.onApplicationBootstrap = async function () {
  const began = performance.now();
  await load.call(this);
  loadMs = performance.now() - began;
};
const gateway = await startGateway(gatewayConfig(process.env));

async function openTenant() {
  const token = await gateway.signIn.issuer.issue({ uid: 'bench', email: 'bench@example.com', name: 'bench' });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const send = async (method: string, path: string, body: object) => {
    const url = `http://127.0.0.1:${gateway.port}/v1${path}`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Record<string, string>;
  };
  const { organization_id } = await send('POST', '/organizations', { name: 'bench' });
  const environment = await send('POST', `/organizations/${organization_id}/environments`, {
    name: 'bench',
    mode: 'sandbox',
    allows_server_lookup: true,
  });
  const { project_id } = await send('POST', `/organizations/${organization_id}/projects`, {
    name: 'bench',
    environment_id: environment.environment_id,
    settings: { enroll_from: 'any' },
  });
  await send('PUT', `/projects/${project_id}/server-lookup`, { enabled: true });
  const { key } = await send('POST', `/projects/${project_id}/api-keys`, { name: 'bench' });
  return { organizationId: organization_id, projectId: project_id, key };
}

/** Member n has palm n of the crowd, so that the bench knows who is meant. */
async function seed({ members, samples }: Order) {
  const tenant = await openTenant();
  const crowd = new Crowd();
  const code = new Uint8Array(TEMPLATE_BYTES);
  const cipher = gateway.app.get(TemplateCipher, { strict: false }) as Cipher;
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
  const ids = Array.from({ length: members }, () => randomUUID());
  for (let from = 0; from < members; from += BATCH) {
    const sealing = ids.slice(from, from + BATCH).map(async (memberId, i) => {
      const owner = { organizationId: tenant.organizationId, projectId: tenant.projectId, memberId };
      const { row, key } = await cipher.newMemberKey(owner);
      const templates = Array.from({ length: samples }, (_, sample) => {
        const at = { ...owner, templateId: randomUUID(), engineVersion: ENGINE_VERSION };
        crowd.template(from + i, sample, code);
        return { ...at, sealed: cipher.sealTemplate(key, at, code) };
      });
      return { memberId, version: row.projectKeyVersion, wrapped: row.wrapped, templates };
    });
    const batch = await Promise.all(sealing);
    await write(pool, tenant, batch);
  }
  await pool.query('ANALYZE members; ANALYZE member_keys; ANALYZE templates');
  await pool.end();
  return { ...tenant, members: ids };
}

interface Sealed {
  memberId: string;
  version: number;
  wrapped: Buffer;
  templates: { templateId: string; memberId: string; sealed: Buffer }[];
}

async function write(pool: pg.Pool, tenant: { organizationId: string; projectId: string }, batch: Sealed[]) {
  const { organizationId, projectId } = tenant;
  const members = batch.map(({ memberId }) => memberId);
  await pool.query(
    `INSERT INTO members (member_id, organization_id, project_id, hands, created_at, updated_at)
     SELECT m, $1, $2, '{left}', now(), now() FROM unnest($3::uuid[]) m`,
    [organizationId, projectId, members],
  );
  await pool.query(
    `INSERT INTO member_keys (member_id, organization_id, project_id, project_key_version, wrapped)
     SELECT m, $1, $2, v, w FROM unnest($3::uuid[], $4::int[], $5::bytea[]) AS u (m, v, w)`,
    [organizationId, projectId, members, batch.map((one) => one.version), batch.map((one) => one.wrapped)],
  );
  const templates = batch.flatMap((one) => one.templates);
  await pool.query(
    `INSERT INTO templates (template_id, organization_id, project_id, member_id, hand, engine_version, quality, sealed,
       enrollment_id, created_at)
     SELECT t, $1, $2, m, 'left', $3, 0.9, s, m, now() FROM unnest($4::uuid[], $5::uuid[], $6::bytea[]) AS u (t, m, s)`,
    [
      organizationId,
      projectId,
      ENGINE_VERSION,
      templates.map(({ templateId }) => templateId),
      templates.map(({ memberId }) => memberId),
      templates.map(({ sealed }) => sealed),
    ],
  );
}

process.on('disconnect', () => void gateway.stop().then(() => process.exit(0)));
answer({ seed }, { port: gateway.port, loadMs });
