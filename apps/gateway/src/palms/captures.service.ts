/** A capture becomes a palm: decoded safely, looked at in a worker, refused with a reason or ready to be matched. */
import { Injectable } from '@nestjs/common';
import { type HandSensor, type JobOptions, PalmGallery, type Reading } from '#gallery';
import { drawPalm, type Hand } from '#palm';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { instantOf } from '#platform/http';
import { Problem } from '#platform/problems';
import { sandboxRequired } from '../tenancy/tenancy.errors.js';
import { Environment } from '../tenancy/tenancy.entity.js';
import type { CaptureInput } from './captures.dto.js';
import {
  type Advice,
  adviceFor,
  adviceOf,
  matcherProblem,
  type PictureRefusal,
  unusablePicture,
} from './palms.errors.js';
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

/** What a project says about its captures; a project itself fits. */
export interface CaptureTerms {
  organizationId: string;
  environmentId: string | null;
  liveness: 'off' | 'log' | 'require';
  terminalConfig: object;
}

/** What a picture would be good for, were it sent as a capture. */
export interface CaptureAssessment {
  reason: string | null;
  advice: Advice;
  hand: Hand | null;
}

@Injectable()
export class CapturesService {
  constructor(
    private readonly database: Database,
    private readonly gallery: PalmGallery,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem 400 `invalid_image`, 403 `sandbox_required`, 413 `image_too_large`, 422 with one of the engine's reasons
   *   (`wrong_hand` when a whole hand is plainly the other one than declared), 503 `overloaded`
   */
  async readPalm(capture: CaptureInput, terms: CaptureTerms, limits?: JobOptions): Promise<ExtractedPalm> {
    if (terms.liveness === 'require' && capture.liveness?.passed !== true) throw unusablePicture('liveness_failed');
    const reading = await this.readRegion(capture, terms, limits);
    return {
      roi: reading.roi,
      hand: reading.hand,
      wholeHand: capture.sandbox_palm !== undefined || capture.kind === 'hand',
      quality: Math.round(reading.quality * 1000) / 1000,
      capturedAt: instantOf(capture.captured_at) ?? this.clock.now(),
      liveness: capture.liveness ?? null,
    };
  }

  /**
   * Geometry and quality alone, as `readPalm` judges them.
   * @throws as `readPalm`, but for 422: a refusal is an answer
   */
  async assess(capture: CaptureInput, terms: CaptureTerms, limits?: JobOptions): Promise<CaptureAssessment> {
    try {
      const { hand } = await this.readRegion(capture, terms, limits);
      return { reason: null, advice: adviceFor(null), hand };
    } catch (error) {
      if (!isAboutThePicture(error)) throw error;
      return { reason: error.code, advice: adviceOf(error), hand: null };
    }
  }

  /** The region, and the hand as declared or found. @throws Problem 422 for a picture that cannot be used */
  private async readRegion(capture: CaptureInput, terms: CaptureTerms, limits?: JobOptions): Promise<Reading> {
    const reading = await this.read(capture, terms, limits).catch(matcherProblem);
    if (reading.refusal !== null) throw unusablePicture(reading.refusal, { hint: reading.hint });
    const declared = declaredHand(capture);
    if (declared && reading.hand && declared !== reading.hand) throw unusablePicture('wrong_hand');
    return { ...reading, hand: declared ?? reading.hand };
  }

  private async read(capture: CaptureInput, terms: CaptureTerms, limits?: JobOptions): Promise<Reading> {
    const { sandbox_palm: palm, take = 1 } = capture;
    if (palm !== undefined) {
      if (!(await this.isSandbox(terms))) throw sandboxRequired();
      return this.gallery.readRoi(drawPalm({ identity: palm, capture: String(take), hand: handOf(palm) }), limits);
    }
    if (capture.kind === 'roi') return this.gallery.readRoi(await decodeRoi(capture), limits);
    return this.gallery.readHand(await decodeHand(capture), sensorOf(terms.terminalConfig), limits);
  }

  private async isSandbox({ organizationId, environmentId }: CaptureTerms): Promise<boolean> {
    if (environmentId === null) return false;
    const environment = await this.database.readOnly({ organizationId }, (tx) =>
      tx.getRepository(Environment).findOneBy({ environmentId }),
    );
    return environment?.mode === 'sandbox';
  }

  /** Template bytes of a seen palm. */
  extract(palm: ExtractedPalm, limits?: JobOptions): Promise<Uint8Array> {
    return this.gallery.extract(palm.roi, limits).catch(matcherProblem);
  }
}

const handOf = (palm: string) => palm.split(':')[1] as Hand;

function declaredHand({ sandbox_palm: palm, hand }: CaptureInput): Hand | null {
  if (palm !== undefined) return handOf(palm);
  return hand === 'unknown' ? null : hand;
}

/** `capture.sensor` of the terminals' configuration: a hand before a fixed sensor is found by its outline. */
function sensorOf(terminalConfig: object): HandSensor {
  const { capture } = terminalConfig as { capture?: { sensor?: unknown } | null };
  return capture?.sensor === 'fixed' ? 'fixed' : 'camera';
}

/** True for a refusal that a better capture would mend. */
export function isAboutThePicture(error: unknown): error is Problem & { code: PictureRefusal } {
  return error instanceof Problem && error.kind === 'unprocessable';
}
