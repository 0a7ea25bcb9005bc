/**
 * A gateway starts over 100,000 sealed templates: how long until all of them are opened and can be searched.
 * `npm run bench:load [-- --json] [--templates 100000] [--starts 3]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePalms } from './rows/make-palms.js';
import { MeasuredGateway, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    templates: { type: 'string', default: '100000' },
    starts: { type: 'string', default: '3' },
  },
});
const startsWanted = Number(values.starts);
const templates = Number(values.templates);
if (!(templates >= 1_000 && templates <= 1_000_000 && startsWanted >= 1 && startsWanted <= 20))
  throw new Error('--templates 1000..1000000, --starts 1..20');

/** Of 100,000, or of a million. */
const LIMIT_S = templates <= 100_000 ? 6 : 40;

const folder = mkdtempSync(join(tmpdir(), 'thenar-bench-'));
const env = { BENCH_FOLDER: folder };
try {
  const first = await MeasuredGateway.start(env);
  const emptyMs = first.startMs;
  await makePalms(first, await first.ask<Tenant>('tenant'), { folder, templates });
  await first.stop();
  const starts: number[] = [];
  for (let i = 0; i < startsWanted; i++) {
    const again = await MeasuredGateway.start(env);
    starts.push(again.startMs);
    await again.stop();
  }
  const bare = await bareStart();
  const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
  const loads = starts.map((ms) => seconds(ms - bare)).sort((a, b) => a - b);
  const worst = loads.at(-1)!;
  const figures = {
    templates,
    start_s: {
      first_with_a_new_database: seconds(emptyMs),
      without_templates: seconds(bare),
      with_templates: starts.map(seconds),
    },
    load_s: { median: loads[loads.length >> 1]!, worst },
    limits: { load_s: LIMIT_S },
  };
  report(figures, worst <= LIMIT_S, values.json);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The same folder without its templates: what a start costs anyway. */
async function bareStart(): Promise<number> {
  const emptier = await MeasuredGateway.start(env);
  await emptier.owner.query('TRUNCATE templates');
  await emptier.stop();
  const bare = await MeasuredGateway.start(env);
  await bare.stop();
  return bare.startMs;
}
