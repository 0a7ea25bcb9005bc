/**
 * One PostgreSQL for the whole run, and in it a migrated template that every test file clones; one RSA key for sign-in, half a second to make.
 */
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../dist/libs/platform/src/database/index.js';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/embedded-postgres/index.js';
import { keepDevKey } from '../../dist/apps/gateway/src/sign-in/dev-key.js';
import { MIGRATIONS } from '../../dist/apps/gateway/src/migrations/migrations.js';

/** `npm run test:canary` searches the server's log, and asks the server to say all it can. */
const canary = process.env.THENAR_CANARY;
const hear = canary && ((text) => appendFileSync(join(canary, 'postgres.txt'), text));
const TALKATIVE = {
  log_min_messages: 'debug1',
  log_min_error_statement: 'debug1',
  log_error_verbosity: 'verbose',
  log_statement: 'all',
  log_duration: 'on',
  log_min_duration_statement: '0',
  log_min_duration_sample: '0',
  log_transaction_sample_rate: '1',
  log_parameter_max_length: '-1',
  log_parameter_max_length_on_error: '-1',
  log_lock_waits: 'on',
  debug_pretty_print: 'off',
  debug_print_parse: 'on',
  debug_print_rewritten: 'on',
  debug_print_plan: 'on',
};

export default async function setup() {
  let base = process.env.TEST_DATABASE_URL;
  if (!base) {
    const folder = mkdtempSync(join(tmpdir(), 'thenar-test-'));
    const postgres = await startEmbeddedPostgres({
      folder,
      durable: false,
      maxConnections: 300,
      log: () => undefined,
      hear,
    });
    globalThis.__POSTGRES__ = { postgres, folder };
    base = postgres.url;
  }
  const template = `thenar_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  if (canary) await ask(admin);
  await admin.query(`CREATE DATABASE ${template}`);
  if (globalThis.__POSTGRES__) {
    await admin.query('ALTER SYSTEM SET autovacuum = off'); // it would walk through all that files leave behind
    await admin.query('SELECT pg_reload_conf()');
  }
  await admin.end();
  const ownerUrl = Object.assign(new URL(base), { pathname: `/${template}` }).toString();
  await migrate({ ownerUrl, migrations: MIGRATIONS, roles: ['thenar_app', 'thenar_jobs'] });
  globalThis.__TEMPLATE__ = { base, template };
  globalThis.__KEYS__ = mkdtempSync(join(tmpdir(), 'thenar-test-keys-'));
  keepDevKey(globalThis.__KEYS__);
  process.env.THENAR_TEST_KEYS = globalThis.__KEYS__;
  process.env.THENAR_TEST_BASE = base;
  process.env.THENAR_TEST_TEMPLATE = template;
}

async function ask(admin) {
  for (const [name, value] of Object.entries(TALKATIVE)) await admin.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  await admin.query('SELECT pg_reload_conf()');
}
