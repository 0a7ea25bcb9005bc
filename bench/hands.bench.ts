/** From pictures of whole hands to error rates: what is refused and why, which hand it is, who is found. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { plotDet, plotHistogram } from './accuracy/plots.js';
import { checkSheetFolder, drawContactSheets } from './hands/contact-sheet.js';
import { measure, type Figures, type Rate } from './hands/figures.js';
import { readPictures } from './hands/read-pictures.js';

const USAGE = `usage: npm run bench:hands -- --data DIR [options]
  --data DIR     pictures named <person>-<left|right>_<sample>.jpg; back-of-hand-… and not-… must be refused
  --sensor S     camera (by landmarks, the default) or fixed (by the outline)
  --plots DIR    DET curve and distance histogram as SVG
  --sheets DIR   contact sheets of what went wrong, outside the repository
  --json         one last line of JSON on stdout`;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    sensor: { type: 'string', default: 'camera' },
    plots: { type: 'string' },
    sheets: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const { data, sensor, plots, sheets } = options;
if (data === undefined || !existsSync(data)) throw new Error(`no data folder given\n${USAGE}`);
if (sensor !== 'camera' && sensor !== 'fixed') throw new Error(`no such sensor: ${sensor}\n${USAGE}`);
if (sheets !== undefined) checkSheetFolder(sheets);

const seen = await readPictures(data, sensor);
const { figures, distances } = measure(seen);
const title = basename(resolve(data));
if (sheets !== undefined) await drawContactSheets(data, sheets, seen);
if (plots !== undefined && distances.mated.length > 0 && distances.nonMated.length > 0) {
  mkdirSync(plots, { recursive: true });
  writeFileSync(join(plots, `${title}-det.svg`), plotDet(title, distances));
  writeFileSync(join(plots, `${title}-histogram.svg`), plotHistogram(title, distances));
}
console.log(tableOf(figures));
if (options.json) console.log(JSON.stringify({ data: title, sensor, ...figures }));

function tableOf(all: Figures): string {
  const rows: [words: string, rate: Rate][] = [
    ['failure to acquire (FTA)', all.fta],
    ['failure to enroll (FTE), three captures', all.fte],
    ['no palm taken for one (APCER)', all.apcer],
    ['hand named wrongly', all.wrongHand],
    ['FNMR, single captures, 1:1 line', all.fnmr],
    ['FMR, single captures, 1:1 line', all.fmr],
    ['FNIR, three enrolled', all.fnir],
    ['FPIR, three enrolled', all.fpir],
  ];
  const reasons = Object.entries(all.ftaByReason).map(([reason, count]) => `${reason} ${count}`);
  return [
    `${title}: ${all.pictures} pictures, ${sensor}`,
    ...rows.map(([words, rate]) => `  ${words.padEnd(42)}${wordsOf(rate)}`),
    `  refused: ${reasons.join(', ') || 'none'}; hand not named: ${all.unnamedHands}`,
    `  CPU a picture: median ${all.cpuMs.p50} ms, 95 % ${all.cpuMs.p95} ms`,
  ].join('\n');
}

function wordsOf({ events, trials, rate, interval }: Rate): string {
  if (rate === null || interval === null) return '–';
  const percent = (value: number) => (100 * value).toFixed(2);
  return `${percent(rate)} % (${events} of ${trials}; 95 %: ${interval.map(percent).join(' to ')})`;
}
