/** Every environment variable of the gateway: how it is read, its default, and its sentence for `.env.example`. */
import { ADDRESS_RANGES, env, ORIGINS } from '#platform/config';

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
  THENAR_KMS: env.choice(
    ['file', 'vault', 'pkcs11'],
    'file',
    'What wraps the master secret: nothing but the mode of its file, the transit engine of Vault, or a PKCS#11 token.',
  ),
  THENAR_VAULT_ADDR: env.text(null, 'With THENAR_KMS=vault: its address.', 'https://vault.example.com:8200'),
  THENAR_VAULT_TOKEN_FILE: env.text(null, 'A file with a token that may use that key.', '/run/thenar/vault-token'),
  THENAR_VAULT_KEY: env.text('thenar', 'Name of the key in the transit engine.', 'thenar'),
  THENAR_PKCS11_MODULE: env.text(
    null,
    'With THENAR_KMS=pkcs11: the library of the module.',
    '/usr/lib/softhsm/libsofthsm2.so',
  ),
  THENAR_PKCS11_TOKEN: env.text('thenar', 'Label of the token in that module.', 'thenar'),
  THENAR_PKCS11_PIN_FILE: env.text(null, 'A file with the PIN of its user.', '/etc/thenar/pin'),
  THENAR_PKCS11_KEY: env.text('thenar-master', 'Label of the keys, which are made where none is.', 'thenar-master'),
  THENAR_BACKUP_DIR: env.text(
    null,
    'Folder for scheduled backups; several gateways share it, and one of them makes each backup.',
    '/var/backups/thenar',
  ),
  THENAR_BACKUP_PUBLIC_KEY: env.text(
    null,
    'Required beside it: the age recipient that backups are encrypted to ("thenar backup keygen" makes a pair).',
    'age1...',
  ),
  THENAR_BACKUP_HOURS: env.integer(24, [1, 168], 'Hours from one scheduled backup to the next.'),
  THENAR_BACKUP_KEEP: env.integer(14, [1, 1_000], 'How many scheduled backups are kept.'),
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
  THENAR_MAX_TEMPLATES: env.optionalInteger(
    [10, 50_000_000],
    'Templates that the gallery may hold in memory, 1,250 bytes each; unset: as many as fit into a quarter of the memory. Above it nobody can be enrolled.',
    '1000000',
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
