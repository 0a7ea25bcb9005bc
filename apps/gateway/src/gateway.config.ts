/** Everything an operator can set, typed and checked once; nothing else reads the environment. */
import { relative, resolve } from 'node:path';
import { ADDRESS_RANGES, ConfigError, env, type EnvValues, isWiderThan, ORIGINS, readEnv } from '#platform/config';

const MIN_TOKEN = 16;
/** No proxy is that large; what it says of its callers would be believed of half the internet. */
const MIN_PROXY_BITS = 8;

export const GATEWAY_VARIABLES = {
  NODE_ENV: env.choice(
    ['development', 'test', 'production'],
    'development',
    'production switches every safety on and every convenience off.',
  ),
  PORT: env.integer(3000, [0, 65_535], 'Port of the HTTP API; 0 takes a free one.'),
  THENAR_HOST: env.text(
    null,
    'Address to listen on; default 127.0.0.1 in development, 0.0.0.0 in production.',
    '0.0.0.0',
  ),
  THENAR_PUBLIC_URL: env.list(
    [],
    ORIGINS,
    'Origins under which clients reach this gateway, comma-separated; DPoP proofs and links use them.',
  ),
  TRUST_PROXY: env.list([], ADDRESS_RANGES, 'Addresses or CIDRs of proxies whose X-Forwarded-For is believed.'),
  THENAR_DATA_DIR: env.text('.thenar', 'Folder of the embedded PostgreSQL, the keys and dev.json.', '.thenar'),
  THENAR_KEYS_DIR: env.text(
    null,
    'Folder of the key files, outside every database dump; gateways of one database share it.',
    '/var/lib/thenar/keys',
  ),
  DATABASE_URL: env.text(
    null,
    'PostgreSQL 15 or newer, as the application role; unset: an embedded PostgreSQL 18.',
    'postgres://thenar@db/thenar',
  ),
  DATABASE_OWNER_URL: env.text(
    null,
    'The role that owns the schema and migrates it; required in production.',
    'postgres://owner@db/thenar',
  ),
  THENAR_ALLOW_EMBEDDED: env.flag(
    false,
    'Lets production use the embedded PostgreSQL: one gateway alone, with backups of its own.',
  ),
  REDIS_URL: env.text(
    null,
    'Redis that several gateways share for rate limits; unset: each counts by itself.',
    'redis://redis:6379',
  ),
  FIREBASE_PROJECT_ID: env.text(
    null,
    'Firebase project whose ID tokens sign people in; unset in development: a local issuer.',
    'my-project',
  ),
  GOOGLE_APPLICATION_CREDENTIALS: env.text(
    null,
    'Service account file; with it, disabled and revoked Firebase users are noticed.',
    '/etc/thenar/firebase.json',
  ),
  FIREBASE_WEB_API_KEY: env.text(
    null,
    'Web API key of that Firebase project (public by nature): with it the console signs people in by e-mail and password.',
    'AIza...',
  ),
  FIREBASE_AUTH_EMULATOR_HOST: env.text(null, 'Firebase Auth emulator, never in production.', '127.0.0.1:9099'),
  THENAR_DEV_SIGN_IN: env.choice(
    ['this_machine', 'one_time_link'],
    'this_machine',
    'Who may open the sign-in link of a development gateway: programs of this machine, or whoever has the link, once (in a container).',
  ),
  THENAR_ORG_CREATION: env.choice(
    ['anyone', 'invited'],
    null,
    'Who may create organizations; default anyone in development, invited in production.',
  ),
  THENAR_RATE_LIMITS: env.flag(null, 'Rate limits; default off in development, on in production.'),
  THENAR_PLANS: env.flag(false, 'Plans: requests a second and monthly quotas by organization.'),
  THENAR_LOG_LEVEL: env.choice(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    null,
    'Default warn in development, info in production.',
  ),
  THENAR_WORKERS: env.integer(
    0,
    [0, 64],
    'Threads that read and search palms; 0: one less than the processors, at least one.',
  ),
  THENAR_MAX_TEMPLATES: env.integer(
    1_000_000,
    [1_000, 50_000_000],
    'Templates that the gallery may hold in memory; the ids take 100 bytes of address space each from the start, the codes when they come.',
  ),
  THENAR_SCAN_RETENTION_MONTHS: env.integer(
    36,
    [1, 120],
    'Months that scan results are kept; older months are dropped whole.',
  ),
  THENAR_METRICS_PORT: env.optionalInteger(
    [0, 65_535],
    'A port of its own for /metrics; unset: on the API port, by token.',
    '9464',
  ),
  THENAR_METRICS_TOKEN: env.text(
    null,
    'Bearer token that opens /metrics; without it and without its own port, only this machine may look, in development.',
    'a long random text',
  ),
  WEBHOOK_ALLOW_LOCALHOST: env.flag(false, 'Lets webhooks go to http://localhost, never in production.'),
};

type Raw = EnvValues<typeof GATEWAY_VARIABLES>;

export interface GatewayConfig {
  production: boolean;
  host: string;
  port: number;
  publicOrigins: string[];
  trustProxy: string[];
  dataFolder: string;
  keysFolder: string | null;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  redisUrl: string | null;
  firebase: {
    projectId: string | null;
    credentialsFile: string | null;
    webApiKey: string | null;
    emulatorHost: string | null;
  };
  devSignIn: 'this_machine' | 'one_time_link';
  orgCreation: 'anyone' | 'invited';
  rateLimits: boolean;
  plans: boolean;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  workers: number;
  /** Templates the gallery may hold. */
  maxTemplates: number;
  scanRetentionMonths: number;
  webhookAllowLocalhost: boolean;
  metrics: { port: number | null; token: string | null };
}

/** @throws ConfigError with every reason at once */
export function gatewayConfig(source: NodeJS.ProcessEnv): GatewayConfig {
  const { config, problems } = examineConfig(source);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/**
 * The configuration, and why production refuses it.
 * @throws ConfigError when it cannot be read at all
 */
export function examineConfig(source: NodeJS.ProcessEnv): { config: GatewayConfig; problems: string[] } {
  const raw = readEnv(GATEWAY_VARIABLES, source);
  const production = raw.NODE_ENV === 'production';
  return { config: configOf(raw, production), problems: production ? unfitForProduction(raw) : [] };
}

function configOf(raw: Raw, production: boolean): GatewayConfig {
  return {
    production,
    host: raw.THENAR_HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: raw.PORT,
    publicOrigins: raw.THENAR_PUBLIC_URL,
    trustProxy: raw.TRUST_PROXY,
    dataFolder: resolve(raw.THENAR_DATA_DIR!),
    keysFolder: raw.THENAR_KEYS_DIR === null ? null : resolve(raw.THENAR_KEYS_DIR),
    databaseUrl: raw.DATABASE_URL,
    databaseOwnerUrl: raw.DATABASE_OWNER_URL,
    redisUrl: raw.REDIS_URL,
    firebase: {
      projectId: raw.FIREBASE_PROJECT_ID,
      credentialsFile: raw.GOOGLE_APPLICATION_CREDENTIALS,
      webApiKey: raw.FIREBASE_WEB_API_KEY,
      emulatorHost: raw.FIREBASE_AUTH_EMULATOR_HOST,
    },
    devSignIn: raw.THENAR_DEV_SIGN_IN!,
    orgCreation: raw.THENAR_ORG_CREATION ?? (production ? 'invited' : 'anyone'),
    rateLimits: raw.THENAR_RATE_LIMITS ?? production,
    plans: raw.THENAR_PLANS === true,
    logLevel: raw.THENAR_LOG_LEVEL ?? (production ? 'info' : 'warn'),
    workers: raw.THENAR_WORKERS,
    maxTemplates: raw.THENAR_MAX_TEMPLATES,
    scanRetentionMonths: raw.THENAR_SCAN_RETENTION_MONTHS,
    webhookAllowLocalhost: raw.WEBHOOK_ALLOW_LOCALHOST === true,
    metrics: { port: raw.THENAR_METRICS_PORT, token: raw.THENAR_METRICS_TOKEN },
  };
}

/** A condition under which production does not start, and the sentence that says so. */
type Refusal = readonly [when: boolean, why: string];

function unfitForProduction(raw: Raw): string[] {
  return [...unsafeSwitches(raw), ...unfitNetwork(raw), ...unfitStorage(raw)]
    .filter(([when]) => when)
    .map(([, why]) => why);
}

function unsafeSwitches(raw: Raw): Refusal[] {
  const { THENAR_METRICS_TOKEN: token } = raw;
  return [
    [
      raw.FIREBASE_AUTH_EMULATOR_HOST !== null,
      'FIREBASE_AUTH_EMULATOR_HOST must not be set in production: it accepts unsigned tokens',
    ],
    [raw.WEBHOOK_ALLOW_LOCALHOST === true, 'WEBHOOK_ALLOW_LOCALHOST must not be on in production'],
    [raw.FIREBASE_PROJECT_ID === null, 'FIREBASE_PROJECT_ID is required in production'],
    [
      token !== null && token.length < MIN_TOKEN,
      `THENAR_METRICS_TOKEN must have at least ${MIN_TOKEN} characters in production`,
    ],
  ];
}

function unfitNetwork(raw: Raw): Refusal[] {
  return [
    [
      raw.THENAR_PUBLIC_URL.length === 0,
      'THENAR_PUBLIC_URL is required in production: terminals prove themselves against it',
    ],
    ...raw.THENAR_PUBLIC_URL.map((origin): Refusal => [
      origin.startsWith('http:'),
      `THENAR_PUBLIC_URL must be https in production: over ${origin} everybody on the way reads palms and credentials`,
    ]),
    ...raw.TRUST_PROXY.map((range): Refusal => [
      isWiderThan(range, MIN_PROXY_BITS),
      `TRUST_PROXY must not be wider than /${MIN_PROXY_BITS} in production: from ${range} anybody may claim any address`,
    ]),
  ];
}

function unfitStorage(raw: Raw): Refusal[] {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, THENAR_KEYS_DIR: keys } = raw;
  return [
    [
      appUrl === null && raw.THENAR_ALLOW_EMBEDDED !== true,
      'DATABASE_URL is required in production: set it, or THENAR_ALLOW_EMBEDDED=on to use the embedded PostgreSQL on one machine',
    ],
    [appUrl !== null && ownerUrl === null, 'DATABASE_OWNER_URL is required in production beside DATABASE_URL'],
    [
      appUrl !== null && ownerUrl !== null && loginOf(appUrl) === loginOf(ownerUrl),
      'DATABASE_URL must be another role than DATABASE_OWNER_URL in production',
    ],
    ...[appUrl, ownerUrl].map((url): Refusal => [
      url !== null && hasDefaultSecret(url),
      'the database password is a default one',
    ]),
    [
      keys === null,
      'THENAR_KEYS_DIR is required in production: every gateway of the database uses the same keys, apart from the data',
    ],
    [
      keys !== null && areNested(keys, raw.THENAR_DATA_DIR!),
      'THENAR_KEYS_DIR must lie apart from THENAR_DATA_DIR in production: whoever copies the data would have its keys too',
    ],
  ];
}

const loginOf = (url: string): string => (URL.canParse(url) ? new URL(url).username : url);

/** One of the folders is the other, or lies in it. */
function areNested(one: string, other: string): boolean {
  const holds = (outer: string, inner: string) => !relative(resolve(outer), resolve(inner)).startsWith('..');
  return holds(one, other) || holds(other, one);
}

function hasDefaultSecret(url: string): boolean {
  const password = URL.canParse(url) ? decodeURIComponent(new URL(url).password).toLowerCase() : '';
  return ['postgres', 'password', 'thenar', 'changeme', 'secret', 'admin'].includes(password);
}
