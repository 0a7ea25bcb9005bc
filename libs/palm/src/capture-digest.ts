/**
 * A compact digest of one capture, by which the same picture is recognised after re-encoding, a crop by a pixel, other
 * light or a little noise. Two captures of one palm differ by more: the skin moves and the sensor's noise is new.
 */
import { CAPTURE_DIGEST, ROI_PX } from './parameters.js';
import type { GreyPicture } from './picture.js';
import { register } from './registration.js';
import { blur } from './smoothing.js';

const { cellsPerSide: SIDE, levelsPerSd, nearSigmaPx, farSigmaPx } = CAPTURE_DIGEST;
/** Times the threshold beyond which a registration is not repeated the other way round. */
const NEAR_THRESHOLD = 4;
/** Grey levels; what has less structure is no palm and is not compared. */
const MIN_SPREAD = 0.25;
/** First byte: the form of what follows. Then the band's spread in 1/256 grey levels, little-endian, then the band. */
const VERSION = 1;
const SPREAD_OFFSET = 1;
const BAND_OFFSET = 3;
export const CAPTURE_DIGEST_BYTES = BAND_OFFSET + SIDE * SIDE;

interface Band {
  /** Standard deviation, grey levels. */
  readonly spread: number;
  readonly values: Float32Array;
}

/**
 * Band-passed grey on 32×32 points as signed bytes, in units of its own spread.
 * @param roi 128×128 region of interest
 * @returns CAPTURE_DIGEST_BYTES bytes
 * @throws RangeError for another size
 */
export function captureDigest(roi: GreyPicture): Uint8Array {
  if (roi.pixels.length !== ROI_PX * ROI_PX) throw new RangeError('a region of interest is 128×128');
  const grey = Float32Array.from(roi.pixels);
  const near = blur(grey, ROI_PX, nearSigmaPx);
  const far = blur(grey, ROI_PX, farSigmaPx);
  const band = sample(near.map((value, at) => value - far[at]));
  const spread = Math.sqrt(band.reduce((sum, value) => sum + value * value, 0) / band.length);
  const digest = new Uint8Array(CAPTURE_DIGEST_BYTES);
  digest[0] = VERSION;
  new DataView(digest.buffer).setUint16(SPREAD_OFFSET, Math.round(spread * 256), true);
  const levels = band.map((value) => Math.round((value / (spread || 1)) * levelsPerSd));
  new Int8Array(digest.buffer, BAND_OFFSET).set(levels.map((level) => Math.max(-127, Math.min(127, level))));
  return digest;
}

/**
 * Whether two digests are of one picture; false for digests of another form. Noise and compression add a difference that
 * does not depend on the contrast, a crop one that grows with it: either may be small enough.
 */
export function digestsAreSameCapture(one: Uint8Array, other: Uint8Array): boolean {
  const { distance, residual } = compareDigests(one, other);
  return distance <= CAPTURE_DIGEST.maxDistance || residual <= CAPTURE_DIGEST.maxResidual;
}

/**
 * `distance`: one less the correlation of the two bands after registration, 0 for the same picture and 1 for nothing in
 * common. `residual`: the same in squared grey levels.
 */
export function compareDigests(one: Uint8Array, other: Uint8Array): { distance: number; residual: number } {
  const [a, b] = [one, other].map(readBand);
  if (a === null || b === null || Math.min(a.spread, b.spread) < MIN_SPREAD) return { distance: 1, residual: Infinity };
  const scale = a.spread * b.spread;
  const forth = register(a.values, b.values, SIDE);
  // The other way round registration gives a little more or less; that matters near the threshold only.
  const isFar =
    forth > NEAR_THRESHOLD * CAPTURE_DIGEST.maxDistance && forth * scale > NEAR_THRESHOLD * CAPTURE_DIGEST.maxResidual;
  const distance = isFar ? forth : Math.min(forth, register(b.values, a.values, SIDE));
  return { distance, residual: distance * scale };
}

function readBand(digest: Uint8Array): Band | null {
  if (digest.length !== CAPTURE_DIGEST_BYTES || digest[0] !== VERSION) return null;
  const { buffer, byteOffset } = digest;
  return {
    spread: new DataView(buffer, byteOffset).getUint16(SPREAD_OFFSET, true) / 256,
    values: Float32Array.from(new Int8Array(buffer, byteOffset + BAND_OFFSET, SIDE * SIDE)),
  };
}

/** At the middles of 4×4 pixels. */
function sample(values: Float32Array): Float32Array {
  const step = ROI_PX / SIDE;
  const at = (x: number, y: number) => values[y * ROI_PX + x];
  const sampled = new Float32Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [left, top] = [x * step + step / 2 - 1, y * step + step / 2 - 1];
      sampled[y * SIDE + x] = (at(left, top) + at(left + 1, top) + at(left, top + 1) + at(left + 1, top + 1)) / 4;
    }
  }
  return sampled;
}
