import { describe, expect, it } from '@jest/globals';
import { resample, warp, type GreyPicture } from './picture.js';
import { toRoi } from './roi.js';

function ramp(width: number, height: number): GreyPicture {
  return { width, height, pixels: Uint8Array.from({ length: width * height }, (_, i) => (i * 7) % 256) };
}

function flat(side: number, grey: number): GreyPicture {
  return { width: side, height: side, pixels: new Uint8Array(side * side).fill(grey) };
}

describe('a square crop', () => {
  it('of 128 pixels is taken as it is', () => {
    const picture = ramp(128, 128);
    expect(toRoi(picture)).toEqual({ roi: picture, refusal: null });
  });

  it.each([96, 100, 127, 129, 200, 255, 256])('of %d pixels becomes one of 128', (side) => {
    const { roi, refusal } = toRoi(flat(side, 77));
    expect(refusal).toBeNull();
    expect(roi).toEqual(flat(128, 77));
  });

  it.each([
    ['one pixel', ramp(1, 1)],
    ['nothing', ramp(0, 0)],
    ['too small a square', ramp(95, 95)],
    ['too large a square', ramp(257, 257)],
    ['no square', ramp(128, 127)],
    ['fewer pixels than it says', { ...ramp(128, 128), pixels: new Uint8Array(5) }],
    ['a broken number of pixels', { ...ramp(128, 128), width: 128.5 }],
  ])('with %s is refused for its dimensions', (_, picture) => {
    expect(toRoi(picture)).toEqual({ roi: null, refusal: 'bad_dimensions' });
  });
});

describe('resampling', () => {
  it('to half averages four pixels', () => {
    const picture = { width: 2, height: 2, pixels: Uint8Array.of(10, 20, 30, 41) };
    expect([...resample(picture, 1, 1).pixels]).toEqual([25]);
  });

  it('keeps the mean grey when shrinking by an odd factor', () => {
    const picture = ramp(210, 210);
    const mean = (p: GreyPicture) => p.pixels.reduce((sum, grey) => sum + grey, 0) / p.pixels.length;
    expect(Math.abs(mean(resample(picture, 128, 128)) - mean(picture))).toBeLessThan(0.5);
  });

  it('by a map that moves nothing changes nothing', () => {
    const picture = ramp(40, 30);
    const still = { a: 65536, b: 0, c: 0, d: 0, e: 65536, f: 0 };
    expect(warp(picture, still, picture)).toEqual(picture);
  });

  it('mirrors beyond the border', () => {
    const picture = { width: 3, height: 1, pixels: Uint8Array.of(10, 20, 30) };
    const leftwards = { a: 65536, b: 0, c: -2 * 65536, d: 0, e: 65536, f: 0 };
    expect([...warp(picture, leftwards, { width: 5, height: 1 }).pixels]).toEqual([30, 20, 10, 20, 30]);
  });
});
