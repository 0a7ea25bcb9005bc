/**
 * Identify over HTTP against a large gallery whose palms were sealed in the database: how long a started gateway takes to
 * load them, and how long an answer takes at a steady rate of requests.
 *   npm run bench:identify -- [--members 100000] [--samples 1] [--rate 20] [--seconds 15] [--workers 1] [--json] [--out FILE]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [members, samples, rate, seconds] = [values.members, values.samples, values.rate, values.seconds].map(Number);
if (!(members >= 100 && members <= 300_000 && samples >= 1 && samples <= SAMPLES && rate >= 1 && rate <= 200))
  throw new Error('--members 100..300000, --samples 1..3, --rate 1..200');

const PROBES = 100;
const WARM_UP = 20;
const LIMITS = { p50_ms: 25, p99_ms: 80, load_100k_s: 6 };

interface Seeded {
  projectId: string;
  key: string;
  members: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
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
  const seeding = await MeasuredProcess.start<{ port: number }>('../identify/gateway', env);
  const seeded = await seeding.ask<Seeded>('seed', { members, samples });
  await seeding.stop();
  const gateway = await MeasuredProcess.start<{ port: number; loadMs: number }>('../identify/gateway', env);
  ends.push(() => gateway.stop());
  const asks = await prepare(gateway.ready.port, seeded);
  for (const ask of asks.slice(0, WARM_UP)) await ask();
  const cpu = await gateway.ask<number>('cpu');
  const answers = await steady(asks);
  const spentMs = ((await gateway.ask<number>('cpu')) - cpu) / 1000 / answers.length;
  report(answers, { spentMs, loadS: gateway.ready.loadMs / 1000 });
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
      .png()
      .toBuffer();
    const body = JSON.stringify({ capture: { image: image.toString('base64'), kind: 'roi', hand: 'left' } });
    asks.push(async () => {
      const response = await fetch(`http://127.0.0.1:${port}/v1/projects/${seeded.projectId}/identify`, {
        method: 'POST',
        headers: { 'X-API-Key': seeded.key, 'Content-Type': 'application/json' },
        body,
      });
      if (response.status !== 200) throw new Error(`identify answered ${response.status}: ${await response.text()}`);
      const { matched, member_id } = (await response.json()) as { matched: boolean; member_id: string | null };
      if (!matched) return 'nobody';
      return member_id === seeded.members[palm] ? 'right' : 'wrong';
    });
  }
  return asks;
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
