/**
 * A gateway starts over 100,000 sealed templates: how long until all of them are opened and can be searched.
 * `npm run bench:load [-- --json] [--templates 100000] [--starts 3]`
 */
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MeasuredGateway, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    templates: { type: 'string', default: '100000' },
    starts: { type: 'string', default: '3' },
  },
});
const startsWanted = Number(values.starts);
const templates = Number(values.templates);
if (!(templates >= 1_000 && templates <= 1_000_000 && startsWanted >= 1 && startsWanted <= 20))
  throw new Error('--templates 1000..1000000, --starts 1..20');

/** Of 100,000, or of a million. */
const LIMIT_S = templates <= 100_000 ? 6 : 40;
const A_MEMBER = 3;
const AT_ONCE = 2_000;

interface Seals {
  newMemberKey(owner: object): Promise<{ row: { wrapped: Buffer; projectKeyVersion: number }; key: Buffer }>;
  sealTemplate(key: Buffer, at: object, code: Uint8Array): Buffer;
}
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../${path}.js`, import.meta.url).href) as Promise<Module>;
const { Keyring } = await built<{ Keyring: { open(folder: string): unknown } }>('libs/platform/src/keys/index');
const { projectKeys } = await built<{ projectKeys: (keyring: unknown) => unknown }>(
  'apps/gateway/src/palms/project-keys',
);
const { TemplateCipher } = await built<{ TemplateCipher: new (vault: unknown) => Seals }>(
  'apps/gateway/src/palms/template-cipher',
);
const { ENGINE_VERSION, TEMPLATE_BYTES, MASK_OFFSET } = await built<Record<string, number>>('libs/palm/src/index');

/** Noise with a whole mask: a template of nobody. */
const noise = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
const codeOfNobody = (): Uint8Array => noise.update(Buffer.alloc(TEMPLATE_BYTES!)).fill(255, MASK_OFFSET);

async function fill({ owner }: MeasuredGateway, { organizationId, projectId }: Tenant, folder: string): Promise<void> {
  const cipher = new TemplateCipher(projectKeys(Keyring.open(join(folder, 'keys'))));
  for (let made = 0; made < templates; made += AT_ONCE * A_MEMBER) {
    const members: string[] = [];
    const wrapped: Buffer[] = [];
    const rows: { id: string; member: string; sealed: Buffer }[] = [];
    const { rows: ids } = await owner.query<{ id: string }>(
      'SELECT uuid_of_time(now()) AS id FROM generate_series(1, $1::int)',
      [AT_ONCE * (1 + A_MEMBER)],
    );
    for (let m = 0; m < AT_ONCE; m++) {
      const memberId = ids.pop()!.id;
      const person = { organizationId, projectId, memberId };
      const { row, key } = await cipher.newMemberKey(person);
      members.push(memberId);
      wrapped.push(row.wrapped);
      for (let t = 0; t < A_MEMBER && made + m * A_MEMBER + t < templates; t++) {
        const templateId = ids.pop()!.id;
        const at = { ...person, templateId, engineVersion: ENGINE_VERSION };
        rows.push({ id: templateId, member: memberId, sealed: cipher.sealTemplate(key, at, codeOfNobody()) });
      }
    }
    const scope = [organizationId, projectId];
    await owner.query(
      `INSERT INTO members (member_id, organization_id, project_id, hands, created_at, updated_at)
       SELECT id, $1, $2, '{left}', now(), now() FROM unnest($3::uuid[]) id`,
      [...scope, members],
    );
    await owner.query(
      `INSERT INTO member_keys (member_id, organization_id, project_id, project_key_version, wrapped)
       SELECT id, $1, $2, 1, wrapped FROM unnest($3::uuid[], $4::bytea[]) AS n (id, wrapped)`,
      [...scope, members, wrapped],
    );
    await owner.query(
      `INSERT INTO templates (template_id, organization_id, project_id, member_id, hand, engine_version, quality, sealed, enrollment_id, created_at)
       SELECT id, $1, $2, member, 'left', $6, 0.9, sealed, id, now() FROM unnest($3::uuid[], $4::uuid[], $5::bytea[]) AS n (id, member, sealed)`,
      [
        ...scope,
        rows.map(({ id }) => id),
        rows.map(({ member }) => member),
        rows.map(({ sealed }) => sealed),
        ENGINE_VERSION,
      ],
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const env = { BENCH_FOLDER: folder };
try {
  const first = await MeasuredGateway.start(env);
  const emptyMs = first.startMs;
  await fill(first, await first.ask<Tenant>('tenant'), folder);
  await first.stop();
  const starts: number[] = [];
  for (let i = 0; i < startsWanted; i++) {
    const again = await MeasuredGateway.start(env);
    starts.push(again.startMs);
    await again.stop();
  }
  const bare = await bareStart();
  const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
  const loads = starts.map((ms) => seconds(ms - bare)).sort((a, b) => a - b);
  const worst = loads.at(-1)!;
  const figures = {
    templates,
    start_s: {
      first_with_a_new_database: seconds(emptyMs),
      without_templates: seconds(bare),
      with_templates: starts.map(seconds),
    },
    load_s: { median: loads[loads.length >> 1]!, worst },
    limits: { load_s: LIMIT_S },
  };
  report(figures, worst <= LIMIT_S, values.json);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The same folder without its templates: what a start costs anyway. */
async function bareStart(): Promise<number> {
  const emptier = await MeasuredGateway.start(env);
  await emptier.owner.query('TRUNCATE templates');
  await emptier.stop();
  const bare = await MeasuredGateway.start(env);
  await bare.stop();
  return bare.startMs;
}
