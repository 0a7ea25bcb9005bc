/** What an operator sets is understood or refused, all of it at once; production refuses whatever is for development. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '#platform/config';
import { createLogger } from '#platform/logging';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { GATEWAY_VARIABLES } from '../../apps/gateway/src/gateway.variables.js';
import { startGateway } from '../../apps/gateway/src/gateway.js';
import { cloneDatabase } from '../support/database.js';
import { createProductionLogins } from '../support/production-logins.js';
import { renderEnvExample } from '../../tools/contracts/env-example.mjs';

const PRODUCTION = {
  NODE_ENV: 'production',
  FIREBASE_PROJECT_ID: 'acme-palms',
  THENAR_PUBLIC_URL: 'https://palms.example.com',
  THENAR_KEYS_DIR: '/var/lib/thenar/keys',
  DATABASE_URL: 'postgres://thenar_login:uRzT0cJ4vQ@db/thenar',
  DATABASE_OWNER_URL: 'postgres://thenar_owner:p1XkW8sLdM@db/thenar',
};

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    gatewayConfig(source);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe('configuration', () => {
  it('needs nothing in development', () => {
    expect(gatewayConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      orgCreation: 'anyone',
      rateLimits: false,
      logLevel: 'warn',
      webhookAllowLocalhost: false,
      publicOrigins: [],
      trustProxy: [],
    });
    expect(gatewayConfig({}).dataFolder).toMatch(/[\\/]\.thenar$/);
  });

  it('takes empty for unset, and a test environment for development', () => {
    expect(gatewayConfig({ PORT: '', DATABASE_URL: ' ', NODE_ENV: 'test' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      production: false,
    });
  });

  it('has every safety on in production', () => {
    expect(gatewayConfig(PRODUCTION)).toMatchObject({
      production: true,
      host: '0.0.0.0',
      orgCreation: 'invited',
      rateLimits: true,
      logLevel: 'info',
      webhookAllowLocalhost: false,
    });
  });

  it('refuses a variable of ours that it does not know: it is a typing error', () => {
    expect(problemsOf({ THENAR_DATA_DRI: 'x' })).toEqual([expect.stringContaining('THENAR_DATA_DRI')]);
    expect(problemsOf({ OTHER_PROGRAMS: 'x' })).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    const wrong = {
      PORT: '70000',
      THENAR_RATE_LIMITS: 'perhaps',
      THENAR_LOG_LEVEL: 'loud',
      THENAR_PUBLIC_URL: 'palms.example.com/x',
    };
    const named = problemsOf(wrong).map((problem) => / must be /.test(problem) && problem.split(' ', 1)[0]);
    expect(named.sort()).toEqual(Object.keys(wrong).sort());
  });

  it.each([
    ['3000.5', 'PORT'],
    ['-1', 'PORT'],
    ['0x10', 'PORT'],
    ['1e3', 'PORT'],
    ['https://palms.example.com/path', 'THENAR_PUBLIC_URL'],
    ['ftp://palms.example.com', 'THENAR_PUBLIC_URL'],
    ['any', 'TRUST_PROXY'],
    ['https://user@palms.example.com', 'THENAR_PUBLIC_URL'],
    ['https://palms.example.com?', 'THENAR_PUBLIC_URL'],
    ['palms.example.com:443', 'THENAR_PUBLIC_URL'],
    ['https://', 'THENAR_PUBLIC_URL'],
    ['10.0.0.0/33', 'TRUST_PROXY'],
    ['fd00::/129', 'TRUST_PROXY'],
    ['10.0.0', 'TRUST_PROXY'],
    ['10.0.0.0/8/8', 'TRUST_PROXY'],
  ])('refuses %s for %s, in words and without a pattern', (value, name) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be [^\\\\^$]*$`))]);
  });

  it.each([
    ['https://palms.example.com/', 'https://palms.example.com'],
    ['https://[2001:DB8::1]:8443/', 'https://[2001:db8::1]:8443'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['HTTPS://Palms.Example.com', 'https://palms.example.com'],
  ])('takes %s as the origin %s', (written, origin) => {
    expect(gatewayConfig({ THENAR_PUBLIC_URL: written }).publicOrigins).toEqual([origin]);
  });

  it('takes addresses and ranges of both families for proxies', () => {
    expect(gatewayConfig({ TRUST_PROXY: '10.0.0.0/8, fd00::/8,192.0.2.7, [2001:db8::1]' }).trustProxy).toEqual([
      '10.0.0.0/8',
      'fd00::/8',
      '192.0.2.7',
      '2001:db8::1',
    ]);
  });

  it('keeps origins as browsers write them', () => {
    expect(
      gatewayConfig({ THENAR_PUBLIC_URL: 'https://Palms.example.com:443, http://localhost:3000' }).publicOrigins,
    ).toEqual(['https://palms.example.com', 'http://localhost:3000']);
  });
});

describe('production', () => {
  it.each([
    [
      'the emulator, which accepts unsigned tokens',
      { FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099' },
      'FIREBASE_AUTH_EMULATOR_HOST',
    ],
    ['webhooks to localhost', { WEBHOOK_ALLOW_LOCALHOST: 'on' }, 'WEBHOOK_ALLOW_LOCALHOST'],
    ['a start without Firebase', { FIREBASE_PROJECT_ID: undefined }, 'FIREBASE_PROJECT_ID'],
    ['a start without a public address', { THENAR_PUBLIC_URL: undefined }, 'THENAR_PUBLIC_URL'],
    ['a database without an owner of its own', { DATABASE_OWNER_URL: undefined }, 'DATABASE_OWNER_URL'],
    ['one role for work and for ownership', { DATABASE_OWNER_URL: PRODUCTION.DATABASE_URL }, 'DATABASE_OWNER_URL'],
    ['keys in a place by chance', { THENAR_KEYS_DIR: undefined }, 'THENAR_KEYS_DIR'],
    ['a public address without TLS', { THENAR_PUBLIC_URL: 'http://palms.example.com' }, 'https'],
    ['the embedded database unasked', { DATABASE_URL: undefined }, 'THENAR_ALLOW_EMBEDDED'],
    ['keys in the data folder', { THENAR_DATA_DIR: '/var/lib/thenar' }, 'THENAR_KEYS_DIR must lie apart'],
    ['data in the keys folder', { THENAR_DATA_DIR: '/var/lib/thenar/keys/data' }, 'THENAR_KEYS_DIR must lie apart'],
    ['proxies everywhere', { TRUST_PROXY: '0.0.0.0/0' }, 'TRUST_PROXY'],
    ['half of the IPv6 internet as proxies', { TRUST_PROXY: '10.0.0.1,::/1' }, 'TRUST_PROXY'],
    ['a default password', { DATABASE_URL: 'postgres://thenar_login:postgres@db/thenar' }, 'password'],
  ])('refuses %s', (_what, change, word) => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
    expect(problemsOf({ ...PRODUCTION, ...change })).toEqual([expect.stringContaining(word)]);
  });

  it('refuses a database role that could step over row-level security', async () => {
    const database = await cloneDatabase();
    const keys = mkdtempSync(join(tmpdir(), 'thenar-keys-'));
    const logins = await createProductionLogins(database);
    try {
      const config = gatewayConfig({
        ...PRODUCTION,
        PORT: '0',
        DATABASE_URL: database.url,
        DATABASE_OWNER_URL: logins.ownerUrl,
        THENAR_KEYS_DIR: keys,
        THENAR_WORKERS: '1',
      });
      await expect(startGateway(config, { logger: createLogger('silent') })).rejects.toThrow(
        /without SUPERUSER and BYPASSRLS/,
      );
    } finally {
      await logins.drop();
      await database.drop();
      rmSync(keys, { recursive: true, force: true });
    }
  });
});

describe('.env.example', () => {
  it('has every variable with its sentence, as the code says it', () => {
    const file = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
    expect(file).toBe(renderEnvExample(GATEWAY_VARIABLES));
    for (const [name, { says }] of Object.entries(GATEWAY_VARIABLES))
      expect([name, says]).toEqual([name, expect.stringMatching(/^.{15,}\.$/)]);
  });
});
