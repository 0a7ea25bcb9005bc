import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CAPTURE_DIGEST_BYTES, captureDigest, compareDigests, digestsAreSameCapture } from './capture-digest.js';
import { resample, warp, type GreyPicture } from './picture.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { Random } from './synthetic/random.js';

const random = new Random('capture digest spec');
const PALMS = Array.from({ length: 12 }, (_, person) => drawPalm({ identity: `digest ${person}`, capture: '1' }));

function repaint(picture: GreyPicture, grey: (grey: number) => number): GreyPicture {
  return { ...picture, pixels: picture.pixels.map((value) => Math.max(0, Math.min(255, Math.round(grey(value))))) };
}

/** Cut off on the left and above, then brought back to its size. */
function cropped(picture: GreyPicture, px: number): GreyPicture {
  const side = 128 - px;
  const map = { a: 65536, b: 0, c: px * 65536, d: 0, e: 65536, f: px * 65536 };
  return resample(warp(picture, map, { width: side, height: side }), 128, 128);
}

const REPEATS: Record<string, (picture: GreyPicture) => GreyPicture> = {
  'the same bytes': (picture) => picture,
  'one pixel changed by one level': (picture) => ({
    ...picture,
    pixels: picture.pixels.map((grey, at) => (at === 8000 ? grey + 1 : grey)),
  }),
  'less light': (picture) => repaint(picture, (grey) => grey * 0.8),
  'less contrast': (picture) => repaint(picture, (grey) => 128 + 0.8 * (grey - 128)),
  'noise of one level': (picture) => repaint(picture, (grey) => grey + random.normal()),
  'a crop by one pixel': (picture) => cropped(picture, 1),
};

describe('the capture digest', () => {
  it('has a fixed length', () => {
    expect(captureDigest(PALMS[0])).toHaveLength(CAPTURE_DIGEST_BYTES);
  });

  it.each(Object.entries(REPEATS))('recognises a repeated capture after: %s', (_, change) => {
    for (const palm of PALMS) {
      const [one, other] = [captureDigest(palm), captureDigest(change(palm))];
      expect(digestsAreSameCapture(one, other)).toBe(true);
      expect(digestsAreSameCapture(other, one)).toBe(true);
    }
  });

  it('does not take another capture of the palm for a repeat', () => {
    PALMS.forEach((palm, person) => {
      const another = captureDigest(drawPalm({ identity: `digest ${person}`, capture: '2' }));
      const { distance, residual } = compareDigests(captureDigest(palm), another);
      expect(distance).toBeGreaterThan(0.01);
      expect(residual).toBeGreaterThan(0.1);
      expect(digestsAreSameCapture(captureDigest(palm), another)).toBe(false);
    });
  });

  it('does not take another palm for a repeat', () => {
    const palm = fc.constantFrom(...PALMS);
    fc.assert(
      fc.property(palm, palm, (one, other) => {
        expect(digestsAreSameCapture(captureDigest(one), captureDigest(other))).toBe(one === other);
      }),
      { numRuns: 40 },
    );
  });

  it('of another form is of no known capture', () => {
    const digest = captureDigest(PALMS[0]);
    expect(digestsAreSameCapture(digest, digest.subarray(1))).toBe(false);
    expect(
      digestsAreSameCapture(
        digest,
        Uint8Array.from(digest, (byte, at) => (at === 0 ? 9 : byte)),
      ),
    ).toBe(false);
  });

  it('of a picture without any structure is of no known capture', () => {
    const flat = captureDigest({ width: 128, height: 128, pixels: new Uint8Array(128 * 128).fill(90) });
    expect(digestsAreSameCapture(flat, captureDigest(PALMS[0]))).toBe(false);
  });
});
