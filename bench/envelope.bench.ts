/** Part of the probes that still verify when the hand is moved or the picture degraded. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import {
  assess,
  ENGINE_VERSION,
  extract,
  prepareProbe,
  measurePalmDistance,
  verifyThreshold,
  type GreyPicture,
} from '#palm';
import { loadDataSet, type Sample } from './accuracy/data-set.js';
import { ENVELOPE, nameOf, reposed } from './accuracy/envelope.js';
import { rate, type Rate } from './accuracy/figures.js';
import { readOptions } from './accuracy/options.js';
import { DEGRADATIONS } from './accuracy/degradations.js';
import { progress } from './progress.js';
import { planProtocol } from './accuracy/protocol.js';

/** Enough for a percent; every pose takes each of them once. */
const MAX_PROBES = 250;
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
  const every = Math.max(1, Math.floor(probes.length / MAX_PROBES));
  const some = probes.filter((probe, at) => at % every === 0 && templates.has(samples[probe].palm));
  const material = { probes: some.map((probe) => samples[probe]), templates };
  const bar = progress('probes', (ENVELOPE.length + DEGRADATIONS.length) * some.length);
  const measured = async (change: string, degrade: Degrade): Promise<Measured> => {
    const one = await measureChange(change, degrade, material);
    bar.step(some.length);
    return one;
  };
  const poses: Measured[] = [];
  for (const change of ENVELOPE)
    poses.push(await measured(nameOf(change), (picture) => Promise.resolve(reposed(picture, change))));
  const degradations: Measured[] = [];
  for (const { name, degrade } of DEGRADATIONS) degradations.push(await measured(name, degrade));
  bar.end();
  for (const { change, accepted, refused } of [...poses, ...degradations]) {
    console.log(`${change.padEnd(24)}${(accepted.rate * 100).toFixed(1).padStart(6)} %  (${refused} refused)`);
  }
  const least = Math.min(...poses.map(({ accepted }) => accepted.rate));
  const summary = { probes: some.length, least, target: TARGET, threshold: verifyThreshold() };
  console.log(
    `least accepted in a pose ${(least * 100).toFixed(1)} % of ${some.length} probes (target ${TARGET * 100} %)`,
  );
  if (options.outFile !== null) {
    const machine = `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`;
    const kept = {
      date: new Date().toISOString(),
      machine,
      engineVersion: ENGINE_VERSION,
      ...summary,
      poses,
      degradations,
    };
    mkdirSync(dirname(resolve(options.outFile)), { recursive: true });
    writeFileSync(options.outFile, `${JSON.stringify(kept, null, 2)}\n`);
  }
  if (options.json) {
    const rates = (all: Measured[]) => Object.fromEntries(all.map(({ change, accepted }) => [change, accepted.rate]));
    console.log(JSON.stringify({ ...summary, accepted: rates(poses), degraded: rates(degradations) }));
  }
}

interface Material {
  readonly probes: readonly Sample[];
  /** By palm. */
  readonly templates: ReadonlyMap<string, readonly Uint8Array[]>;
}

type Degrade = (picture: GreyPicture) => Promise<GreyPicture>;

/** A probe that quality refuses is not accepted: it counts against the envelope. */
async function measureChange(change: string, degrade: Degrade, { probes, templates }: Material): Promise<Measured> {
  let accepted = 0;
  let refused = 0;
  for (const { palm, roi } of probes) {
    const picture = await degrade(roi);
    if (assess(picture).refusal !== null) refused++;
    else if (measurePalmDistance(prepareProbe(picture), templates.get(palm)!) <= verifyThreshold()) accepted++;
  }
  return { change, accepted: rate(accepted, probes.length), refused };
}

await main();
