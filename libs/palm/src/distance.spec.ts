import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extract } from './extract.js';
import { THRESHOLDS } from './parameters.js';
import type { GreyPicture } from './picture.js';
import { prepareProbe } from './probe.js';
import { compareTemplates, measureDistance, measureBaseDistance, measureSymmetricDistance } from './distance.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { MASK_OFFSET } from './template.js';

const PEOPLE = Array.from({ length: 6 }, (_, person) => {
  const identity = `scored ${person}`;
  const [one, other] = ['1', '2'].map((capture) => drawPalm({ identity, capture }));
  return { identity, one, template: extract(one), other, otherTemplate: extract(other) };
});
const person = fc.constantFrom(...PEOPLE);

function moved(identity: string, pose: Parameters<typeof drawPalm>[0]['pose']): GreyPicture {
  return drawPalm({ identity, capture: 'moved', pose });
}

describe('the distance of a probe to a template', () => {
  it('is next to nothing between a picture and its own template, the more so the more of it is seen', () => {
    for (const { one, template } of PEOPLE) expect(measureDistance(prepareProbe(one), template)).toBeLessThan(0.03);
  });

  it('is under the threshold for another capture of the palm and above it for other palms', () => {
    for (const { other, template } of PEOPLE) {
      expect(measureDistance(prepareProbe(other), template)).toBeLessThan(THRESHOLDS.verifyStrict);
      for (const another of PEOPLE) {
        if (another.template === template) continue;
        expect(measureDistance(prepareProbe(other), another.template)).toBeGreaterThan(THRESHOLDS.verify);
      }
    }
  });

  it('stays under the threshold when the hand is shifted, turned or larger', () => {
    const pose = fc.record({
      shiftXPx: fc.integer({ min: -24, max: 24 }),
      shiftYPx: fc.integer({ min: -24, max: 24 }),
    });
    fc.assert(
      fc.property(person, pose, ({ identity, template }, shift) => {
        expect(measureDistance(prepareProbe(moved(identity, shift)), template)).toBeLessThan(THRESHOLDS.verify);
      }),
      { numRuns: 8 },
    );
    for (const { identity, template } of PEOPLE.slice(0, 3)) {
      for (const change of [{ turnDeg: 10 }, { turnDeg: -10 }, { scale: 0.8 }, { scale: 1.25 }]) {
        expect(measureDistance(prepareProbe(moved(identity, change)), template)).toBeLessThan(THRESHOLDS.verify);
      }
    }
  });

  it('never rises when poses are tried', () => {
    fc.assert(
      fc.property(person, person, ({ other }, { template }) => {
        const probe = prepareProbe(other);
        expect(measureDistance(probe, template)).toBeLessThanOrEqual(measureBaseDistance(probe, template));
      }),
      { numRuns: 20 },
    );
  });

  it('is symmetric between two templates', () => {
    fc.assert(
      fc.property(person, person, ({ template }, { otherTemplate }) => {
        expect(compareTemplates(template, otherTemplate)).toBe(compareTemplates(otherTemplate, template));
      }),
      { numRuns: 20 },
    );
  });

  it('is the least of both ways round when measured symmetrically', () => {
    fc.assert(
      fc.property(person, person, ({ one, template }, { other, otherTemplate }) => {
        const [forth, back] = [prepareProbe(one), prepareProbe(other)];
        const expected = Math.min(measureDistance(forth, otherTemplate), measureDistance(back, template));
        expect(measureSymmetricDistance(forth, back)).toBe(expected);
        expect(measureSymmetricDistance(back, forth)).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });

  it.each([
    ['left and right', (at: number) => at % 128 < 64],
    ['above and below', (at: number) => at < 64 * 128],
    ['along a diagonal', (at: number) => (at % 128) + (at >> 7) < 128],
  ])('does not agree with both palms that a picture was put together from, %s', (_, isFirst) => {
    for (let i = 0; i < PEOPLE.length; i++) {
      const [first, second] = [PEOPLE[i], PEOPLE[(i + 1) % PEOPLE.length]];
      const pixels = first.other.pixels.map((grey, at) => (isFirst(at) ? grey : second.other.pixels[at]));
      const composite = prepareProbe({ ...first.other, pixels });
      const distances = [first, second].map(({ template }) => measureDistance(composite, template));
      expect(Math.max(...distances)).toBeGreaterThan(THRESHOLDS.enrollmentAgreement);
    }
  });

  it('is 1 when a template has no valid cell', () => {
    const blind = PEOPLE[0].template.slice().fill(0, MASK_OFFSET, MASK_OFFSET + 128);
    expect(measureDistance(prepareProbe(PEOPLE[0].one), blind)).toBe(1);
    expect(compareTemplates(blind, blind)).toBe(1);
  });

  it('does not fall for different palms with the same black corner', () => {
    const corner = (picture: GreyPicture) => {
      const pixels = picture.pixels.map((grey, at) => ((at % 128) + Math.floor(at / 128) < 70 ? 0 : grey));
      return { ...picture, pixels };
    };
    const cut = PEOPLE.map(({ other }) => corner(other));
    const templates = cut.map(extract);
    for (let i = 1; i < PEOPLE.length; i++) {
      expect(measureDistance(prepareProbe(cut[i]), templates[i - 1])).toBeGreaterThan(THRESHOLDS.verify);
    }
    expect(measureDistance(prepareProbe(corner(PEOPLE[0].one)), templates[0])).toBeLessThan(THRESHOLDS.verify);
  });
});

describe('golden distances', () => {
  it.each([
    [0, 0, 0.2425847551961696],
    [0, 1, 0.4319934453244388],
    [1, 1, 0.2662523737304122],
    [2, 5, 0.42314009627104543],
  ])('of person %d against person %d stays the same to the last digit', (probe, template, expected) => {
    expect(measureDistance(prepareProbe(PEOPLE[probe].other), PEOPLE[template].template)).toBe(expected);
  });
});
