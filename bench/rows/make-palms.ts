/** Sealed templates of nobody, three a member, as the gateway itself would have stored them. */
import { createCipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { MeasuredGateway, Tenant } from './measured-gateway.js';

const A_MEMBER = 3;
const AT_ONCE = 2_000;

interface Seals {
  newMemberKey(owner: object): Promise<{ row: { wrapped: Buffer; projectKeyVersion: number }; key: Buffer }>;
  sealTemplate(key: Buffer, at: object, code: Uint8Array): Buffer;
}
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../${path}.js`, import.meta.url).href) as Promise<Module>;
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

/** @param folder where the gateway keeps its data, and its keys */
export async function makePalms(
  { owner }: MeasuredGateway,
  { organizationId, projectId }: Tenant,
  { folder, templates }: { folder: string; templates: number },
): Promise<void> {
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
