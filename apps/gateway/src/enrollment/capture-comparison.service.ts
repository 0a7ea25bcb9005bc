/** How a capture of an enrollment relates to the earlier ones: whether it agrees with each, and whether it repeats one of them. */
import { Injectable } from '@nestjs/common';
import { type JobOptions, PalmGallery } from '#gallery';
import { capturesAgree } from '#palm';
import { matcherProblem } from '../palms/palms.errors.js';

/** What is written down of a comparison. */
const AGREES = 0;
const DIFFERS = 1;

/** An earlier capture: its picture where it is still at hand, else its code. */
export interface EarlierCapture {
  seq: number;
  roi?: Uint8Array;
  code: Uint8Array;
  digest: Uint8Array | null;
}

export interface CaptureComparison {
  digest: Uint8Array;
  /** The same picture as an earlier one, or nearly so. */
  repeated: boolean;
  /** To the earlier captures by seq: 0 where they agree, else 1. Real distances stay in memory. Empty for a repeated one. */
  distances: Record<string, number>;
}

@Injectable()
export class CaptureComparisonService {
  constructor(private readonly gallery: PalmGallery) {}

  /** @throws Problem 503 `overloaded` */
  async compare(roi: Uint8Array, earlier: readonly EarlierCapture[], limits?: JobOptions): Promise<CaptureComparison> {
    const digests = earlier.flatMap(({ digest }) => (digest === null ? [] : [digest]));
    const { digest, repeated } = await this.gallery.digest(roi, digests, limits).catch(matcherProblem);
    if (repeated) return { digest, repeated, distances: {} };
    const sources = earlier.map((capture) => (capture.roi ? { roi: capture.roi } : { template: capture.code }));
    const found = await this.gallery.compareCaptures(roi, sources, limits).catch(matcherProblem);
    const distances = Object.fromEntries(
      earlier.map(({ seq }, i) => [seq, capturesAgree(found[i]!) ? AGREES : DIFFERS]),
    );
    return { digest, repeated, distances };
  }
}
