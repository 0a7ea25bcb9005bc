/** Canaries for `npm run test:canary`: a person, captures of a palm, and every spelling by which they could be found. */
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { drawPalm, extract, toRoi } from '../../dist/libs/palm/src/index.js';

const MARK = 'CANARY-IMAGE-001';
const PERSON = {
  display_name: 'Serinus Finchley-Aviary',
  email: 'serinus.canaria@aviary.example',
  phone: '+41795550177',
  external_id: 'canary-perch-7731',
  metadata: { locker: 'canary-locker-9046' },
};
const PALM = 'serinus:left';
const PART = 24;

/** In hex, as PostgreSQL prints the bytes of a plan's constants, and in base64 wherever it begins. */
export function spellings(bytes) {
  const all = [bytes.toString('hex')];
  const printed = bytes.join(' ');
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    all.push(text.slice(before === 0 ? 0 : 4, -2)); // without the characters that their neighbours share
  }
  return [printed, ...all, ...all.slice(1).map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

export async function makeCanaries() {
  const captures = [];
  for (const n of [1, 2, 3, 4]) captures.push(await capture(`${PALM} ${n}`));
  const grey = sharp(captures[0].png).toColourspace('b-w').extractChannel(0).raw({ depth: 'uchar' });
  const { data, info } = await grey.toBuffer({ resolveWithObject: true });
  const { roi } = toRoi({ width: info.width, height: info.height, pixels: new Uint8Array(data) });
  const code = Buffer.from(extract(roi));
  const templates = parts(code, [0, 96, 192]);
  const words = [PERSON.display_name, PERSON.email, PERSON.phone, PERSON.external_id, PERSON.metadata.locker];
  const pictures = captures.flatMap(({ png }) => parts(png, [png.length >> 1, (png.length * 3) >> 2]));
  return {
    person: PERSON,
    captures: captures.map(({ png }) => ({ image: png.toString('base64'), kind: 'roi', hand: 'left' })),
    templates: templates.map((part) => part.toString('hex')),
    needles: {
      name: words.flatMap((word) => [word, encodeURIComponent(word), ...spellings(Buffer.from(word))]),
      picture: [MARK, ...[Buffer.from(MARK), ...pictures].flatMap(spellings)],
      template: templates.flatMap((part) => [...spellings(part), part.join(','), part.join(', ')]),
    },
  };
}

const parts = (bytes, starts) => starts.map((start) => bytes.subarray(start, start + PART));

async function capture(name) {
  const { pixels, width, height } = drawPalm({ identity: PALM, capture: name, hand: 'left' });
  const raw = { width, height, channels: 1 };
  return { png: marked(await sharp(Buffer.from(pixels), { raw }).png().toBuffer()) };
}

/** With a word in it that a decoder skips and a copy of the bytes keeps. */
function marked(png) {
  const body = Buffer.from(`tEXtComment\0${MARK}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const afterHeader = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
}
