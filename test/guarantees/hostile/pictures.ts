/** Pictures that nobody's camera makes: bombs, halves, chimeras; made from recipes, byte by byte. */
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync, gzipSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MIB = 1024 * 1024;

function chunk(type: string, data: Buffer, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE((crc ?? crc32(body)) >>> 0, body.length + 4);
  return frame;
}

interface Header {
  w: number;
  h: number;
  depth?: number;
  color?: number;
  interlace?: number;
}

function ihdr({ w, h, depth = 8, color = 0, interlace = 0 }: Header): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(w, 0);
  data.writeUInt32BE(h, 4);
  data.set([depth, color, 0, 0, interlace], 8);
  return data;
}

export interface PngRecipe extends Header {
  rows?: Buffer;
  before?: Buffer[];
  badCrc?: boolean;
  tail?: Buffer;
}

export function png(recipe: PngRecipe): Buffer {
  const { w, h, rows = Buffer.alloc(Math.min(h * (w + 1), MIB)), before = [], badCrc, tail } = recipe;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', ihdr(recipe), badCrc ? 1 : undefined),
    ...before,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
    ...(tail ? [tail] : []),
  ]);
}

/** A frame header and so many scans that each say nothing. */
function jpeg(scans: number): Buffer {
  const sof = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0]);
  const sos = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 0x12, 0x34]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), sof, ...Array<Buffer>(scans).fill(sos), Buffer.from([0xff, 0xd9])]);
}

const apng = (frames: number): Buffer =>
  png({
    ...{ w: 128, h: 128 },
    before: [
      chunk('acTL', Buffer.from([0, 0, frames >> 8, frames & 255, 0, 0, 0, 0])),
      ...Array.from({ length: frames }, () => chunk('fcTL', Buffer.alloc(26))),
    ],
  });

const noise = (w: number, h: number): Buffer => {
  const rows = randomBytes(h * (w + 1));
  for (let y = 0; y < h; y++) rows[y * (w + 1)] = 0;
  return rows;
};

/** The recipes of the shared vectors, by id. */
export const PICTURES: Record<string, () => Buffer> = {
  'img-01': () => png({ w: 12_000, h: 12_000 }),
  'img-03': () => png({ w: 2 ** 31 - 1, h: 1 }),
  'img-05': () => png({ w: 0xffffffff, h: 0xffffffff, rows: Buffer.alloc(64) }),
  'img-07': () => png({ w: 128, h: 128, rows: Buffer.alloc(64 * MIB) }),
  'img-09': () => png({ w: 640, h: 480, badCrc: true }),
  'img-11': () => png({ w: 128, h: 128, before: [chunk('IHDR', ihdr({ w: 60_000, h: 60_000 }))] }),
  'img-13': () => png({ w: 128, h: 128, before: [chunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(64 * MIB))]))] }),
  'img-15': () => apng(10_000),
  'img-17': () => png({ w: 128, h: 128, color: 3, before: [chunk('PLTE', Buffer.alloc(6))], rows: indexed(128) }),
  'img-19': () => jpeg(10_000),
  'img-21': () => Buffer.concat([Buffer.from('GIF89a\xff\xff\xff\xff', 'latin1'), Buffer.alloc(64, 0x2c)]),
  'img-23': () => Buffer.from('49492a0008000000010000010400010000000800000008000000', 'hex'),
  'img-25': () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/"/></svg>'),
  'img-27': () => Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  'img-29': () => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), deflateSync(Buffer.alloc(16 * MIB))]),
  'img-35': () => png({ w: 1, h: 1 }),
  'img-37': () => png({ w: 640, h: 480, rows: noise(640, 480) }),
}; // prettier-ignore

/** More of the same kinds. */
export const MORE: Record<string, () => Buffer> = {
  'a PNG of 16 bits a channel': () => png({ w: 128, h: 128, depth: 16, rows: Buffer.alloc(128 * 257) }),
  'an interlaced PNG': () => png({ w: 128, h: 128, interlace: 1 }),
  'a PNG without its end': () => png({ w: 128, h: 128 }).subarray(0, -20),
  'a PNG that is a zip file behind its end': () =>
    png({ w: 128, h: 128, tail: Buffer.from('PK\x05\x06more', 'latin1') }),
  'a PNG that says it has no rows': () => png({ w: 128, h: 0, rows: Buffer.alloc(1) }),
  'a PNG with a filter that is none': () => png({ w: 128, h: 128, rows: Buffer.alloc(128 * 129, 9) }),
  'a PNG of an unknown color type': () => png({ w: 128, h: 128, color: 5 }),
  'a PNG with more chunks than sense': () =>
    png({ w: 128, h: 128, before: Array.from({ length: 5_000 }, () => chunk('tEXt', Buffer.from('a\0b'))) }),
  'a PNG with too few pixels': () => png({ w: 128, h: 128, rows: Buffer.alloc(64) }),
  'a JPEG without a picture': () => Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
  'a JPEG that breaks off': () => jpeg(1).subarray(0, 20),
  'a JPEG that fills up with markers': () => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(200_000, 0xff)]),
  'a WebP': () => Buffer.from('524946462400000057454250565038', 'hex'),
  'nothing but zeros': () => Buffer.alloc(1_000),
};

/** 1 MB that would be 1 GB. */
export const zipped = (): Buffer => gzipSync(Buffer.alloc(64 * MIB, ' '));

function indexed(size: number): Buffer {
  const rows = Buffer.alloc(size * (size + 1), 255);
  for (let y = 0; y < size; y++) rows[y * (size + 1)] = 0;
  return rows;
}
