/**
 * What the cascade loses against scoring everybody: recall over a crowd of synthetic palms with three templates each, as
 * the gateway runs it and with every stage keeping twice as much.
 *   npm run bench:recall -- [--palms 100000] [--probes 2000] [--workers 2] [--json] [--out FILE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SAMPLES } from './search/crowd.js';
import { CrowdMemory } from './search/crowd-memory.js';
import { makeProbes, measureRecall, openGallery } from './search/search-times.js';

const { values } = parseArgs({
  options: {
    palms: { type: 'string', default: '100000' },
    probes: { type: 'string', default: '2000' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [palms, probeCount, workers] = [Number(values.palms), Number(values.probes), Number(values.workers)];
if (!(palms >= 300 && palms <= 1_000_000 && probeCount >= 1 && workers >= 1 && workers <= 64))
  throw new Error('--palms 300..1000000, --probes and --workers from 1');

const TARGETS = { once: 0.995, doubled: 0.999 };
const memory = await CrowdMemory.make(palms * SAMPLES);
const probes = makeProbes(memory, probeCount);
const recalls: Record<string, object> = {};
let held = true;
for (const [name, keepFactor] of Object.entries({ once: 1, doubled: 2 })) {
  const { gallery } = await openGallery(memory, { workers, keepFactor });
  const { found, firstPass, leastDistance } = await measureRecall(gallery, probes, memory);
  const recall = found / probes.length;
  held &&= recall >= TARGETS[name as keyof typeof TARGETS];
  recalls[name] = { recall, found, in_first_pass: firstPass, by_best_template: leastDistance };
  await gallery.close();
}
const summary = { palms, templates: memory.templates, probes: probes.length, ...recalls, targets: TARGETS, held };
if (values.out !== undefined) {
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  const machine = `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`;
  writeFileSync(values.out, `${JSON.stringify({ date: new Date().toISOString(), machine, ...summary }, null, 2)}\n`);
}
process.stdout.write(`${JSON.stringify(summary, null, values.json ? 0 : 2)}\n`);
process.exitCode = held ? 0 : 1;
