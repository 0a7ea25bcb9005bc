import { describe, expect, it } from '@jest/globals';
import { extract } from './extract.js';
import type { GreyPicture } from './picture.js';
import { ATYPICALITY } from './parameters.js';
import { prepareProbe } from './probe.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { measureAtypicality, atypicalityLimit } from './atypicality.js';

const draw = (identity: number) => drawPalm({ identity: `typical ${identity}`, capture: '1' });
const cohort = Array.from({ length: 12 }, (_, i) => extract(draw(i)));
const atypicality = (picture: GreyPicture) => measureAtypicality(prepareProbe(picture), cohort);

/** A crop of another place: sharp and bright, but its lines do not run as a palm's do. */
function wrongCrop(picture: GreyPicture): GreyPicture {
  const pixels = picture.pixels.map((_, at) => picture.pixels[(at % 128) * 128 + (at >> 7)]);
  return { ...picture, pixels };
}

describe('typicality', () => {
  it('sets a wrong crop apart from the palms of its sensor', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const palms = Array.from({ length: 12 }, (_, i) => draw(100 + i));
    expect(mean(palms.map(wrongCrop).map(atypicality))).toBeGreaterThan(mean(palms.map(atypicality)) + 0.001);
  });

  it('is nothing where nobody is to compare with', () => {
    expect(measureAtypicality(prepareProbe(draw(1)), [])).toBeNaN();
  });

  it('is not moved by the palm itself among those compared with', () => {
    const again = drawPalm({ identity: 'typical 100', capture: '2' });
    const probe = prepareProbe(draw(100));
    expect(measureAtypicality(probe, [...cohort, extract(again)])).toBe(measureAtypicality(probe, cohort));
  });

  it('draws the shipped line before a device has enrolled enough, then one that 98 in 100 keep', () => {
    const values = Array.from({ length: 200 }, (_, i) => ((i * 37) % 200) / 1000);
    expect(atypicalityLimit(values.slice(0, 49))).toBe(ATYPICALITY.fallback);
    const limit = atypicalityLimit(values);
    expect(values.filter((value) => value > limit).length).toBe(4);
  });

  it('passes every drawn palm by the shipped line, against drawn palms', () => {
    const captures = Array.from({ length: 12 }, (_, i) => draw(200 + i));
    for (const capture of captures) expect(atypicality(capture)).toBeLessThan(ATYPICALITY.fallback);
  });
});
