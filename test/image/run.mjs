/**
 * `npm run test:image`: builds the file set of the image by the Dockerfile's own steps and starts it as its own user with a
 * read-only root, every command of the operator included, on a PostgreSQL with the two logins that the guide makes.
 * Needs the right to mount (root) and a package registry; says so and is skipped where it has none.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { build, runArguments } from './dockerfile.mjs';

const ROOT = join(import.meta.dirname, '../..');
const { startEmbeddedPostgres } = await import(join(ROOT, 'dist/libs/platform/src/embedded-postgres/index.js'));
const counted = { passed: 0, failed: 0 };
const say = (text) => process.stdout.write(`${text}\n`);

function check(what, holds, seen = '') {
  counted[holds ? 'passed' : 'failed']++;
  say(`${holds ? 'ok    ' : 'FAILED'}  ${what}${holds ? '' : `\n        ${String(seen).slice(0, 2_000)}`}`);
}

if (spawnSync('unshare', ['--mount', 'true']).status !== 0) {
  say('skipped: this user may not mount\n0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

const folder = mkdtempSync('/var/tmp/thenar-image-');
let server;
let child;
try {
  const image = build(ROOT, folder, say);
  const volume = join(folder, 'volume');
  for (const path of [volume, `${volume}/data`, `${volume}/keys`]) {
    mkdirSync(path, { mode: 0o700, recursive: true });
    chownSync(path, 1000, 1000);
  }
  server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log: () => undefined, durable: false });
  const urls = await makeLogins(server.url);
  const port = await freePort();
  const env = {
    ...{ DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner, PORT: String(port), THENAR_HOST: '127.0.0.1' },
    ...{ THENAR_PUBLIC_URL: 'https://palms.example.com', FIREBASE_PROJECT_ID: 'acme-palms', TRUST_PROXY: '127.0.0.1' },
    ...{ THENAR_WORKERS: '1', THENAR_MAX_TEMPLATES: '10000' },
  };
  const run = (args) => {
    const { status, stdout, stderr } = spawnSync('unshare', runArguments(image, { volume, args, env }), {
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { status, out: stdout, err: stderr };
  };

  const weak = run(['sh', '-c', 'id -u; touch /app/x 2>&1 || true; touch /etc/x 2>&1 || true']);
  check('runs as a user that is not root', weak.out.startsWith('1000\n'), weak.out + weak.err);
  check('cannot write to its root', (weak.out.match(/Read-only file system/g) ?? []).length === 2, weak.out);
  check('has no development package', !existsSync(join(image.folder, 'upper/app/node_modules/typescript')));
  const entry = JSON.parse(image.command.ENTRYPOINT);
  await everyCommand({ image, volume, env, run, entry, port });
} catch (error) {
  check('the image is built and started', false, `${error.stack}\n${error.stderr ?? ''}${error.stdout ?? ''}`);
} finally {
  if (child && child.exitCode === null) child.kill('SIGKILL');
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
say(`${counted.passed} passed, ${counted.failed} failed`);
process.exitCode = counted.failed > 0 ? 1 : 0;

async function everyCommand({ image, volume, env, run, entry, port }) {
  const tried = new Set();
  const operate = (words, wanted = 0) => {
    const result = run([...entry, ...words]);
    tried.add(words.slice(0, 2).join(' ')).add(words[0]);
    check(`thenar ${words.join(' ')}`, result.status === wanted, `${result.status} ${result.out}${result.err}`);
    return result.out;
  };
  const help = operate(['help']);
  operate(['migrate']);
  const made = JSON.parse(operate(['bootstrap', '--owner', 'ada@acme.example', '--organization', 'Acme', '--json']));
  child = spawn('unshare', runArguments(image, { volume, args: [...entry, ...JSON.parse(image.command.CMD)], env }));
  tried.add('serve');
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
  for (let tries = 0; tries < 240 && !log.includes('Thenar listens') && child.exitCode === null; tries++)
    await sleep(250);
  check('serves in production', log.includes('Thenar listens'), log);
  const health = await fetch(`http://127.0.0.1:${port}/health`).then(
    (answer) => answer.status,
    () => 0,
  );
  check('is healthy', health === 200, health);
  const [, ...probe] = JSON.parse(`[${/CMD \[(.*)\]$/.exec(image.command.HEALTHCHECK)[1]}]`);
  check('answers its own health check', run(['node', ...probe]).status === 0);
  const project = await makeProject(env, made.organization_id);
  operate(['doctor', '--json']);
  operate(['plan', 'set', made.organization_id, 'growth']);
  operate(['limits', 'set', made.organization_id, '--requests-per-s', '7']);
  operate(['keys', 'rotate', '--project', project]);
  operate(['keys', 'status']);
  operate(['audit', 'verify']);
  operate(['audit', 'export', '--organization', made.organization_id]);
  operate(['backup', '/var/lib/thenar/data/backup', '--keys', '/var/lib/thenar/data/backup-keys']);
  operate(['restore', '--check', '/var/lib/thenar/data/backup', '--keys', '/var/lib/thenar/data/backup-keys']);
  operate(['restore', '/var/lib/thenar/data/backup'], 1);
  const listed = [...help.split('Use a gateway')[0].matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}/gm)].map(
    ([, name]) => name,
  );
  check(
    'every command of the operator was tried',
    listed.every((name) => tried.has(name)),
    listed.filter((name) => !tried.has(name)),
  );
  check('has no program of the client that is missing', /login[\s\S]*identify/.test(help), help);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  check('stops cleanly', code === 0, `${code} ${log}`);
  const lines = log.split('\n').filter(Boolean);
  check(
    'wrote JSON to the last line',
    lines.every((line) => line.startsWith('{"level":')),
    lines.find((line) => !line.startsWith('{')),
  );
}

/** As docs/guides/production.md says. */
async function makeLogins(url) {
  const sql = readFileSync(join(ROOT, 'docs/guides/production.md'), 'utf8').match(
    /```sql\n(CREATE ROLE[\s\S]*?)```/,
  )[1];
  const password = randomBytes(12).toString('hex');
  const name = 'palms';
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of sql
    .replaceAll('…', password)
    .replace(/DATABASE thenar\b/, `DATABASE ${name}`)
    .split(';'))
    if (statement.trim() !== '') await client.query(statement);
  await client.end();
  const of = (role) => Object.assign(new URL(url), { username: role, password, pathname: `/${name}` }).toString();
  return { owner: of('thenar_owner'), app: of('thenar_login') };
}

async function makeProject({ DATABASE_URL }, organizationId) {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.query('SET ROLE thenar_jobs');
  const { rows } = await client.query(
    `INSERT INTO projects (project_id, organization_id, name, created_at) VALUES (gen_random_uuid(), $1, 'Doors', now()) RETURNING project_id`,
    [organizationId],
  );
  await client.end();
  return rows[0].project_id;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
