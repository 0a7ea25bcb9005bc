/** The doctor finds what operators do wrong, in words of its own, and nothing where nothing is wrong. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from '../../apps/gateway/src/boot/doctor/doctor.js';
import { migrateNow } from '../../apps/gateway/src/boot/operator/migrate.js';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { Keyring } from '#platform/keys';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { operate } from '../support/operator.js';
import { createProductionLogins, type ProductionLogins } from '../support/production-logins.js';

type Env = Record<string, string>;

let database: TestDatabase;
let logins: ProductionLogins;
let folder: string;
let good: Env;
let redirecting: Server;
let redirectingPort: number;

beforeAll(async () => {
  database = await cloneDatabase();
  logins = await createProductionLogins(database);
  folder = mkdtempSync(join(tmpdir(), 'thenar-doctor-'));
  const account = { project_id: 'acme-palms', private_key: 'a key', client_email: 'thenar@acme.example' };
  writeFileSync(join(folder, 'account.json'), JSON.stringify(account));
  writeFileSync(join(folder, 'other-account.json'), JSON.stringify({ ...account, project_id: 'other' }));
  writeFileSync(join(folder, 'no-account.json'), '{"type":"nothing"}');
  good = {
    NODE_ENV: 'production',
    THENAR_PUBLIC_URL: 'https://palms.invalid',
    TRUST_PROXY: '10.0.0.7',
    FIREBASE_PROJECT_ID: 'acme-palms',
    FIREBASE_WEB_API_KEY: `AIza${'x'.repeat(35)}`,
    GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'account.json'),
    DATABASE_URL: logins.appUrl,
    DATABASE_OWNER_URL: logins.ownerUrl,
    THENAR_KEYS_DIR: join(folder, 'keys'),
    THENAR_DATA_DIR: join(folder, 'data'),
    THENAR_METRICS_TOKEN: 'a long random token',
    THENAR_MAX_TEMPLATES: '10000',
  };
  await migrateNow(gatewayConfig(good));
  const keys = Keyring.open(good.THENAR_KEYS_DIR!);
  await database.query('INSERT INTO installation (keys_fingerprint) VALUES ($1)', [keys.fingerprint()]);
  redirecting = createServer((_, response) =>
    response.writeHead(301, { Location: 'https://elsewhere.example/' }).end(),
  );
  await once(redirecting.listen(0, '127.0.0.1'), 'listening');
  redirectingPort = (redirecting.address() as { port: number }).port;
});
afterAll(async () => {
  redirecting.close();
  await logins.drop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const wrongIn = async (env: Env): Promise<string[]> =>
  (await examine(env)).filter(({ level }) => level === 'wrong').map(({ check, message }) => `${check}: ${message}`);

function having(changes: Record<string, string | undefined>): Env {
  return Object.fromEntries(Object.entries({ ...good, ...changes }).filter(([, value]) => value !== undefined)) as Env;
}

/** Name of the mistake → what is planted, and how the doctor names it. */
const IN_THE_CONFIGURATION: Record<string, [change: () => Record<string, string | undefined>, words: RegExp]> = {
  'a public address without TLS': [() => ({ THENAR_PUBLIC_URL: 'http://palms.example.com' }), /must be https/],
  'no public address': [() => ({ THENAR_PUBLIC_URL: undefined }), /THENAR_PUBLIC_URL is required/],
  'a public address that only this machine has': [
    () => ({ THENAR_PUBLIC_URL: 'https://localhost' }),
    /leads every terminal to itself/,
  ],
  'the emulator that lets anybody in': [
    () => ({ FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099' }),
    /accepts unsigned tokens/,
  ],
  'webhooks to this machine': [() => ({ WEBHOOK_ALLOW_LOCALHOST: 'on' }), /WEBHOOK_ALLOW_LOCALHOST/],
  'no Firebase project': [() => ({ FIREBASE_PROJECT_ID: undefined }), /FIREBASE_PROJECT_ID is required/],
  'one login for work and ownership': [
    () => ({ DATABASE_OWNER_URL: `${logins.appUrl}?application_name=x` }),
    /another role/,
  ],
  'a default password': [
    () => ({ DATABASE_URL: 'postgres://app:changeme@127.0.0.1:1/x' }),
    /password is a default one/,
  ],
  'a short metrics token': [() => ({ THENAR_METRICS_TOKEN: 'short' }), /at least 16 characters/],
  'proxies everywhere': [() => ({ TRUST_PROXY: '0.0.0.0/0' }), /wider than \/8/],
  'no proxy named': [() => ({ TRUST_PROXY: undefined }), /count all terminals as one/],
  'keys beside the data': [() => ({ THENAR_KEYS_DIR: join(folder, 'data', 'keys') }), /must lie apart/],
  'the embedded database unasked': [
    () => ({ DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined }),
    /THENAR_ALLOW_EMBEDDED/,
  ],
  'a variable with a typing error': [() => ({ THENAR_KEY_DIR: '/x' }), /THENAR_KEY_DIR is not a variable/],
  'a database that nobody runs': [
    () => ({ DATABASE_URL: 'postgres://app:longword@127.0.0.1:1/x' }),
    /nobody listens there/,
  ],
  'a database that is not there': [
    () => ({ DATABASE_URL: logins.appUrl.replace(/\/thenar_\w+/, '/thenar_absent') }),
    /create it first|no such database/,
  ],
  'a login that is a superuser': [() => ({ DATABASE_URL: database.url }), /without SUPERUSER and BYPASSRLS/],
  'a service account that is missing': [() => ({ GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json' }), /is not there/],
  'a file that is no service account': [
    () => ({ GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'no-account.json') }),
    /is no service account file/,
  ],
  'the service account of another project': [
    () => ({ GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'other-account.json') }),
    /belongs to project other/,
  ],
  'a key that is no web API key': [() => ({ FIREBASE_WEB_API_KEY: 'secret' }), /is not a web API key/],
  'a Redis that is not there': [
    () => ({ REDIS_URL: 'redis://127.0.0.1:1' }),
    /redis: Redis at 127\.0\.0\.1:1 cannot be used/,
  ],
  'a gallery larger than the memory': [() => ({ THENAR_MAX_TEMPLATES: '50000000' }), /lower THENAR_MAX_TEMPLATES/],
  'an address that redirects': [
    () => ({ NODE_ENV: 'development', THENAR_PUBLIC_URL: `http://127.0.0.1:${redirectingPort}` }),
    /redirects to https:\/\/elsewhere/,
  ],
};

describe('the doctor', () => {
  it('finds nothing wrong where nothing is', async () => {
    expect(await wrongIn(good)).toEqual([]);
  });

  it.each(Object.entries(IN_THE_CONFIGURATION))('finds %s', async (_name, [change, words]) => {
    const found = await wrongIn(having(change()));
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
    expect(found.filter((line) => /\n| {4}at /.test(line))).toEqual([]);
  });

  it('finds keys that other users can read, and keys of another database', async () => {
    const keys = join(folder, 'copied-keys');
    cpSync(good.THENAR_KEYS_DIR!, keys, { recursive: true });
    chmodSync(join(keys, 'master.key'), 0o644);
    expect(await wrongIn(having({ THENAR_KEYS_DIR: keys }))).toEqual([
      expect.stringMatching(/can be read by other users/),
    ]);
    const others = join(folder, 'other-keys');
    mkdirSync(others, { mode: 0o700 });
    Keyring.open(others);
    expect(await wrongIn(having({ THENAR_KEYS_DIR: others }))).toEqual([
      expect.stringMatching(/not those of this database/),
    ]);
  });

  it('finds a table whose row-level security was switched off, and a search_path that leads elsewhere', async () => {
    const role = new URL(logins.appUrl).username;
    await database.query('ALTER TABLE members NO FORCE ROW LEVEL SECURITY');
    await database.query(`CREATE SCHEMA elsewhere; GRANT USAGE ON SCHEMA elsewhere TO thenar_app, ${role}`);
    await database.query(`ALTER ROLE ${role} SET search_path = elsewhere, public`);
    try {
      const found = await wrongIn(good);
      expect(found).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/Row-level security is not in force on members/),
          expect.stringMatching(/search_path leads to elsewhere/),
        ]),
      );
    } finally {
      await database.query('ALTER TABLE members FORCE ROW LEVEL SECURITY');
      await database.query(`ALTER ROLE ${role} RESET search_path; DROP SCHEMA elsewhere`);
    }
    expect(await wrongIn(good)).toEqual([]);
  });

  it('finds a login that owns a table', async () => {
    const role = new URL(logins.appUrl).username;
    await database.query(`CREATE TABLE owned (); ALTER TABLE owned OWNER TO ${role}`);
    expect(await wrongIn(good)).toEqual(expect.arrayContaining([expect.stringMatching(/owns no table/)]));
    await database.query('DROP TABLE owned');
  });

  it('prints sentences or JSON, and exits with 1 where something is wrong', async () => {
    const bad = await operate(having({ TRUST_PROXY: '0.0.0.0/0' }), 'doctor');
    expect(bad).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^wrong +configuration +TRUST_PROXY[\s\S]*1 wrong, /),
    });
    const well = await operate(good, 'doctor', '--json');
    expect([well.code, JSON.parse(well.out).wrong]).toEqual([0, 0]);
  });
});
