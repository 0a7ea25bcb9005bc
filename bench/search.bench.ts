/**
 * One palm among many: our search, the same by scoring everybody, and the coarse scan beside plain JavaScript, C, usearch
 * and PostgreSQL, all on the same crowd of synthetic palms (three templates each) in one run.
 *   npm run bench:search -- [--templates 1000000] [--workers 1,2] [--probes 100] [--json] [--out FILE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CrowdMemory } from './search/crowd-memory.js';
import { rounded } from './search/figures.js';
import { timeKernels } from './search/kernels.js';
import { timePostgres, timeUsearch } from './search/rivals.js';
import { makeProbes, measureRecall, openGallery, timeExhaustive, timeSearches } from './search/search-times.js';

const EXHAUSTIVE_SLICE = 5_000;

const { values } = parseArgs({
  options: {
    templates: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '1,2' },
    probes: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [templates, probeCount] = [Number(values.templates), Number(values.probes)];
const workers = values.workers.split(',').map(Number);
if (!(templates >= 1_000 && templates <= 3_000_000 && probeCount >= 20 && workers.every((n) => n >= 1 && n <= 64)))
  throw new Error('--templates 1000..3000000, --probes from 20, --workers such as 1,2');

const say = (line: string) => void process.stderr.write(`${line}\n`);
say(`making ${templates} templates of synthetic palms`);
const memory = await CrowdMemory.make(templates);
say('the coarse scan alone');
const kernels = timeKernels(memory);
const usearch = await timeUsearch(memory);
const postgres = await timePostgres(memory);
const probes = makeProbes(memory, probeCount);
const exhaustiveMs = timeExhaustive(memory, probes[0], EXHAUSTIVE_SLICE);
const runs = [];
for (const count of workers) {
  say(`searching with ${count} worker${count === 1 ? '' : 's'}`);
  const { gallery, loadS } = await openGallery(memory, { workers: count });
  const times = await timeSearches(gallery, probes, memory.crowd);
  const recall = await measureRecall(gallery, probes, memory);
  const { bytes, kernel } = gallery.stats();
  runs.push({ ...times, recall: recall.found / recall.probes, loadS, kernel, bytesPerTemplate: bytes / templates });
  await gallery.close();
}

const [first] = runs;
const ratioTo = (ns: number | null | undefined) => (ns == null ? null : rounded(ns / kernels.ours));
const summary = {
  templates,
  recall_at_1: Math.min(...runs.map(({ recall }) => recall)),
  p50_ms: rounded(first.p50Ms),
  p99_ms: rounded(first.p99Ms),
  miss_ms: rounded(first.missMs),
  ns_per_template_shift: rounded(kernels.ours),
  ratio: {
    coarse_vs_plain_js: rounded(kernels.plainJs / kernels.ours),
    search_vs_exhaustive: rounded(exhaustiveMs / first.p50Ms),
    coarse_vs_native: kernels.native?.byRows == null ? null : rounded(kernels.ours / kernels.native.byRows),
    coarse_vs_native_lanes: kernels.native === null ? null : rounded(kernels.ours / kernels.native.fastest),
    vs_usearch: ratioTo(usearch.ns),
    vs_postgres: ratioTo(postgres.ns),
  },
  loop_delay_p99_ms: rounded(Math.max(...runs.map(({ loopDelayP99Ms }) => loopDelayP99Ms))),
  load_s: rounded(Math.min(...runs.map(({ loadS }) => loadS))),
  bytes_per_template: Math.round(Math.max(...runs.map(({ bytesPerTemplate }) => bytesPerTemplate))),
  workers: Object.fromEntries(
    runs.map((run) => [
      run.workers,
      {
        p50_ms: rounded(run.p50Ms),
        p99_ms: rounded(run.p99Ms),
        miss_ms: rounded(run.missMs),
        load_s: rounded(run.loadS),
      },
    ]),
  ),
  exhaustive_ms: { extrapolated: Math.round(exhaustiveMs), from_templates: Math.min(EXHAUSTIVE_SLICE, templates) },
  ns: {
    [first.kernel]: rounded(kernels.ours),
    simd: rounded(kernels.plainSimd),
    plain_js: rounded(kernels.plainJs),
    native: kernels.native,
    usearch: usearch.ns === null ? null : rounded(usearch.ns),
    postgres: postgres.ns === null ? null : rounded(postgres.ns),
  },
  missing: [kernels.nativeMissing, usearch.missing, postgres.missing].filter((why) => why !== null),
  machine: `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`,
  load_average: rounded(loadavg()[0], 2),
};
if (values.out !== undefined) {
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify({ date: new Date().toISOString(), ...summary }, null, 2)}\n`);
}
process.stdout.write(`${JSON.stringify(summary, null, values.json ? 0 : 2)}\n`);
