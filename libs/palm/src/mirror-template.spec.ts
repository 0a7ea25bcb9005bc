import { describe, expect, it } from '@jest/globals';
import { compareTemplates } from './distance.js';
import { extract } from './extract.js';
import { mirrorTemplate } from './mirror-template.js';
import type { GreyPicture } from './picture.js';
import { drawPalm } from './synthetic/draw-palm.js';

function mirrorPicture(picture: GreyPicture): GreyPicture {
  const { width, height } = picture;
  const pixels = picture.pixels.map(
    (_, at) => picture.pixels[(height - 1 - Math.floor(at / width)) * width + (at % width)],
  );
  return { width, height, pixels };
}

describe('the mirrored template', () => {
  const palm = drawPalm({ identity: 'mirrored', capture: '1' });
  const template = extract(palm);

  it('is near the template of the mirrored picture and far from the template itself', () => {
    expect(compareTemplates(mirrorTemplate(template), extract(mirrorPicture(palm)))).toBeLessThan(0.15);
    expect(compareTemplates(mirrorTemplate(template), template)).toBeGreaterThan(0.38);
  });

  it('of the mirrored template is the template', () => {
    expect(mirrorTemplate(mirrorTemplate(template))).toEqual(template);
  });

  it('keeps the mask and the coarse planes with their rows', () => {
    const covered = { ...palm, pixels: palm.pixels.map((grey, at) => (at < 128 * 24 ? 0 : grey)) };
    const [one, other] = [mirrorTemplate(extract(covered)), extract(mirrorPicture(covered))];
    const differing = one.reduce((bits, byte, at) => bits + onesOf(byte ^ other[at]), 0);
    expect(differing).toBeLessThan(0.08 * one.length * 8);
  });
});

function onesOf(byte: number): number {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}
