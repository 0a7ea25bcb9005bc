/** How far a hand may be off: probes turned, scaled and moved, and the part of them that is still verified. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { assess, ENGINE_VERSION, extract, prepareProbe, score, verifyThreshold } from '#palm';
import { loadDataSet, type Sample } from './accuracy/data-set.js';
import { ENVELOPE, nameOf, reposed, type Change } from './accuracy/envelope.js';
import { rate, type Rate } from './accuracy/figures.js';
import { readOptions } from './accuracy/options.js';
import { progress } from './progress.js';
import { planProtocol } from './accuracy/protocol.js';

/** Enough for a percent; every pose takes each of them once. */
const MOST_PROBES = 250;
const TARGET = 0.96;

interface Measured {
  readonly change: string;
  readonly accepted: Rate;
  readonly refused: number;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { samples } = await loadDataSet(options);
  const { gallery, probes } = planProtocol(samples, options.enrolled);
  const templates = new Map<string, Uint8Array[]>();
  for (const sample of gallery) {
    const { palm, roi } = samples[sample];
    templates.set(palm, [...(templates.get(palm) ?? []), extract(roi)]);
  }
  const every = Math.max(1, Math.floor(probes.length / MOST_PROBES));
  const some = probes.filter((probe, at) => at % every === 0 && templates.has(samples[probe].palm));
  const bar = progress('poses', ENVELOPE.length * some.length);
  const poses = ENVELOPE.map((change) => {
    const measured = measureChange(change, { probes: some.map((probe) => samples[probe]), templates });
    bar.step(some.length);
    return measured;
  });
  bar.end();
  for (const { change, accepted, refused } of poses) {
    console.log(`${change.padEnd(24)}${(accepted.rate * 100).toFixed(1).padStart(6)} %  (${refused} refused unseen)`);
  }
  const least = Math.min(...poses.map(({ accepted }) => accepted.rate));
  const summary = { probes: some.length, least, target: TARGET, threshold: verifyThreshold() };
  console.log(`least accepted ${(least * 100).toFixed(1)} % of ${some.length} probes (target ${TARGET * 100} %)`);
  if (options.outFile !== null) {
    const machine = `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`;
    const kept = { date: new Date().toISOString(), machine, engineVersion: ENGINE_VERSION, ...summary, poses };
    mkdirSync(dirname(resolve(options.outFile)), { recursive: true });
    writeFileSync(options.outFile, `${JSON.stringify(kept, null, 2)}\n`);
  }
  if (options.json) {
    const accepted = Object.fromEntries(poses.map(({ change, accepted }) => [change, accepted.rate]));
    console.log(JSON.stringify({ ...summary, accepted }));
  }
}

interface Material {
  readonly probes: readonly Sample[];
  /** By palm. */
  readonly templates: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** A probe that quality refuses is not accepted: it counts against the envelope. */
function measureChange(change: Change, { probes, templates }: Material): Measured {
  let accepted = 0;
  let refused = 0;
  for (const { palm, roi } of probes) {
    const picture = reposed(roi, change);
    if (assess(picture).refusal !== null) {
      refused++;
      continue;
    }
    const probe = prepareProbe(picture);
    if (templates.get(palm)!.some((template) => score(probe, template) <= verifyThreshold())) accepted++;
  }
  return { change: nameOf(change), accepted: rate(accepted, probes.length), refused };
}

await main();
