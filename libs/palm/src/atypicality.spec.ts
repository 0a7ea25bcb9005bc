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

describe('atypicality', () => {
  it('is higher for a wrong crop than for palms of the same sensor', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const palms = Array.from({ length: 12 }, (_, i) => draw(100 + i));
    expect(mean(palms.map(wrongCrop).map(atypicality))).toBeGreaterThan(mean(palms.map(atypicality)) + 0.001);
  });

  it('is NaN for an empty cohort', () => {
    expect(measureAtypicality(prepareProbe(draw(1)), [])).toBeNaN();
  });

  it('ignores templates of the same palm in the cohort', () => {
    const again = drawPalm({ identity: 'typical 100', capture: '2' });
    const probe = prepareProbe(draw(100));
    expect(measureAtypicality(probe, [...cohort, extract(again)])).toBe(measureAtypicality(probe, cohort));
  });

  it('uses the shipped threshold until a device has enrolled enough captures, then their 98 % quantile', () => {
    const values = Array.from({ length: 200 }, (_, i) => ((i * 37) % 200) / 1000);
    expect(atypicalityLimit(values.slice(0, 49))).toBe(ATYPICALITY.fallback);
    const limit = atypicalityLimit(values);
    expect(values.filter((value) => value > limit).length).toBe(4);
  });

  it('stays under the shipped threshold for drawn palms against drawn palms', () => {
    const captures = Array.from({ length: 12 }, (_, i) => draw(200 + i));
    for (const capture of captures) expect(atypicality(capture)).toBeLessThan(ATYPICALITY.fallback);
  });
});
