/** A capture becomes a palm: decoded safely, looked at in a worker, refused with a reason or ready to be matched. */
import { Injectable } from '@nestjs/common';
import { type JobOptions, PalmGallery, type Reading } from '#gallery';
import { drawPalm, type Hand } from '#palm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { instantOf } from '#platform/http';
import { Problem } from '#platform/problems';
import { sandboxRequired } from '../tenancy/tenancy.errors.js';
import { Environment, type Project } from '../tenancy/tenancy.entity.js';
import type { CaptureInput } from './captures.dto.js';
import { matcherProblem, type PictureRefusal, unusablePicture } from './palms.errors.js';
import { decodeHand, decodeRoi } from './decode-picture.js';

/** A palm that can be matched. */
export interface ExtractedPalm {
  /** 128×128 grey, fingers left. */
  roi: Uint8Array;
  /** Declared, or found in the picture; null when neither. */
  hand: Hand | null;
  /** Cut from a picture of the whole hand, which shows more than a palm can fake. */
  wholeHand: boolean;
  quality: number;
  capturedAt: Date;
  liveness: { passed: boolean; method: string } | null;
}

/** What a capture is judged by. */
export type CaptureProject = Pick<Project, 'organizationId' | 'environmentId' | 'liveness'>;

const handOf = (palm: string) => palm.split(':')[1] as Hand;

@Injectable()
export class CapturesService {
  constructor(
    private readonly database: Database,
    private readonly gallery: PalmGallery,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem 400 `invalid_image`, 403 `sandbox_required`, 413 `image_too_large`, 422 with one of the engine's
   *   reasons (`wrong_hand` when a whole hand is plainly the other one than declared), 503 `overloaded`
   */
  async see(capture: CaptureInput, project: CaptureProject, limits?: JobOptions): Promise<ExtractedPalm> {
    if (project.liveness === 'require' && capture.liveness?.passed !== true) throw unusablePicture('liveness_failed');
    const synthetic = capture.sandbox_palm !== undefined;
    if (synthetic && !(await this.isSandbox(project))) throw sandboxRequired();
    const reading = await this.read(capture, limits).catch(matcherProblem);
    if (reading.refusal !== null) throw unusablePicture(reading.refusal, { hint: reading.hint });
    const declared = synthetic ? handOf(capture.sandbox_palm!) : capture.hand === 'unknown' ? null : capture.hand;
    if (declared && reading.hand && declared !== reading.hand) throw unusablePicture('wrong_hand');
    return {
      roi: reading.roi,
      hand: declared ?? reading.hand,
      wholeHand: synthetic || capture.kind === 'hand',
      quality: Math.round(reading.quality * 1000) / 1000,
      capturedAt: instantOf(capture.captured_at) ?? this.clock.now(),
      liveness: capture.liveness ?? null,
    };
  }

  private async isSandbox({ organizationId, environmentId }: CaptureProject): Promise<boolean> {
    if (environmentId === null) return false;
    const environment = await this.database.readOnly({ organizationId }, (tx) =>
      tx.getRepository(Environment).findOneBy({ environmentId }),
    );
    return environment?.mode === 'sandbox';
  }

  private async read(capture: CaptureInput, limits?: JobOptions): Promise<Reading> {
    const { sandbox_palm: palm, take = 1 } = capture;
    if (palm !== undefined)
      return this.gallery.readRoi(drawPalm({ identity: palm, capture: String(take), hand: handOf(palm) }), limits);
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
