import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { verifyThreshold } from '../decision.js';
import { measureDistance } from '../distance.js';
import { extract } from '../extract.js';
import { prepareProbe } from '../probe.js';
import type { Hand } from '../refusal.js';
import { drawHandPicture } from '../synthetic/draw-hand.js';
import type { ColourPicture } from './colour-picture.js';
import { openLandmarkNetwork } from './network.js';
import { readHand } from './read-hand.js';

const network = openLandmarkNetwork(readFileSync(new URL('../../weights/hand-landmark.f16', import.meta.url)));
const drawn = (hand: Hand, turnDeg = 90, capture = '1') => drawHandPicture({ identity: 'ada', capture, hand, turnDeg });
const REAL = '../shared/palms';

/** The other way round, as a mirror shows it. */
function mirrored({ width, height, pixels }: ColourPicture): ColourPicture {
  const other = new Uint8Array(pixels.length);
  for (let at = 0; at < width * height; at++) {
    const from = at - (at % width) + width - 1 - (at % width);
    other.set(pixels.subarray(3 * from, 3 * from + 3), 3 * at);
  }
  return { width, height, pixels: other };
}

async function readReal(folder: string, most: number) {
  const files = readdirSync(`${REAL}/${folder}`).sort();
  const some = files.filter((_, i) => i % Math.ceil(files.length / most) === 0);
  const readings = [];
  for (const file of some) {
    const { data, info } = await sharp(`${REAL}/${folder}/${file}`)
      .rotate()
      .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const picture = { width: info.width, height: info.height, pixels: new Uint8Array(data) };
    readings.push({ file, ...readHand(network, picture) });
  }
  return readings;
}

describe('a picture of a hand', () => {
  it.each([0, 200])('turned by %d degrees is read, and is the same palm', (turnDeg) => {
    const enrolled = readHand(network, drawn('right', 90));
    const turned = readHand(network, drawn('right', turnDeg, '2'));
    expect(turned).toMatchObject({ refusal: null, hand: 'right' });
    expect(measureDistance(prepareProbe(turned.roi!), extract(enrolled.roi!))).toBeLessThan(verifyThreshold());
  });

  it('distinguishes left from right', () => {
    expect(readHand(network, drawn('left')).hand).toBe('left');
    expect(readHand(network, mirrored(drawn('left'))).hand).toBe('right');
  });

  it('goes on from where the hand was, with the same landmarks in fewer passes', () => {
    let passes = 0;
    const counted = { run: (crop: Float32Array) => (passes++, network.run(crop)) };
    const first = readHand(counted, drawn('right'));
    const cold = passes;
    if (first.refusal !== null) throw new Error(first.refusal);
    const next = readHand(counted, drawn('right', 90, '2'), first.box);
    expect(next).toMatchObject({ refusal: null, hand: 'right' });
    expect(passes - cold).toBeLessThan(cold);
  });

  it('without a hand says what to do', () => {
    const grey = { width: 320, height: 240, pixels: new Uint8Array(3 * 320 * 240).fill(120) };
    expect(readHand(network, grey)).toMatchObject({ refusal: 'not_a_palm', hint: 'show_hand' });
    expect(readHand(network, { ...grey, width: 100 }).refusal).toBe('bad_dimensions');
  });
});

/** Pictures of real hands may not be passed on: where they are absent nothing is proven here. */
(existsSync(REAL) ? describe : describe.skip)('real hands (../shared/palms; skipped where it is absent)', () => {
  it('before a white sheet are found, and named as they are', async () => {
    for (const { file, refusal, hand } of await readReal('hands-white-dev', 3)) {
      expect({ file, refusal }).toEqual({ file, refusal: null });
      expect(file).toContain(`-${hand}_`);
    }
  });

  it('seen from the back are refused', async () => {
    for (const { file, refusal } of await readReal('not-palms-dev', 2))
      expect({ file, refusal }).toEqual({ file, refusal: 'not_a_palm' });
  });
});
