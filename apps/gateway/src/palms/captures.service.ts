/** A capture becomes a palm: decoded safely, looked at in a worker, refused with a reason or ready to be matched. */
import { Injectable } from '@nestjs/common';
import { type JobOptions, PalmGallery, type Reading } from '#gallery';
import type { Hand } from '#palm';
import { Clock } from '#platform/clock';
import { instantOf } from '#platform/http';
import { Problem } from '#platform/problems';
import type { CaptureInput } from './captures.dto.js';
import { matcherProblem, type PictureRefusal, unusablePicture } from './palms.errors.js';
import { decodeHand, decodeRoi } from './decode-picture.js';

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
    if (liveness === 'require' && capture.liveness?.passed !== true) throw unusablePicture('liveness_failed');
    const reading = await this.read(capture, limits).catch(matcherProblem);
    if (reading.refusal !== null) throw unusablePicture(reading.refusal, { hint: reading.hint });
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

  private async read(capture: CaptureInput, limits?: JobOptions): Promise<Reading> {
    if (capture.kind === 'roi') return this.gallery.readRoi(await decodeRoi(capture), limits);
    return this.gallery.readHand(await decodeHand(capture), 'camera', limits);
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
