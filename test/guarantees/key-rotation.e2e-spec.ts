/** A project gets a new key while its gateways work: nobody notices, and what was wrapped under the old one is lost without it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Keyring, type KeyEncryption, seal, unseal } from '#platform/keys';
import { projectKeys } from '../../apps/gateway/src/palms/project-keys.js';
import { rotateProjectKey } from '../../apps/gateway/src/palms/rotate-keys.js';
import { TemplateCipher } from '../../apps/gateway/src/palms/template-cipher.js';
import { startTestGateway } from '../support/test-gateway.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: Awaited<ReturnType<typeof startTestGateway>>;
let acme: Tenant;
let base: string;

beforeAll(async () => {
  gateway = await startTestGateway({ counted: true });
  acme = await openTenant(gateway);
  base = `/v1/projects/${acme.projectId}`;
});
afterAll(() => gateway.close());

const keyFile = (version: number) => join(gateway.keysFolder, 'projects', acme.projectId, `v${version}.key`);

/** As the command does it: another process, with its own view of the keys. */
async function rotate() {
  const client = new pg.Client({ connectionString: gateway.database.url, options: '-c role=thenar_jobs' });
  await client.connect();
  try {
    const vault = projectKeys(Keyring.open(gateway.keysFolder));
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 500));
    return await rotateProjectKey({ client, vault, cipher: new TemplateCipher(vault), pause }, acme.projectId);
  } finally {
    await client.end();
  }
}

const enroll = async (name: string) => {
  const { member_id } = (await acme.backend.post(`${base}/members`, {})).body;
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic(`${name}:left`, n)));
  const answer = await acme.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
  return { member_id, status: answer.status };
};
const scan = async (name: string, at = acme.backend) =>
  at.post(`${base}/identify`, { capture: await synthetic(`${name}:left`, 'later') });
const identify = async (name: string, at = acme.backend) => (await scan(name, at)).body.member_id;

describe('a rotation', () => {
  it('happens while requests run, and none of them fails', async () => {
    const first = await enroll('first');
    const old = readFileSync(keyFile(1));
    let going = true;
    const statuses: number[] = [];
    const others = [0, 1].map(async (lane) => {
      for (let n = 0; going; n++) {
        const { member_id, status } = await enroll(`lane ${lane} ${n}`);
        const verified = await acme.backend.post(`${base}/verify`, {
          member_id,
          capture: await synthetic(`lane ${lane} ${n}:left`, 'v'),
        });
        const gone = n % 2 === 0 ? [(await acme.backend.delete(`${base}/members/${member_id}`)).status] : [];
        statuses.push(status - 1, verified.body.verified ? 200 : verified.status + 1000, ...gone);
      }
    });
    const rotated = await rotate();
    going = false;
    await Promise.all(others);
    expect(statuses.length).toBeGreaterThan(3);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(rotated).toMatchObject({ version: 2, destroyed: [1] });
    expect([existsSync(keyFile(1)), existsSync(keyFile(2))]).toEqual([false, true]);
    expect(readFileSync(keyFile(2)).equals(old)).toBe(false);
    const versions = await gateway.database.query('SELECT DISTINCT project_key_version AS v FROM member_keys');
    expect(versions).toEqual([{ v: 2 }]);
    const fresh = await startTestGateway({ beside: gateway });
    try {
      expect(await identify('first', acme.backend.at(fresh.url))).toBe(first.member_id);
    } finally {
      await fresh.close();
    }
  });

  it('leaves rows of older backups unreadable', async () => {
    const { member_id } = await enroll('backed up');
    const [row] = await gateway.database.query<{ wrapped: Buffer; v: number }>(
      'SELECT wrapped, project_key_version AS v FROM member_keys WHERE member_id = $1',
      [member_id],
    );
    await rotate();
    const cipher = new TemplateCipher(projectKeys(Keyring.open(gateway.keysFolder)));
    const owner = { organizationId: acme.organizationId, projectId: acme.projectId, memberId: member_id };
    const stored = { ...owner, projectKeyVersion: row!.v, wrapped: row!.wrapped };
    await expect(cipher.openMemberKey(stored)).rejects.toThrow(/is not in/);
  });
});

describe('a key management service', () => {
  it('can wrap project keys in place of the master secret', async () => {
    const calls: string[] = [];
    const secret = Buffer.alloc(32, 7);
    const service: KeyEncryption = {
      wrap: async (key, bound) => (calls.push(`wrap ${bound}`), seal(secret, key, bound)),
      unwrap: async (wrapped, bound) => (calls.push(`unwrap ${bound}`), unseal(secret, wrapped, bound)),
    };
    const vault = projectKeys(Keyring.open(gateway.keysFolder), service);
    const made = await vault.current('a-project');
    const again = projectKeys(Keyring.open(gateway.keysFolder), service);
    expect((await again.get('a-project', 1)).equals(made.key)).toBe(true);
    expect(calls).toEqual(['wrap a-project/1', 'unwrap a-project/1', 'unwrap a-project/1']);
    await expect(projectKeys(Keyring.open(gateway.keysFolder)).get('a-project', 1)).rejects.toThrow();
  });
});

describe('a template at rest', () => {
  it('cannot be moved to another member, nor changed', async () => {
    const one = await enroll('mover');
    const two = await enroll('moved to');
    expect(await identify('moved to')).toBe(two.member_id); // this gateway has read them as they were
    const swap = `UPDATE templates SET sealed = (SELECT sealed FROM templates WHERE member_id = $1 LIMIT 1) WHERE member_id = $2`;
    await gateway.database.query(swap, [one.member_id, two.member_id]);
    const flip = `UPDATE templates SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) WHERE member_id = $1`;
    await gateway.database.query(flip, [one.member_id]);
    const fresh = await startTestGateway({ beside: gateway, env: { THENAR_LOG_LEVEL: 'silent' } });
    try {
      for (const name of ['mover', 'moved to'])
        expect(await scan(name, acme.backend.at(fresh.url))).toMatchObject({
          status: 503, // neither matched as another member, nor said to be unknown
          body: { error: { code: 'gallery_incomplete' } },
        });
    } finally {
      await fresh.close();
    }
  });
});
