/** The bytes of a capture become pixels: sizes are judged before a decoder may touch them, and decoding leaves the event loop free. */
import sharp, { type Sharp } from 'sharp';
import type { ColourPicture, GreyPicture } from '#palm';
import { Problem } from '#platform/problems';
import type { CaptureInput } from './captures.dto.js';
import { notAPicture, pictureTooLarge, unusablePicture } from './palms.errors.js';
import { PictureFault, type PictureHeader, readPictureHeader } from './picture-header.js';

interface Limits {
  maxBytes: number;
  maxPixels: number;
  tooManyBytes: string;
  tooManyPixels: string;
  fits: (size: PictureHeader) => boolean;
}

const ROI: Limits = {
  maxBytes: 1024 * 1024,
  maxPixels: 2_000_000,
  tooManyBytes: 'A roi picture has at most 1 MB.',
  tooManyPixels: 'A roi picture has at most 2 megapixels.',
  fits: ({ width, height }) => width === height && width >= 96 && width <= 256,
};
const HAND: Limits = {
  maxBytes: 8 * 1024 * 1024,
  maxPixels: 16_000_000,
  tooManyBytes: 'A hand picture has at most 8 MB.',
  tooManyPixels: 'A hand picture has at most 16 megapixels.',
  fits: ({ width, height }) => Math.min(width, height) >= 160,
};
/** A hand picture is shrunk to this longer side: a palm that fills a tenth of it still has the region's pixels. */
const HAND_PX = 1600;
const DECODE_TIMEOUT_S = 5;
const DATA_PREFIX = /^data:[^,]*,/;

type Picture = Pick<CaptureInput, 'image' | 'mirrored'>;

/** @throws Problem 400 `invalid_image`, 413 `image_too_large`, 422 `bad_dimensions` */
export async function decodeRoi({ image, mirrored }: Picture): Promise<GreyPicture> {
  const open = await openPicture(image, ROI);
  const upright = open().rotate();
  // fingers stay to the left: a flipped camera shows the other side up
  const { data, width, height } = await pixelsOf(
    (mirrored ? upright.flip() : upright).toColourspace('b-w').extractChannel(0),
  );
  return { width, height, pixels: data };
}

/** @throws as `decodeRoi` */
export async function decodeHand({ image, mirrored }: Picture): Promise<ColourPicture> {
  const open = await openPicture(image, HAND);
  const upright = open().rotate();
  const shrunk = (mirrored ? upright.flop() : upright)
    .resize({ width: HAND_PX, height: HAND_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const { data, width, height } = await pixelsOf(shrunk);
  return { width, height, pixels: data.length === 3 * width * height ? data : tripled(data) };
}

async function openPicture(image: string, limits: Limits): Promise<() => Sharp> {
  const bytes = Buffer.from(image.replace(DATA_PREFIX, ''), 'base64');
  if (bytes.length > limits.maxBytes) throw pictureTooLarge(limits.tooManyBytes);
  const header = await readPictureHeader(bytes, limits.maxPixels).catch((error: unknown) => {
    throw error instanceof PictureFault ? notAPicture(error.message) : error;
  });
  if (header.width * header.height > limits.maxPixels) throw pictureTooLarge(limits.tooManyPixels);
  if (!limits.fits(header)) throw unusablePicture('bad_dimensions');
  return () =>
    sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error', sequentialRead: true, pages: 1 }).flatten({
      background: '#000',
    });
}

async function pixelsOf(picture: Sharp): Promise<{ data: Uint8Array; width: number; height: number }> {
  try {
    const { data, info } = await picture
      .raw({ depth: 'uchar' })
      .timeout({ seconds: DECODE_TIMEOUT_S })
      .toBuffer({ resolveWithObject: true });
    return { data: new Uint8Array(data), width: info.width, height: info.height };
  } catch (error) {
    throw new Problem('invalid', 'invalid_image', 'The picture cannot be decoded.', {
      field: 'capture.image',
      cause: error,
    });
  }
}

/** A grey picture has one channel, whatever colours were asked for. */
function tripled(grey: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(3 * grey.length);
  for (let i = 0; i < grey.length; i++) pixels.fill(grey[i]!, 3 * i, 3 * i + 3);
  return pixels;
}
