/** Error rates of the engine on real palms: verification, search and open set over a folder of pictures. */
import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ENGINE_VERSION, extract, prepareProbe, measurePalmDistance } from '#palm';
import { compareAll } from './accuracy/compare.js';
import { loadDataSet, type DataSet, type Sample } from './accuracy/data-set.js';
import { collectDistances, drawFigures, rate, type Material } from './accuracy/figures.js';
import { readOptions, type Options } from './accuracy/options.js';
import { plotDet, plotHistogram } from './accuracy/plots.js';
import { planProtocol, templatesOf, type Protocol } from './accuracy/protocol.js';
import { measureQualityGain } from './accuracy/quality-gain.js';
import { printReport, summarise, type Report } from './accuracy/report.js';
import { measureAtypicalityGain } from './accuracy/atypicality.js';

const NO_SAMPLES: ReadonlySet<number> = new Set();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const data = await loadDataSet(options);
  const { samples } = data;
  const protocol = planProtocol(samples, options.enrolled);
  const plan = { samples, protocol, enrolledTakes: options.enrolled, threads: options.threads };
  const comparisons = await compareAll(plan);
  const material = { samples, protocol, comparisons };
  const report: Report = {
    ...describe(options, data, protocol),
    figures: drawFigures(material),
    extractMs: timeExtraction(data),
    compareUs: comparisons.compareUs,
    verifyMs: timeVerification(data),
    quality: options.quality ? measureQualityGain(material) : null,
    atypicality: options.quality ? measureAtypicalityGain(material) : null,
  };
  if (options.plotsDir !== null) drawPlots(options, material);
  if (options.distancesFile !== null) await writeDistances(options.distancesFile, material);
  if (options.outFile !== null) keep(options.outFile, report);
  console.log(printReport(report));
  if (options.json) console.log(JSON.stringify(summarise(report)));
}

function describe(options: Options, data: DataSet, protocol: Protocol) {
  const refused: Record<string, number> = {};
  for (const { refusal } of data.refused) refused[refusal] = (refused[refusal] ?? 0) + 1;
  return {
    data: basename(resolve(options.dataDir)),
    pictures: data.pictures,
    palms: new Set(data.samples.map(({ palm }) => palm)).size,
    refused,
    failureToExtract: rate(data.refused.length, data.pictures),
    protocol: protocol.kind,
  };
}

/** Median over up to 200 regions, after a warm-up. */
function timeExtraction({ samples }: DataSet): number {
  const some = samples.slice(0, 200);
  for (const { roi } of some.slice(0, 50)) extract(roi);
  const times = some.map(({ roi }) => {
    const begun = performance.now();
    extract(roi);
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** Medians of what a verification does in its worker: the probe prepared and compared with three templates. */
function timeVerification({ samples }: DataSet): { mated: number; nonMated: number } {
  const timeAgainst = (wanted: (one: Sample, other: Sample) => boolean) => {
    const times: number[] = [];
    for (const sample of samples) {
      const others = samples.filter((other) => other !== sample && wanted(sample, other)).slice(0, 3);
      if (others.length < 3) continue;
      const templates = others.map(({ roi }) => extract(roi));
      const begun = performance.now();
      measurePalmDistance(prepareProbe(sample.roi), templates);
      times.push(performance.now() - begun);
      if (times.length === 200) break;
    }
    return times.length === 0 ? NaN : times.sort((a, b) => a - b)[times.length >> 1];
  };
  timeAgainst((one, other) => one.palm !== other.palm); // the first time is a warm-up
  return {
    mated: timeAgainst((one, other) => one.palm === other.palm),
    nonMated: timeAgainst((one, other) => one.palm !== other.palm),
  };
}

function drawPlots(options: Options, material: Material): void {
  mkdirSync(options.plotsDir!, { recursive: true });
  for (const mode of ['single', 'enrolled'] as const) {
    const distances = collectDistances(material, mode, NO_SAMPLES);
    if (distances.mated.length === 0 || distances.nonMated.length === 0) continue;
    const title = `${basename(resolve(options.dataDir))}, ${mode}`;
    writeFileSync(join(options.plotsDir!, `det-${mode}.svg`), plotDet(title, distances));
    writeFileSync(join(options.plotsDir!, `histogram-${mode}.svg`), plotHistogram(title, distances));
  }
}

async function writeDistances(file: string, { samples, protocol, comparisons }: Material): Promise<void> {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const stream = createWriteStream(file);
  stream.write('probe,palm,distance,template\n');
  for (let sample = 0; sample < samples.length; sample++) {
    const lines = templatesOf(protocol, sample).map((template) => {
      const distance = comparisons.distanceOf(sample, template).toFixed(6);
      return `${samples[sample].name},${samples[template].palm},${distance},${samples[template].name}\n`;
    });
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

function keep(file: string, report: Report): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const machine = `${cpus()[0].model} × ${cpus().length}, Node ${process.version}`;
  const kept = { date: new Date().toISOString(), machine, engineVersion: ENGINE_VERSION, ...report };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}

await main();
