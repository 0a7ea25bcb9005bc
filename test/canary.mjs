/**
 * `npm run test:canary [-- --json] [paths of tests]`: the whole suite (or these) with every log at trace and, in every gateway,
 * a tenant whose keys, palms and people are known. Then they are searched: in all that was logged, in what anybody else was
 * told, refusals included, in PostgreSQL's own log, and in what stood in the databases at the end. The last line sums it up as JSON; the command
 * fails when one thing was found, when a test failed, or when what was planted did not live.
 */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeCanaries, spellings } from './support/make-canaries.mjs';

/** In the log no secret of anybody may stand; the public halves of them (a key's prefix, an id) may. */
const SECRETS = {
  'API keys': /thn_(live|test)_[0-9A-Za-z]{20,}/g,
  'webhook secrets': /whsec_[A-Za-z0-9+/=]{8,}/g,
  'pictures (PNG)': /iVBORw0KGgo[A-Za-z0-9+/]{16,}/g,
  'pictures (JPEG)': /\/9j\/[A-Za-z0-9+/]{64,}/g,
  'signed tokens': /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  'private keys': /PRIVATE KEY/g,
  'bytes of templates': /(\\\\x[0-9a-f]{200,})|("data":\[(\d+,){200,})/g,
  'e-mail addresses': /[a-z0-9._-]+@(planted\.)?example\.com/gi,
  'planted words': /planted-|Zephyrine|Quillfeather|Mallory|Grace Hopper|Canaria Songbird/g,
  'passwords of databases': /postgres(ql)?:\/\/[^\s:@"]+:[^\s@"]+@/g,
};

/** A first start in development shows its owner how to call it, on the terminal: not in a log, and not in production. */
const WELCOME = /^ +-H "X-API-Key: thn_test_[0-9A-Za-z]{50}" -H "Content-Type: application\/json" \\$/;

const words = process.argv.slice(2);
const quiet = words.includes('--json');
const paths = words.filter((word) => word !== '--json');
const folder = mkdtempSync(join(tmpdir(), 'thenar-canary-'));
const at = (name) => join(folder, name);
const facts = (name) => {
  const lines = existsSync(at(name)) ? readFileSync(at(name), 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
};

try {
  const canaries = await makeCanaries();
  writeFileSync(at('canaries.json'), JSON.stringify(canaries));
  for (const name of ['secrets.txt', 'log.txt', 'postgres.txt', 'answers.txt', 'own.txt', 'proven.txt'])
    writeFileSync(at(name), '');
  const passed = await runTests();
  const secrets = facts('secrets.txt');
  const needles = [
    ...Object.entries(canaries.needles),
    ...secrets.map(({ what, secret }) => [what, [secret, ...spellings(Buffer.from(secret))]]),
  ];
  const log = await search('log.txt', needles, SECRETS);
  const said = await search('said.txt', needles, {});
  const answers = await search('answers.txt', needles, {});
  const server = await search('postgres.txt', needles, SECRETS);
  const tables = facts('hits.txt');
  const control = lived(canaries, secrets);
  const total = [log, said, answers, server].reduce((sum, { hits }) => sum + hits.length, tables.length);
  const found = { log: log.hits, tests_said: said.hits, answers: answers.hits, postgres: server.hits, tables };
  const searched = {
    ...{ log_lines: log.lines, answers: answers.lines, postgres_lines: server.lines },
    dumped_mib: Math.round(facts('dumped.txt').reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20),
  };
  const failed = [...new Set(readFileSync(at('said.txt'), 'utf8').match(/^FAIL .+?\.ts/gm))];
  const suite = { suite_passed: passed, suite_failed: failed };
  const sum = { ...control.counts, secrets: secrets.length, ...searched, found, total, ...suite };
  process.stdout.write(`${JSON.stringify(sum)}\n`);
  if (control.missing.length > 0) process.stderr.write(`did not live: ${control.missing.join(', ')}\n`);
  process.exitCode = total === 0 && passed && control.missing.length === 0 ? 0 : 1;
} finally {
  if (process.env.THENAR_CANARY_KEEP) process.stderr.write(`kept: ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}

/** What the tests themselves print is kept and searched as well. */
function runTests() {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, ...paths], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, THENAR_TEST_LOG: at('log.txt'), THENAR_CANARY: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said.push(chunk);
      if (!quiet) process.stderr.write(chunk);
    });
  return new Promise((resolve) => {
    child.on('close', (status) => {
      writeFileSync(at('said.txt'), Buffer.concat(said));
      resolve(status === 0);
    });
  });
}

/** Hits by what was found and how often; never the thing itself. */
async function search(name, needles, forms) {
  const hits = new Map();
  let lines = 0;
  const hit = (what, line) => {
    const known = hits.get(what) ?? { what, times: 0, first_line: lines };
    hits.set(what, { ...known, times: known.times + 1 });
    if (process.env.THENAR_CANARY_KEEP && known.times === 0) process.stderr.write(`${what}: ${line.slice(0, 2_000)}\n`);
  };
  for await (const line of createInterface({ input: createReadStream(at(name)), crlfDelay: Infinity })) {
    lines++;
    if (WELCOME.test(line)) continue;
    for (const [what, spelled] of needles) if (spelled.some((word) => line.includes(word))) hit(what, line);
    for (const [what, form] of Object.entries(forms)) if (line.search(form) >= 0) hit(what, line);
  }
  return { lines, hits: [...hits.values()] };
}

/** A search that finds nothing must have had something to find: in what the canaries' own tenant was answered, and in the templates. */
function lived(canaries, secrets) {
  const gateways = facts('gateways.txt');
  const planted = gateways.filter((gateway) => gateway.planted).length;
  const own = readFileSync(at('own.txt'), 'utf8');
  const wanted = {
    ...canaries.person,
    locker: canaries.person.metadata.locker,
    metadata: 'locker',
    'API key': secrets.find(({ what }) => what === 'API key')?.secret ?? 'no key',
  };
  const webhooks = secrets.find(({ what }) => what === 'webhook secret');
  // a few tests may all be of gateways that send nowhere; the whole suite is not
  if (webhooks || paths.length === 0) wanted['webhook secret'] = webhooks?.secret ?? 'no secret';
  const missing = Object.entries(wanted).flatMap(([what, word]) => (own.includes(word) ? [] : [what]));
  // a server that is not ours writes where we do not read
  const ours = !process.env.TEST_DATABASE_URL;
  if (ours && !readFileSync(at('postgres.txt'), 'utf8').includes('ready to accept connections'))
    missing.push('PostgreSQL');
  const proven = facts('proven.txt').length;
  if (proven === 0) missing.push('template');
  if (planted === 0 || planted < gateways.length / 2) missing.push('most of the gateways');
  return { counts: { gateways: gateways.length, planted, templates_known: proven }, missing };
}
