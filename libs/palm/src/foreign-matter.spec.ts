import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { verifyThreshold } from './decision.js';
import { measureDistance } from './distance.js';
import { extract } from './extract.js';
import { findForeignMatter } from './foreign-matter.js';
import type { GreyPicture } from './picture.js';
import { prepareProbe } from './probe.js';
import { assess } from './quality.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { Random } from './synthetic/random.js';

const { abs, hypot, min } = Math;
const shareOf = (mask: Uint8Array) => mask.reduce((count, pixel) => count + pixel, 0) / mask.length;
const palmOf = (identity: string, capture = '1') => drawPalm({ identity, capture });

/** Dark specks all over. */
function dirty(palm: GreyPicture, seed: string): GreyPicture {
  const random = new Random(seed);
  const pixels = palm.pixels.slice();
  for (let speck = 0; speck < 200; speck++) {
    const at = random.whole(0, 126) * 128 + random.whole(0, 126);
    for (const pixel of [at, at + 1, at + 128, at + 129]) pixels[pixel] = 10;
  }
  return { ...palm, pixels };
}

/** The same ink wherever the same seed is used: curved strokes, as dark as henna. */
function ink(palm: GreyPicture, seed: string, strokes: number): GreyPicture {
  const random = new Random(seed);
  const pixels = palm.pixels.slice();
  for (let stroke = 0; stroke < strokes; stroke++) {
    const [x, y] = [random.between(5, 123), random.between(5, 123)];
    const [dx, dy, bend] = [random.between(-40, 40), random.between(-40, 40), random.between(-20, 20)];
    for (let t = 0; t <= 1; t += 0.01) {
      const wave = bend * t * (1 - t);
      dab(pixels, x + t * dx + wave, y + t * dy - wave);
    }
  }
  return { ...palm, pixels };
}

function dab(pixels: Uint8Array, cx: number, cy: number): void {
  for (let at = 0; at < pixels.length; at++) {
    if (abs((at >> 7) - cy) <= 2 && hypot((at % 128) - cx, (at >> 7) - cy) <= 1.6) pixels[at] = min(pixels[at], 75);
  }
}

describe('what lies on the palm', () => {
  it('is little on a palm that nothing lies on', () => {
    const shares = Array.from({ length: 20 }, (_, i) => shareOf(findForeignMatter(palmOf(`clean ${i}`).pixels)));
    expect(Math.max(...shares)).toBeLessThan(0.2);
  });

  it('is found where ink was drawn', () => {
    const palm = palmOf('inked');
    const inked = ink(palm, 'strokes', 8);
    const found = findForeignMatter(inked.pixels);
    const drawn = [...inked.pixels.keys()].filter((at) => palm.pixels[at] - inked.pixels[at] > 50);
    expect(drawn.length).toBeGreaterThan(200);
    expect(drawn.filter((at) => found[at] === 1).length / drawn.length).toBeGreaterThan(0.9);
  });

  it('makes no two palms alike when both carry the same ink', () => {
    for (let pair = 0; pair < 5; pair++) {
      const [one, other] = ['one', 'other'].map((who) => ink(palmOf(`${who} ${pair}`), `pattern ${pair}`, 12));
      expect(measureDistance(prepareProbe(one), extract(other))).toBeGreaterThan(verifyThreshold(false));
    }
  });

  it('leaves a palm its own: inked at the probe it still matches', () => {
    for (let palm = 0; palm < 5; palm++) {
      const probe = ink(palmOf(`own ${palm}`, '2'), `own ${palm}`, 8);
      expect(measureDistance(prepareProbe(probe), extract(palmOf(`own ${palm}`)))).toBeLessThan(verifyThreshold(false));
    }
  });

  it('on a third of the region is refused as a palm not seen well enough', () => {
    const refusals = Array.from({ length: 5 }, (_, i) => assess(dirty(palmOf(`covered ${i}`), `specks ${i}`)).refusal);
    expect(refusals).toEqual(Array(5).fill('low_quality'));
  });

  it('is masked to the pixel alike everywhere', () => {
    const mask = findForeignMatter(ink(palmOf('golden'), 'golden', 10).pixels);
    expect(createHash('sha256').update(mask).digest('hex').slice(0, 32)).toBe('0e29135726aa2a46d7d0783aa483b027');
  });
});
