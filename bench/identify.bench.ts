/**
 * Identify over HTTP against a large gallery whose palms were sealed in the database: how long a started gateway takes to
 * load them, and how long an answer takes at a steady rate of requests.
 *   npm run bench:identify -- [--members 100000] [--samples 1] [--rate 20] [--seconds 15] [--workers 1]
 *     [--keep FOLDER] [--json] [--out FILE]
 * With --keep the gallery stays in the folder and is taken from there the next time.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import { Crowd, SAMPLES } from './search/crowd.js';
import { quantile, rounded } from './search/figures.js';
import { MeasuredProcess } from './webhooks/measured-process.js';

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '100000' },
    samples: { type: 'string', default: '1' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '15' },
    workers: { type: 'string', default: '1' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [members, samples, rate, seconds] = [values.members, values.samples, values.rate, values.seconds].map(Number);
if (!(members >= 100 && members <= 300_000 && samples >= 1 && samples <= SAMPLES && rate >= 1 && rate <= 200))
  throw new Error('--members 100..300000, --samples 1..3, --rate 1..200');

const agent = new Agent({ keepAlive: true });
const PROBES = 100;
const WARM_UP = 20;
const LIMITS = { p50_ms: 25, p99_ms: 80, load_100k_s: 6 };

interface Seeded {
  projectId: string;
  key: string;
  members: string[];
}

const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'thenar-bench-')) : resolve(values.keep);
const ends: (() => Promise<unknown> | void)[] =
  values.keep === undefined ? [() => rmSync(folder, { recursive: true, force: true })] : [];
try {
  await run();
} finally {
  for (const end of ends.reverse()) await end();
}

async function run(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'data'), log: () => undefined });
  ends.push(() => postgres.stop());
  const env = {
    PORT: '0',
    DATABASE_URL: postgres.url,
    THENAR_KEYS_DIR: join(folder, 'keys'),
    THENAR_DATA_DIR: folder,
    THENAR_LOG_LEVEL: 'warn',
    THENAR_RATE_LIMITS: 'off',
    THENAR_WORKERS: values.workers,
  };
  const seeded = await seededPalms(env);
  const gateway = await MeasuredProcess.start<{ port: number; loadMs: number }>('../identify/gateway', env);
  ends.push(() => gateway.stop());
  const asks = await prepare(gateway.ready.port, seeded);
  for (const ask of asks.slice(0, WARM_UP)) await ask();
  const cpu = await gateway.ask<number>('cpu');
  const answers = await steady(asks);
  const spentMs = ((await gateway.ask<number>('cpu')) - cpu) / 1000 / answers.length;
  report(answers, { spentMs, loadS: gateway.ready.loadMs / 1000 });
}

async function seededPalms(env: Record<string, string>): Promise<Seeded> {
  const file = join(folder, `seeded-${members}-${samples}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Seeded;
  const seeding = await MeasuredProcess.start<{ port: number }>('../identify/gateway', env);
  const seeded = await seeding.ask<Seeded>('seed', { members, samples });
  await seeding.stop();
  writeFileSync(file, JSON.stringify(seeded));
  return seeded;
}

type Ask = () => Promise<'right' | 'nobody' | 'wrong'>;

/** A further capture of every so many members' palms, ready to be sent. */
async function prepare(port: number, seeded: Seeded): Promise<Ask[]> {
  const crowd = new Crowd();
  const asks: Ask[] = [];
  for (let i = 0; i < PROBES; i++) {
    const palm = Math.floor((i * members) / PROBES);
    const { width, height, pixels } = crowd.picture(palm, 9);
    const image = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const capture = { image: image.toString('base64'), kind: 'roi', hand: 'left' };
    const body = Buffer.from(JSON.stringify({ capture }));
    const send = sender(port, `/v1/projects/${seeded.projectId}/identify`, { 'X-API-Key': seeded.key });
    asks.push(async () => {
      const { matched, member_id } = (await send(body)) as { matched: boolean; member_id: string | null };
      if (!matched) return 'nobody';
      return member_id === seeded.members[palm] ? 'right' : 'wrong';
    });
  }
  return asks;
}

/** Plain node:http: the asking shares the machine with what is measured, so it should cost as little as it can. */
function sender(port: number, path: string, headers: Record<string, string>) {
  const all = { ...headers, 'Content-Type': 'application/json' };
  return (body: Buffer) =>
    new Promise<unknown>((answered, failed) => {
      const asking = request({
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent,
        headers: { ...all, 'Content-Length': body.length },
      });
      asking.once('error', failed).once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('end', () =>
          response.statusCode === 200
            ? answered(JSON.parse(text))
            : failed(new Error(`identify answered ${response.statusCode}: ${text}`)),
        );
      });
      asking.end(body);
    });
}

interface Answered {
  ms: number;
  said: Awaited<ReturnType<Ask>>;
}

/** At fixed moments, whether or not the last one was answered; timed from the moment it was due. */
async function steady(asks: readonly Ask[]): Promise<Answered[]> {
  const answers: Promise<Answered>[] = [];
  const began = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const due = began + (i * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    answers.push(asks[i % asks.length]().then((said) => ({ ms: performance.now() - due, said })));
  }
  return Promise.all(answers);
}

function report(answers: readonly Answered[], cost: { spentMs: number; loadS: number }): void {
  const times = answers.map(({ ms }) => ms);
  const part = (wanted: Answered['said']) => answers.filter(({ said }) => said === wanted).length / answers.length;
  const summary = {
    members,
    templates: members * samples,
    requests_per_s: rate,
    requests: answers.length,
    p50_ms: rounded(quantile(times, 0.5)),
    p99_ms: rounded(quantile(times, 0.99)),
    identified: rounded(part('right'), 4),
    identified_as_another: part('wrong'),
    cpu_ms_per_request: rounded(cost.spentMs),
    load_encrypted_s: rounded(cost.loadS),
    workers: Number(values.workers),
    limits: LIMITS,
    machine: `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`,
    load_average: rounded(loadavg()[0], 2),
  };
  if (values.out !== undefined) {
    mkdirSync(dirname(resolve(values.out)), { recursive: true });
    writeFileSync(values.out, `${JSON.stringify({ date: new Date().toISOString(), ...summary }, null, 2)}\n`);
  }
  process.stdout.write(`${JSON.stringify(summary, null, values.json ? 0 : 2)}\n`);
}
