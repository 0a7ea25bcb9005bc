/** The master secret in a key service: a PKCS#11 token (SoftHSM2, where it is installed), and Vault's transit engine (a stand-in). */
import { execFileSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyring, KeyServiceUnavailable, openKeyring, Pkcs11KeyService } from '#platform/keys';
import { startTestGateway } from '../support/test-gateway.js';
import { operate } from '../support/operator.js';
import { openTenant } from '../support/tenant.js';
import { synthetic } from '../support/paired-terminal.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'thenar-kms-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Vault's transit engine answers, without Vault: there is none on a test machine. */
class TransitStandIn {
  private keys = [randomBytes(32)];
  private server: Server | null = null;
  port = 0;
  asked: string[] = [];

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const [status, data] = this.answer(request.url!, request.headers['x-vault-token'], text);
        response.writeHead(status).end(JSON.stringify(status === 200 ? { data } : { errors: ['no'] }));
      });
    });
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as { port: number }).port;
  }

  async stop(): Promise<void> {
    this.server!.closeAllConnections();
    await new Promise((resolve) => this.server!.close(resolve));
  }

  private answer(url: string, token: unknown, text: string): [number, object] {
    this.asked.push(url);
    if (token !== 'a-token') return [403, {}];
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
    if (url === '/v1/transit/keys/thenar/rotate') this.keys.push(randomBytes(32));
    else if (url === '/v1/transit/encrypt/thenar')
      return [200, { ciphertext: this.seal(Buffer.from(body.plaintext!, 'base64')) }];
    else if (url === '/v1/transit/decrypt/thenar')
      return [200, { plaintext: this.open(body.ciphertext!).toString('base64') }];
    return [200, { latest_version: this.keys.length }];
  }

  private seal(plain: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keys.at(-1)!, nonce);
    const body = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return `vault:v${this.keys.length}:${body.toString('base64')}`;
  }

  private open(text: string): Buffer {
    const [, version, body] = /^vault:v(\d+):(.*)$/.exec(text)!;
    const bytes = Buffer.from(body!, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.keys[Number(version) - 1]!, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  }
}

describe('a master secret that Vault wraps', () => {
  const vault = new TransitStandIn();
  let env: Record<string, string>;

  beforeAll(async () => {
    await vault.start();
    writeFileSync(join(folder, 'token'), 'a-token\n', { mode: 0o600 });
    env = {
      THENAR_KMS: 'vault',
      THENAR_VAULT_ADDR: `http://127.0.0.1:${vault.port}`,
      THENAR_VAULT_TOKEN_FILE: join(folder, 'token'),
      THENAR_VAULT_KEY: 'thenar',
      THENAR_KEYS_DIR: join(folder, 'vault-keys'),
    };
  });
  afterAll(() => vault.stop());

  it('is never on the disk, survives a rotation of the key in Vault while gateways work, and its service may be away', async () => {
    const gateway = await startTestGateway({ env, counted: true });
    const command = { ...env, DATABASE_URL: gateway.database.url };
    const master = () => readFileSync(join(env.THENAR_KEYS_DIR!, 'master.key'), 'utf8');
    const keyService = async () => {
      const health = (await (await fetch(`${gateway.url}/health`)).json()) as { checks: { name: string }[] };
      return health.checks.find(({ name }) => name === 'key_service');
    };
    try {
      expect(master()).toMatch(/^wrapped vault vault:v1:\S+\n$/);
      expect(() => Keyring.open(env.THENAR_KEYS_DIR!)).toThrow(/is wrapped by vault/);
      const tenant = await openTenant(gateway);
      const base = `/v1/projects/${tenant.projectId}`;
      const enroll = async (palm: string) => {
        const { member_id } = (await tenant.backend.post(`${base}/members`, {})).body;
        const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic(palm, n)));
        return (await tenant.backend.post(`${base}/enroll`, { member_id, hand: 'left', captures })).status;
      };
      expect(await enroll('ada:left')).toBe(201);
      expect(await operate(command, 'keys', 'rotate', '--master')).toMatchObject({ code: 0 });
      expect(master()).toMatch(/^wrapped vault vault:v2:/);
      expect(await enroll('bob:left')).toBe(201);
      expect(await keyService()).toMatchObject({ status: 'ok' });

      await vault.stop();
      expect(await keyService()).toMatchObject({
        status: 'warn',
        message: expect.stringMatching(/key service is away/),
      });
      expect(await enroll('eve:left')).toBe(201);
      expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
      expect(await operate(command, 'keys', 'status')).toMatchObject({
        code: 3,
        err: expect.stringMatching(/does not answer/),
      });

      const waited: string[] = [];
      const service = gateway.gateway.foundations.keyService!;
      const opened = openKeyring({
        ...{ folder: env.THENAR_KEYS_DIR!, service },
        waits: (message) => waited.push(message),
        sleep: async () => {
          if (waited.length === 2) await vault.start();
        },
      });
      expect((await opened).fingerprint()).toBe(gateway.gateway.foundations.keyring.fingerprint());
      expect(waited).toEqual([expect.stringMatching(/does not answer/), expect.stringMatching(/does not answer/)]);
      expect(await operate(command, 'keys', 'status')).toMatchObject({
        code: 0,
        out: expect.stringMatching(/wrapped by vault/),
      });
    } finally {
      await gateway.close();
    }
  });

  it('is taken over from a plain file, and refused under another kind', async () => {
    const keys = join(folder, 'plain-keys');
    const before = Keyring.open(keys).fingerprint();
    const gateway = await startTestGateway({ env: { THENAR_KEYS_DIR: keys }, counted: true });
    const command = { ...env, THENAR_KEYS_DIR: keys, DATABASE_URL: gateway.database.url };
    try {
      expect(await operate(command, 'keys', 'status')).toMatchObject({
        code: 3,
        err: expect.stringMatching(/is not wrapped/),
      });
      expect(await operate(command, 'keys', 'rotate', '--master')).toMatchObject({ code: 0 });
      expect(readFileSync(join(keys, 'master.key'), 'utf8')).toMatch(/^wrapped vault /);
      const status = await operate(command, 'keys', 'status', '--json');
      expect(JSON.parse(status.out).fingerprint).toBe(before);
      const plain = { THENAR_KEYS_DIR: keys, DATABASE_URL: gateway.database.url };
      expect(await operate(plain, 'keys', 'status')).toMatchObject({
        code: 3,
        err: expect.stringMatching(/wrapped by vault/),
      });
      expect(await operate(plain, 'keys', 'rotate', '--master')).toMatchObject({ code: 2 });
    } finally {
      await gateway.close();
    }
  });
});

const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const softhsmIt = existsSync(SOFTHSM) ? it : it.skip;

describe('a master secret that a PKCS#11 token wraps', () => {
  softhsmIt('is wrapped in the token, under a newer key after a rotation, and unreadable without it', async () => {
    const tokens = join(folder, 'tokens');
    mkdirSync(tokens);
    writeFileSync(join(folder, 'softhsm.conf'), `directories.tokendir = ${tokens}\nobjectstore.backend = file\n`);
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm.conf');
    execFileSync('softhsm2-util', [
      '--init-token',
      '--free',
      '--label',
      'thenar',
      '--so-pin',
      '12345678',
      '--pin',
      '1234',
    ]);
    writeFileSync(join(folder, 'pin'), '1234');
    const options = { library: SOFTHSM, tokenLabel: 'thenar', pinFile: join(folder, 'pin'), keyLabel: 'thenar-master' };
    const service = new Pkcs11KeyService(options);
    const secret = randomBytes(32);
    const first = await service.wrap(secret);
    await service.rotate();
    const second = await service.wrap(secret);
    expect(first.split('.')[0]).not.toBe(second.split('.')[0]);
    expect([await service.unwrap(first), await service.unwrap(second)]).toEqual([secret, secret]);
    const changed = `${first.slice(0, -2)}${first.endsWith('AA') ? 'BB' : 'AA'}`;
    await expect(service.unwrap(changed)).rejects.toThrow();
    await expect(new Pkcs11KeyService({ ...options, tokenLabel: 'absent' }).check()).rejects.toThrow(
      KeyServiceUnavailable,
    );
    const keys = join(folder, 'token-keys');
    const one = await openKeyring({ folder: keys, service });
    expect((await openKeyring({ folder: keys, service })).fingerprint()).toBe(one.fingerprint());
    expect(readFileSync(join(keys, 'master.key'), 'utf8')).toMatch(/^wrapped pkcs11 [0-9a-f]{16}\./);
  });
});
