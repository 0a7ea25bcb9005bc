/** Reads what a picture says of itself, and its structure, before a decoder may touch it: a small file can ask for gigabytes. */
import { promisify } from 'node:util';
import { crc32, inflate } from 'node:zlib';

const inflateAsync = promisify(inflate);

export interface PictureHeader {
  format: 'png' | 'jpeg' | 'webp';
  width: number;
  height: number;
}

export class PictureFault extends Error {}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Progressive pictures of cameras have about ten. */
const MAX_JPEG_SCANS = 32;
const MAX_PNG_CHUNKS = 4096;

/**
 * @param maxPixels beyond which nothing is unpacked: the caller refuses the picture by its size
 * @throws PictureFault for anything but a whole, plain PNG, JPEG or WebP
 */
export async function readPictureHeader(bytes: Buffer, maxPixels: number): Promise<PictureHeader> {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return readPng(bytes, maxPixels);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes);
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return readWebp(bytes);
  throw new PictureFault('Only PNG, JPEG and WebP pictures are read.');
}

interface Chunk {
  type: string;
  data: Buffer;
}

async function readPng(bytes: Buffer, maxPixels: number): Promise<PictureHeader> {
  const chunks = pngChunks(bytes);
  const [first, ...rest] = chunks;
  if (first?.type !== 'IHDR' || first.data.length !== 13)
    throw new PictureFault('The PNG does not begin with its header.');
  if (rest.some((chunk) => chunk.type === 'IHDR')) throw new PictureFault('The PNG has two headers.');
  if (rest.some((chunk) => ['acTL', 'fcTL', 'fdAT'].includes(chunk.type)))
    throw new PictureFault('Animated pictures are not read.');
  if (chunks.at(-1)?.type !== 'IEND') throw new PictureFault('The PNG is cut off.');
  const width = first.data.readUInt32BE(0);
  const height = first.data.readUInt32BE(4);
  const [depth, color, compression, filter, interlace] = first.data.subarray(8);
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[color!];
  if (channels === undefined || compression !== 0 || filter !== 0 || depth! > 8)
    throw new PictureFault('The PNG is of a kind that is not read (8 bits a channel at most).');
  if (interlace !== 0) throw new PictureFault('Interlaced pictures are not read.');
  if (width > 0 && height > 0 && width * height <= maxPixels) {
    const rows = await inflateIdat(chunks, height * (1 + Math.ceil((width * channels * depth!) / 8)));
    if (color === 3) checkPalette(chunks, { rows, width, height, depth: depth! });
  }
  return { format: 'png', width, height };
}

function pngChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length || chunks.length >= MAX_PNG_CHUNKS) throw new PictureFault('The PNG is cut off.');
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw new PictureFault('The PNG is cut off.');
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw new PictureFault('The PNG is damaged.');
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
    if (chunks.at(-1)!.type === 'IEND' && at !== bytes.length)
      throw new PictureFault('Something follows the end of the PNG.');
  }
  return chunks;
}

/** The pixels must inflate to exactly the announced size, and are never let grow beyond it. */
async function inflateIdat(chunks: Chunk[], expected: number): Promise<Buffer> {
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.data));
  let rows: Buffer;
  try {
    rows = await inflateAsync(packed, { maxOutputLength: expected });
  } catch {
    throw new PictureFault('The PNG does not hold the pixels that it announces.');
  }
  if (rows.length !== expected) throw new PictureFault('The PNG does not hold the pixels that it announces.');
  return rows;
}

function checkPalette(chunks: Chunk[], picture: { rows: Buffer; width: number; height: number; depth: number }): void {
  const colors = (chunks.find((chunk) => chunk.type === 'PLTE')?.data.length ?? 0) / 3;
  if (!Number.isInteger(colors) || colors < 1) throw new PictureFault('The PNG lacks its palette.');
  if (picture.depth !== 8 || colors === 256) return; // shorter indices are clipped to the palette by every decoder
  const stride = picture.width + 1;
  for (let y = 0; y < picture.height; y++) {
    if (picture.rows[y * stride] !== 0) continue; // filtered rows are the decoder's to check
    for (let x = 1; x <= picture.width; x++)
      if (picture.rows[y * stride + x]! >= colors)
        throw new PictureFault('The PNG uses a color that its palette lacks.');
  }
}

function readJpeg(bytes: Buffer): PictureHeader {
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  for (let at = 2; ;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length || bytes[at] !== 0xff) throw new PictureFault('The JPEG is cut off.');
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) break;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw new PictureFault('The JPEG is cut off.');
    if (isFrame(marker)) {
      if (size) throw new PictureFault('The JPEG has two frames.');
      if (bytes[at + 4] !== 8) throw new PictureFault('The JPEG is of a kind that is not read (8 bits a channel).');
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + length;
    if (marker !== 0xda) continue;
    if (++scans > MAX_JPEG_SCANS) throw new PictureFault('The JPEG has too many scans.');
    at = endOfScan(bytes, at);
    if (bytes[at + 1] === 0xd9) break;
  }
  if (!size || scans === 0) throw new PictureFault('The JPEG holds no picture.');
  return { format: 'jpeg', ...size };
}

/** SOF0–SOF15 without the tables DHT (c4), JPG (c8) and DAC (cc). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at;
  }
  throw new PictureFault('The JPEG is cut off.');
}

/** RIFF with one still picture: lossy (VP8), lossless (VP8L) or extended (VP8X). */
function readWebp(bytes: Buffer): PictureHeader {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) throw new PictureFault('The WebP is cut off.');
  const size = webpSize(bytes, bytes.toString('latin1', 12, 16));
  if (size === null) throw new PictureFault('The WebP is of a kind that is not read.');
  return { format: 'webp', ...size };
}

const WEBP_ANIMATED = 0x02;

function webpSize(bytes: Buffer, kind: string): { width: number; height: number } | null {
  if (kind === 'VP8 ') {
    const isKeyFrame = (bytes[20]! & 1) === 0 && bytes.readUIntBE(23, 3) === 0x9d012a;
    return isKeyFrame ? { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff } : null;
  }
  if (kind === 'VP8L') {
    const packed = bytes.readUInt32LE(21);
    return bytes[20] === 0x2f ? { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 } : null;
  }
  if (kind !== 'VP8X') return null;
  if ((bytes[20]! & WEBP_ANIMATED) !== 0) throw new PictureFault('Animated pictures are not read.');
  return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
}
