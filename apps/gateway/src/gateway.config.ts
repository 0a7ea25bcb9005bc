/** Everything an operator can set, typed and checked once; nothing else reads the environment. */
import { relative, resolve } from 'node:path';
import { ConfigError, type EnvValues, isWiderThan, readEnv } from '#platform/config';
import { GATEWAY_VARIABLES } from './gateway.variables.js';

const MIN_TOKEN = 16;
/** No proxy is that large; what it says of its callers would be believed of half the internet. */
const MIN_PROXY_BITS = 8;

type Raw = EnvValues<typeof GATEWAY_VARIABLES>;

export interface GatewayConfig {
  production: boolean;
  host: string;
  port: number;
  publicOrigins: string[];
  trustProxy: string[];
  dataFolder: string;
  keysFolder: string | null;
  kms: {
    kind: 'file' | 'vault' | 'pkcs11';
    vault: { address: string; tokenFile: string; keyName: string };
    pkcs11: { library: string; tokenLabel: string; pinFile: string; keyLabel: string };
  };
  backup: { folder: string; publicKey: string; everyHours: number; keep: number } | null;
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
  /** Null: as many as fit into the machine's memory. */
  maxTemplates: number | null;
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
  const problems = [...incomplete(raw), ...(production ? unfitForProduction(raw) : [])];
  return { config: configOf(raw, production), problems };
}

function kmsOf(raw: Raw): GatewayConfig['kms'] {
  return {
    kind: raw.THENAR_KMS!,
    vault: {
      address: raw.THENAR_VAULT_ADDR ?? '',
      tokenFile: raw.THENAR_VAULT_TOKEN_FILE ?? '',
      keyName: raw.THENAR_VAULT_KEY!,
    },
    pkcs11: {
      library: raw.THENAR_PKCS11_MODULE ?? '',
      tokenLabel: raw.THENAR_PKCS11_TOKEN!,
      pinFile: raw.THENAR_PKCS11_PIN_FILE ?? '',
      keyLabel: raw.THENAR_PKCS11_KEY!,
    },
  };
}

function backupOf(raw: Raw): GatewayConfig['backup'] {
  const { THENAR_BACKUP_DIR: folder, THENAR_BACKUP_PUBLIC_KEY: publicKey } = raw;
  if (folder === null || publicKey === null) return null;
  return {
    folder: resolve(folder),
    publicKey,
    everyHours: raw.THENAR_BACKUP_HOURS,
    keep: raw.THENAR_BACKUP_KEEP,
  };
}

/** What one variable needs of another. */
function incomplete(raw: Raw): string[] {
  const problems: string[] = [];
  const need = (name: keyof Raw, beside: string) =>
    raw[name] === null && problems.push(`${name} is required beside ${beside}`);
  if (raw.THENAR_KMS === 'vault') {
    need('THENAR_VAULT_ADDR', 'THENAR_KMS=vault');
    need('THENAR_VAULT_TOKEN_FILE', 'THENAR_KMS=vault');
  }
  if (raw.THENAR_KMS === 'pkcs11') {
    need('THENAR_PKCS11_MODULE', 'THENAR_KMS=pkcs11');
    need('THENAR_PKCS11_PIN_FILE', 'THENAR_KMS=pkcs11');
  }
  if (raw.THENAR_BACKUP_DIR !== null) need('THENAR_BACKUP_PUBLIC_KEY', 'THENAR_BACKUP_DIR: backups never lie open');
  const { THENAR_BACKUP_PUBLIC_KEY: publicKey } = raw;
  if (publicKey !== null && !/^age1[a-z0-9]{50,}$/.test(publicKey))
    problems.push('THENAR_BACKUP_PUBLIC_KEY must be an age recipient: age1 and lower-case letters and digits');
  return problems;
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
    kms: kmsOf(raw),
    backup: backupOf(raw),
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
