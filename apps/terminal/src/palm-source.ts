/** Where captures come from in a terminal without a camera: synthetic palms, or picture files. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { drawPalm } from '#palm';
import { CaptureError } from './errors.js';
import type { RequestedHand, Capture, Hand } from './wire.js';

export interface PalmSource {
  readonly name: string;
  /** A new picture each time. @throws CaptureError */
  take(requested: RequestedHand): Promise<Capture>;
}

const PALM = /^([^:\s][^:]{0,63})(?::(left|right))?$/;

/** `alice:left`, or `alice` for the requested hand; null when it names no palm. */
export function readPalmName(name: string): { identity: string; hand?: 'left' | 'right' } | null {
  const match = PALM.exec(name);
  return match && { identity: match[1], hand: match[2] as 'left' | 'right' | undefined };
}

/** A synthetic palm. The same name is the same palm everywhere; every take is a new picture of it. */
export function syntheticPalm(name: string, newSeed = () => randomBytes(8).toString('hex')): PalmSource {
  const palm = readPalmName(name);
  if (!palm) throw new CaptureError(`"${name}" names no palm; write alice, alice:left or alice:right`);
  return {
    name: name,
    take: async (requested) => {
      const hand = palm.hand ?? (requested === 'right' ? 'right' : 'left');
      const { width, height, pixels } = drawPalm({ identity: palm.identity, hand, capture: newSeed() });
      // loaded late: most commands take no picture, and it takes its time
      const { default: sharp } = await import('sharp');
      const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
        .toColourspace('b-w')
        .png()
        .toBuffer();
      return { image: png.toString('base64'), kind: 'roi', hand };
    },
  };
}

export interface PictureOptions {
  hand?: Hand;
  kind?: 'roi' | 'hand';
}

/** Each file once, in order, its bytes as they are. */
export function pictures(files: string[], options: PictureOptions = {}): PalmSource {
  const waiting = [...files];
  return {
    name: files.map((file) => basename(file)).join(', '),
    take: async (requested) => {
      const file = waiting.shift();
      if (file === undefined) throw new CaptureError(`no picture left after ${files.length}`);
      const bytes = await readFile(file).catch((error: Error) => {
        throw new CaptureError(`cannot read ${file}: ${error.message}`);
      });
      const kind = options.kind ?? (await guessKind(bytes, file));
      const hand = options.hand ?? (requested === 'any' ? 'unknown' : requested);
      return { image: bytes.toString('base64'), kind, hand };
    },
  };
}

const ROI_SIDE_PX = { min: 96, max: 256 };

/** A small square is an aligned palm, everything else a whole hand. */
async function guessKind(bytes: Buffer, file: string): Promise<'roi' | 'hand'> {
  const { default: sharp } = await import('sharp');
  const { width, height, format } = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw new CaptureError(`${file} is not a picture`);
    });
  if (format !== 'png' && format !== 'jpeg') throw new CaptureError(`${file} is neither PNG nor JPEG`);
  return width === height && width >= ROI_SIDE_PX.min && width <= ROI_SIDE_PX.max ? 'roi' : 'hand';
}
