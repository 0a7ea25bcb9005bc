/**
 * Draws one match, stage by stage, as a page: for a report, or to see why two pictures do or do not match.
 *   npm run trace -- --probe FILE --enrolled FILE --out match.html [--hands]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { findPalm, toRoi, type GreyPicture } from '#palm';
import { traceMatch } from '../libs/palm/src/trace.js';
import { readGrey } from './accuracy/data-set.js';

const SHOWN_PX = 128;

const { values } = parseArgs({
  options: {
    probe: { type: 'string' },
    enrolled: { type: 'string' },
    out: { type: 'string' },
    hands: { type: 'boolean', default: false },
  },
});
const { probe, enrolled, out } = values;
if (probe === undefined || enrolled === undefined || out === undefined)
  throw new Error('usage: npm run trace -- --probe FILE --enrolled FILE --out match.html [--hands]');

const {
  stages,
  explanation: explained,
  pose,
  unaligned,
  decision,
} = traceMatch(await regionOf(probe), await regionOf(enrolled));
const figures = await Promise.all(
  stages.map(async ({ name, picture }) => {
    const image = `<img src="${await asDataUrl(picture)}" width="${SHOWN_PX}" height="${SHOWN_PX}" alt="${name}">`;
    return `<figure>${image}<figcaption>${name}</figcaption></figure>`;
  }),
);
const { at, elastic, distance } = explained;
const says = [
  `laid over each other ${unaligned.toFixed(4)}`,
  `global shift ${at.dx}, ${at.dy} cells: ${at.distance.toFixed(4)}`,
  `elastic ${elastic.distance.toFixed(4)} over ${elastic.bits} bits, roughness ${elastic.roughness.toFixed(2)} cells`,
  `pose: ${pose}`,
  `distance ${distance.toFixed(4)}: ${decision}`,
];
const style =
  'body{font:14px sans-serif}figure{display:inline-block;width:140px;margin:4px;vertical-align:top}img{image-rendering:pixelated}';
writeFileSync(
  out,
  `<!doctype html><meta charset="utf-8"><title>A match</title><style>${style}</style><ol>${says.map((line) => `<li>${line}</li>`).join('')}</ol>${figures.join('')}\n`,
);
console.log(says.join('\n'));

async function regionOf(file: string): Promise<GreyPicture> {
  const picture = await readGrey(file);
  const { roi, refusal } = values.hands ? findPalm(picture) : toRoi(picture);
  if (roi === null) throw new Error(`${file}: ${refusal}`);
  return roi;
}

async function asDataUrl({ width, height, pixels }: GreyPicture): Promise<string> {
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
