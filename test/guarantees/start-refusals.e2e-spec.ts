/** A gateway that cannot start says why in one sentence and without a stack; production says it in JSON, to its last line. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { databaseTrouble } from '../../apps/gateway/src/boot/database-trouble.js';
import { startGateway } from '../../apps/gateway/src/gateway.js';
import { createLogger } from '#platform/logging';
import { Keyring } from '#platform/keys';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { synthetic } from '../support/paired-terminal.js';
import { openTenant } from '../support/tenant.js';
import { startTestGateway } from '../support/test-gateway.js';
import { createProductionLogins, type ProductionLogins } from '../support/production-logins.js';

const PROGRAM = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');

let database: TestDatabase;
let logins: ProductionLogins;
let folder: string;
let production: Record<string, string>;

beforeAll(async () => {
  database = await cloneDatabase();
  logins = await createProductionLogins(database);
  folder = mkdtempSync(join(tmpdir(), 'thenar-start-'));
  production = {
    NODE_ENV: 'production',
    PORT: '0',
    THENAR_HOST: '127.0.0.1',
    THENAR_PUBLIC_URL: 'https://palms.example.com',
    FIREBASE_PROJECT_ID: 'acme-palms',
    DATABASE_URL: logins.appUrl,
    DATABASE_OWNER_URL: logins.ownerUrl,
    THENAR_KEYS_DIR: join(folder, 'keys'),
    THENAR_DATA_DIR: join(folder, 'data'),
    THENAR_WORKERS: '1',
    THENAR_MAX_TEMPLATES: '1000',
  };
});
afterAll(async () => {
  await logins.drop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  lines: string[];
}

/** @param whenHeard called with each line, and may end the process */
async function serve(
  env: Record<string, string>,
  whenHeard?: (line: string, child: ChildProcess) => void,
): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [PROGRAM, 'serve'], { env: { PATH, HOME, ...env } as NodeJS.ProcessEnv });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      whenHeard?.(text, child);
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: text.split('\n').filter(Boolean) };
}

/** Warnings may come before; what ends the start is the last line and the only one of its kind. */
const sentence = ({ lines }: Ended): string => {
  const said = lines.map((line) => JSON.parse(line) as { level: string; msg: string });
  expect(said.map(({ level }) => level).filter((level) => level !== 'warn' && level !== 'info')).toEqual(['fatal']);
  return lines.at(-1)!;
};

describe('a gateway in production', () => {
  it('writes JSON from its first line to its last, when it works and is stopped', async () => {
    let asked = false; // asked twice, it ends at once
    const { code, lines } = await serve(production, (heard, child) => {
      if (!asked && heard.includes('Thenar listens')) asked = child.kill('SIGTERM');
    });
    const said = lines.map((line) => JSON.parse(line) as { level: string; time: string; msg: string });
    expect(code).toBe(0);
    expect(said.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['Thenar listens', 'stopping']));
    for (const line of said) expect(line).toMatchObject({ level: expect.any(String), time: expect.any(String) });
  });

  it.each([
    ['a configuration that is unfit', { THENAR_PUBLIC_URL: 'http://palms.example.com' }, /must be https in production/],
    ['a login that is a superuser', 'superuser', /without SUPERUSER and BYPASSRLS/],
    [
      'a service account that is missing',
      { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json' },
      /\/nowhere\.json is not there/,
    ],
    ['a database that is not there', 'nobody', /nobody listens there/],
  ])('says one JSON line about %s', async (_what, change, words) => {
    const changes: Record<string, Record<string, string>> = {
      superuser: { DATABASE_URL: database.url },
      nobody: { DATABASE_OWNER_URL: 'postgres://a:longpassword@127.0.0.1:1/x' },
    };
    const env = typeof change === 'string' ? changes[change]! : change;
    const ended = await serve({ ...production, ...env });
    const line = JSON.parse(sentence(ended)) as { level: string; msg: string; err?: unknown };
    expect(line).toMatchObject({ level: 'fatal', msg: expect.stringMatching(words) });
    expect([ended.code, line.err]).toEqual([3, undefined]);
  });
});

describe('a gateway that cannot start in development', () => {
  const development = () => ({
    DATABASE_URL: database.url,
    THENAR_KEYS_DIR: join(folder, 'keys-of-development'),
    THENAR_DATA_DIR: join(folder, 'data'),
    THENAR_WORKERS: '1',
    THENAR_MAX_TEMPLATES: '1000',
  });

  it('names the busy port and the variable', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    try {
      const busy = await serve({ ...production, PORT: String(port) });
      expect(sentence(busy)).toMatch(new RegExp(`Port ${port} is busy: .* with PORT\\.`));
      const metrics = await serve({ ...production, THENAR_METRICS_PORT: String(port) });
      expect(sentence(metrics)).toMatch(/with THENAR_METRICS_PORT\./);
    } finally {
      other.close();
    }
  });

  it('names an address that is not of this machine, and a keys folder that cannot be one', async () => {
    const text = join(folder, 'a-file');
    writeFileSync(text, 'no folder');
    expect(sentence(await serve({ ...production, THENAR_HOST: '192.0.2.1' }))).toMatch(/192\.0\.2\.1 is no address/);
    expect(sentence(await serve({ ...production, THENAR_KEYS_DIR: join(text, 'keys') }))).toMatch(/a-file/);
  });

  it.each([
    [{ message: 'The server does not support SSL connections' }, /sslmode.* offers none/],
    [{ code: '28000', message: 'no pg_hba.conf entry for host "::1", no encryption' }, /sslmode=verify-full/],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, /sslrootcert/],
    [{ code: '28P01', message: 'password authentication failed' }, /refuses the login/],
    [{ code: '3D000', message: 'database "x" does not exist' }, /create it first/],
    [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND db' }, /name cannot be resolved/],
  ])('explains what the driver says: %j', (error, words) => {
    const said = databaseTrouble('db/thenar', error);
    expect(said).toMatch(words);
    expect(said.split('\n')).toHaveLength(1);
  });

  it('explains a real server without TLS', async () => {
    const url = new URL(database.url);
    url.searchParams.set('sslmode', 'require');
    const config = gatewayConfig({ ...development(), DATABASE_URL: url.toString() });
    await expect(startGateway(config, { logger: createLogger('silent') })).rejects.toThrow(/asks for TLS \(sslmode\)/);
  });
});

describe('a gateway that listens on every IPv6 address', () => {
  it('prints links that lead to it', async () => {
    const gateway = await startTestGateway({ env: { THENAR_HOST: '::' }, counted: true });
    try {
      expect(gateway.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
      expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
      const { origins } = gateway.gateway.foundations;
      expect([origins.first(), origins.owns(gateway.url)]).toEqual([gateway.url, true]);
    } finally {
      await gateway.close();
    }
  });
});

/** A disk of its own that can be full: needs the right to mount. */
function mountSmallDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a keys folder on a full disk', () => {
  it('answers 503 to whoever needs a new key, leaves no stray file, and is well again when there is space', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'thenar-disk-'));
    if (!mountSmallDisk(disk)) {
      process.stderr.write('skipped: this user may not mount a disk\n');
      return;
    }
    const gateway = await startTestGateway({ env: { THENAR_KEYS_DIR: disk }, counted: true });
    try {
      const tenant = await openTenant(gateway);
      const before = readdirSync(disk, { recursive: true, encoding: 'utf8' });
      const fill = join(disk, 'fill');
      expect(() => writeFileSync(fill, Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/);
      const enroll = async () => {
        const { member_id } = (await tenant.backend.post(`/v1/projects/${tenant.projectId}/members`, {})).body;
        return tenant.backend.post(`/v1/projects/${tenant.projectId}/enroll`, {
          member_id,
          hand: 'left',
          captures: await Promise.all(['1', '2', '3'].map((n) => synthetic('ada:left', n))),
        });
      };
      const refused = await enroll();
      expect([refused.status, refused.body.error.code]).toEqual([503, 'unavailable']);
      const stray = readdirSync(disk, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name !== 'fill' && !before.includes(name) && !/^projects(\/[0-9a-f-]+)?$/.test(name),
      );
      expect(stray).toEqual([]);
      rmSync(fill);
      expect((await enroll()).status).toBe(201);
      expect(readdirSync(disk, { recursive: true }).length).toBeGreaterThan(before.length);
    } finally {
      await gateway.close();
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });

  it('starts nothing and leaves nothing where the first key cannot be written', () => {
    const disk = mkdtempSync(join(tmpdir(), 'thenar-disk-'));
    if (!mountSmallDisk(disk)) {
      process.stderr.write('skipped: this user may not mount a disk\n');
      return;
    }
    try {
      expect(() => writeFileSync(join(disk, 'fill'), Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/);
      expect(() => Keyring.open(disk)).toThrow(/ENOSPC/);
      expect(readdirSync(disk)).toEqual(['fill']);
      expect(existsSync(join(disk, 'master.key'))).toBe(false);
    } finally {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });
});
