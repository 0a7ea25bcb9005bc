/** A capture becomes a palm: decoded safely, looked at in a worker, refused with a reason or ready to be matched. */
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { type JobOptions, PalmGallery } from '#gallery';
import type { GreyPicture, Hand } from '#palm';
import { Clock } from '#platform/clock';
import { instantOf } from '#platform/http';
import { Problem } from '#platform/problems';
import type { CaptureInput } from './captures.dto.js';
import { matcherProblem, notAPicture, type PictureRefusal, pictureTooLarge, unusablePicture } from './palms.errors.js';
import { MAX_PIXELS, PictureFault, readPictureHeader } from './picture-header.js';

/** A palm that can be matched. */
export interface ExtractedPalm {
  /** 128×128 grey, fingers left. */
  roi: Uint8Array;
  /** Declared, or found in the picture; null when neither. */
  hand: Hand | null;
  quality: number;
  capturedAt: Date;
  liveness: { passed: boolean; method: string } | null;
}

const MAX_BYTES = 1024 * 1024;

@Injectable()
export class CapturesService {
  constructor(
    private readonly gallery: PalmGallery,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem 400 `invalid_image`, 413 `image_too_large`, 422 with one of the engine's reasons
   *   (`wrong_hand` when a whole hand is plainly the other one than declared), 503 `overloaded`
   */
  async see(
    capture: CaptureInput,
    liveness: 'off' | 'log' | 'require' = 'off',
    limits?: JobOptions,
  ): Promise<ExtractedPalm> {
    const picture = await decode(Buffer.from(capture.image, 'base64'), capture.kind);
    if (liveness === 'require' && capture.liveness?.passed !== true) throw unusablePicture('liveness_failed');
    const reading = await this.gallery.read(picture, capture.kind, limits).catch(matcherProblem);
    if (reading.refusal !== null) throw unusablePicture(reading.refusal);
    const declared = capture.hand === 'unknown' ? null : capture.hand;
    if (declared && reading.hand && declared !== reading.hand) throw unusablePicture('wrong_hand');
    return {
      roi: reading.roi,
      hand: declared ?? reading.hand,
      quality: Math.round(reading.quality * 1000) / 1000,
      capturedAt: instantOf(capture.captured_at) ?? this.clock.now(),
      liveness: capture.liveness ?? null,
    };
  }

  /** Template bytes of a seen palm. */
  extract(palm: ExtractedPalm, limits?: JobOptions): Promise<Uint8Array> {
    return this.gallery.extract(palm.roi, limits).catch(matcherProblem);
  }
}

/** True for a refusal that a better capture would mend. */
export function isAboutThePicture(error: unknown): error is Problem & { code: PictureRefusal } {
  return error instanceof Problem && error.kind === 'unprocessable';
}

async function decode(bytes: Buffer, kind: 'roi' | 'hand'): Promise<GreyPicture> {
  if (bytes.length > MAX_BYTES) throw pictureTooLarge('A picture has at most 1 MB.');
  const header = headerOf(bytes);
  if (header.width * header.height > MAX_PIXELS) throw pictureTooLarge('A picture has at most 2 megapixels.');
  const fits =
    kind === 'roi'
      ? header.width === header.height && header.width >= 96 && header.width <= 256
      : Math.min(header.width, header.height) >= 160;
  if (!fits) throw unusablePicture('bad_dimensions');
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      failOn: 'error',
      sequentialRead: true,
      pages: 1,
    })
      .flatten({ background: '#000' })
      .toColourspace('b-w')
      .extractChannel(0)
      .raw({ depth: 'uchar' })
      .timeout({ seconds: 5 })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  } catch (error) {
    throw new Problem('invalid', 'invalid_image', 'The picture cannot be decoded.', {
      field: 'capture.image',
      cause: error,
    });
  }
}

function headerOf(bytes: Buffer) {
  try {
    return readPictureHeader(bytes);
  } catch (error) {
    if (error instanceof PictureFault) throw notAPicture(error.message);
    throw error;
  }
}
