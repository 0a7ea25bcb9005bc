import { describe, expect, it } from '@jest/globals';
import { extract } from '../extract.js';
import { verifyThreshold } from '../decision.js';
import type { GreyPicture } from '../picture.js';
import { prepareProbe } from '../probe.js';
import type { Hand } from '../refusal.js';
import { measureDistance } from '../distance.js';
import { drawHand } from '../synthetic/draw-hand.js';
import { Random } from '../synthetic/random.js';
import { findPalm } from './find-palm.js';

const drawn = (identity: string, hand: Hand, capture = '1') => drawHand({ identity, capture, hand });
const ada = drawn('ada', 'right');
const enrolled = extract(regionOf(ada));

/** Turned clockwise by quarters, as a camera held upright or upside down gives it. */
function quarterTurn({ width, height, pixels }: GreyPicture): GreyPicture {
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + height - 1 - y] = pixels[y * width + x];
  }
  return { width: height, height: width, pixels: turned };
}

function regionOf(picture: GreyPicture): GreyPicture {
  const { roi, refusal } = findPalm(picture);
  expect(refusal).toBeNull();
  return roi!;
}

function paint(grey: (x: number, y: number) => number): GreyPicture {
  const pixels = Uint8Array.from({ length: 300 * 300 }, (_, at) => grey(at % 300, Math.floor(at / 300)));
  return { width: 300, height: 300, pixels };
}

describe('finding the palm of a whole hand', () => {
  it('finds the same region whichever of four ways the picture is turned', () => {
    let picture = ada;
    for (let turn = 0; turn < 4; turn++) {
      expect(findPalm(picture).hand).toBe('right');
      expect(measureDistance(prepareProbe(regionOf(picture)), enrolled)).toBeLessThan(0.1);
      picture = quarterTurn(picture);
    }
  });

  it('bears a hand held aslant', () => {
    const aslant = drawHand({ identity: 'ada', capture: '2', hand: 'right', turnDeg: 33 });
    expect(measureDistance(prepareProbe(regionOf(aslant)), enrolled)).toBeLessThan(verifyThreshold());
  });

  it('distinguishes left from right by the thumb', () => {
    expect(findPalm(drawn('bob', 'left')).hand).toBe('left');
    expect(findPalm(drawn('bob', 'right')).hand).toBe('right');
    expect(findPalm(quarterTurn(drawn('bob', 'left'))).hand).toBe('left');
  });

  it('knows the palm again in another picture, and no other palm for it', () => {
    expect(measureDistance(prepareProbe(regionOf(drawn('ada', 'right', '3'))), enrolled)).toBeLessThan(
      verifyThreshold(),
    );
    expect(measureDistance(prepareProbe(regionOf(drawn('bob', 'right'))), enrolled)).toBeGreaterThan(verifyThreshold());
    expect(measureDistance(prepareProbe(regionOf(drawn('ada', 'left'))), enrolled)).toBeGreaterThan(verifyThreshold());
  });

  it('bears light from the side, and a bright background', () => {
    const lit = ada.pixels.map((grey, at) => grey * (0.35 + 0.75 * ((at % ada.width) / ada.width)));
    expect(measureDistance(prepareProbe(regionOf({ ...ada, pixels: lit })), enrolled)).toBeLessThan(verifyThreshold());
    const bright = ada.pixels.map((grey) => (grey < 40 ? 225 : grey));
    expect(measureDistance(prepareProbe(regionOf({ ...ada, pixels: bright })), enrolled)).toBeLessThan(
      verifyThreshold(),
    );
  });

  it('says that fingers are closed, or that a palm is cut off', () => {
    const closed = drawHand({ identity: 'ada', capture: '1', hand: 'right', fingers: 'closed' });
    expect(findPalm(closed).refusal).toBe('fingers_closed');
    const cutOff = drawHand({ identity: 'ada', capture: '1', hand: 'right', moved: -2.1 });
    expect(findPalm(cutOff)).toMatchObject({ roi: null, refusal: expect.stringMatching(/outside_frame|no_hand/) });
  });

  it('says what is wrong with the light', () => {
    const dark = { ...ada, pixels: ada.pixels.map((grey) => grey / 8) };
    expect(findPalm(dark).refusal).toBe('too_dark');
    expect(findPalm({ ...ada, pixels: ada.pixels.map(() => 255) }).refusal).toBe('saturated');
  });

  const random = new Random('no hands');
  it.each([
    ['nothing', paint(() => 120)],
    ['noise', paint(() => random.next() * 256)],
    ['a disc', paint((x, y) => (Math.hypot(x - 150, y - 150) < 90 ? 200 : 20))],
    ['stripes', paint((x) => (x % 40 < 20 ? 200 : 20))],
    [
      'a star',
      paint((x, y) => (Math.hypot(x - 150, y - 150) < 80 + 40 * Math.sin(5 * Math.atan2(y - 150, x - 150)) ? 200 : 20)),
    ],
  ])('sees no palm in %s', (_, picture) => {
    expect(findPalm(picture).roi).toBeNull();
  });

  it('refuses pictures of no size', () => {
    expect(findPalm({ width: 100, height: 100, pixels: new Uint8Array(10_000) }).refusal).toBe('bad_dimensions');
    expect(findPalm({ width: 300, height: 300, pixels: new Uint8Array(7) }).refusal).toBe('bad_dimensions');
  });
});
