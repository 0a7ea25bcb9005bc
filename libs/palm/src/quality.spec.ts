import { describe, expect, it } from '@jest/globals';
import { verifyThreshold } from './decision.js';
import { extract } from './extract.js';
import type { GreyPicture } from './picture.js';
import { prepareProbe } from './probe.js';
import { assess } from './quality.js';
import { measureDistance } from './distance.js';
import { addNoise, newField } from './synthetic/field.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { Random } from './synthetic/random.js';

const random = new Random('quality spec');

function paint(grey: (x: number, y: number) => number): GreyPicture {
  const pixels = new Uint8Array(128 * 128);
  for (let y = 0; y < 128; y++) {
    for (let x = 0; x < 128; x++) pixels[y * 128 + x] = Math.min(255, Math.max(0, Math.round(grey(x, y))));
  }
  return { width: 128, height: 128, pixels };
}

function blots(sigmaPx: number): GreyPicture {
  const field = newField(128);
  addNoise(field, random, { sigmaPx, amplitude: 30 });
  return paint((x, y) => 128 + field.values[y * 128 + x]);
}

function face(): GreyPicture {
  return paint((x, y) => {
    const inFace = ((x - 64) / 45) ** 2 + ((y - 64) / 58) ** 2;
    const eyes = [46, 82].map((at) => ((x - at) / 9) ** 2 + ((y - 52) / 5) ** 2);
    const mouth = ((x - 64) / 18) ** 2 + ((y - 94) / 5) ** 2;
    if (eyes.some((eye) => eye < 1)) return 60;
    return (mouth < 1 ? 110 : inFace < 1 ? 190 - 20 * inFace : 60) + random.normal();
  });
}

const periods = [3, 5, 8, 10.5, 16, 32, 64];
const notPalms: [string, GreyPicture][] = [
  ['black', paint(() => 0)],
  ['white', paint(() => 255)],
  ['grey', paint(() => 128)],
  ['noise', paint(() => random.next() * 256)],
  ['faint noise', paint(() => 128 + 20 * random.normal())],
  ['a ramp', paint((x) => 2 * x)],
  ['a slanted ramp', paint((x, y) => x + y)],
  ['a vignette', paint((x, y) => 255 - 2 * Math.hypot(x - 64, y - 64))],
  ['a face', face()],
  ...[1.5, 3, 5, 8, 15].map((sigma): [string, GreyPicture] => [`blots of ${sigma} px`, blots(sigma)]),
  ...periods.flatMap((period): [string, GreyPicture][] => [
    [`stripes of ${period} px`, paint((x) => 128 + 80 * Math.sin((x * 2 * Math.PI) / period))],
    [`slanted stripes of ${period} px`, paint((x, y) => 128 + 80 * Math.sin(((x + 0.6 * y) * 2 * Math.PI) / period))],
    [`bars of ${period} px`, paint((x) => (Math.floor((2 * x) / period) % 2 ? 200 : 60))],
    [`a board of ${period} px`, paint((x, y) => ((Math.floor(x / period) + Math.floor(y / period)) % 2 ? 200 : 60))],
    [
      `rings of ${period} px`,
      paint((x, y) => 128 + 80 * Math.sin((Math.hypot(x - 64, y - 64) * 2 * Math.PI) / period)),
    ],
  ]),
];

describe('assessing a region of interest', () => {
  it.each(notPalms)('refuses %s', (_, picture) => {
    const { quality, refusal } = assess(picture);
    expect(refusal).not.toBeNull();
    expect(quality).toBe(0);
  });

  it.each(['black', 'white', 'grey', 'noise', 'a face', 'stripes of 16 px', 'a board of 16 px', 'a ramp'])(
    'says that %s is no palm',
    (name) => {
      expect(assess(notPalms.find(([known]) => known === name)![1]).refusal).toBe('no_palm');
    },
  );

  it('takes drawn palms and grades them', () => {
    for (let person = 0; person < 20; person++) {
      const { quality, refusal } = assess(drawPalm({ identity: `person ${person}`, capture: '1' }));
      expect(refusal).toBeNull();
      expect(quality).toBeGreaterThan(0.3);
      expect(quality).toBeLessThanOrEqual(1);
    }
  });

  it('names what is wrong with a palm seen badly', () => {
    const palm = drawPalm({ identity: 'seen badly', capture: '1' });
    const seen = (grey: (grey: number, x: number) => number) =>
      assess(paint((x, y) => grey(palm.pixels[y * 128 + x], x))).refusal;
    expect(seen((grey) => grey / 8)).toBe('too_dark');
    expect(seen((grey) => grey * 2.5)).toBe('saturated');
    expect(seen((grey, x) => (x < 45 ? 0 : grey))).toBe('outside_frame');
    expect(seen((grey) => 128 + (grey - 128) / 30)).toBe('blurred');
    expect(seen((grey) => grey + 60 * random.normal())).not.toBeNull();
  });

  it('takes a palm that is noisy, faint or dark as long as it is known by it', () => {
    const palm = drawPalm({ identity: 'seen well enough', capture: '1' });
    const enrolled = extract(palm);
    const seen: ((grey: number) => number)[] = [
      (grey) => grey + 10 * random.normal(),
      (grey) => 128 + (grey - 128) / 8,
      (grey) => grey / 4,
    ];
    for (const light of seen) {
      const picture = paint((x, y) => light(palm.pixels[y * 128 + x]));
      expect(assess(picture).refusal).toBeNull();
      expect(measureDistance(prepareProbe(picture), enrolled)).toBeLessThan(verifyThreshold());
    }
  });
});
