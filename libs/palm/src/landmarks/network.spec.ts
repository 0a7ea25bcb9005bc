/** The landmark network answers as its reference does: TensorFlow.js 4 over the same weights (tools/hand-landmarks/reference.mjs). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CROP_PX, openLandmarkNetwork } from './network.js';

const weights = readFileSync(new URL('../../weights/hand-landmark.f16', import.meta.url));
const reference = JSON.parse(readFileSync(new URL('network.golden.json', import.meta.url), 'utf8')) as {
  points: number[];
  world: number[];
  presence: number;
  handedness: number;
};

/** A crop that anybody can make again. */
const pattern = Float32Array.from({ length: CROP_PX * CROP_PX * 3 }, (_, at) => {
  const [row, column, channel] = [Math.floor(at / 3 / CROP_PX), Math.floor(at / 3) % CROP_PX, at % 3];
  return ((row * 7 + column * 13 + channel * 29 + ((row * column) >> 3)) % 256) / 255;
});
const farthest = (values: Float32Array, others: number[]) =>
  Math.max(...others.map((other, i) => Math.abs(other - values[i])));

describe('the landmark network', () => {
  it('has the weights of the release that NOTICE names', () => {
    const hash = createHash('sha256').update(weights).digest('hex');
    expect(hash).toBe('5b069246c5f08c9b7111f661b8b6bd57028aaf3fab9a65a93478bf70536f83b1');
  });

  it('places its landmarks within a thousandth of a pixel of the reference', () => {
    const { points, world, presence, handedness } = openLandmarkNetwork(weights).run(pattern);
    expect(farthest(points, reference.points)).toBeLessThan(1e-3);
    expect(farthest(world, reference.world)).toBeLessThan(1e-5);
    expect(Math.abs(presence - reference.presence)).toBeLessThan(1e-5);
    expect(Math.abs(handedness - reference.handedness)).toBeLessThan(1e-5);
  });

  it('answers the same bits every time', () => {
    const network = openLandmarkNetwork(weights);
    const first = network.run(pattern);
    network.run(new Float32Array(pattern.length));
    expect(network.run(pattern)).toEqual(first);
    const bits = createHash('sha256').update(new Uint8Array(first.points.buffer)).digest('hex');
    expect(bits).toBe('7f198ea90574d5f9dc4d1ef6b37d2b86f383bde8324c718071cafaf5c5f12163');
  });

  it('refuses other weights and crops of other sizes', () => {
    expect(() => openLandmarkNetwork(weights.subarray(2))).toThrow(RangeError);
    expect(() => openLandmarkNetwork(weights).run(new Float32Array(3))).toThrow(RangeError);
  });
});
