import { describe, expect, it } from '@jest/globals';
import { extract } from '../extract.js';
import { prepareProbe } from '../probe.js';
import { measureDistance } from '../distance.js';
import { drawPalm } from './draw-palm.js';

describe('drawn palms', () => {
  it('are decided by their seeds', () => {
    const palm = { identity: 'ada', capture: 'morning' };
    expect(drawPalm(palm)).toEqual(drawPalm(palm));
    expect(drawPalm({ ...palm, capture: 'evening' })).not.toEqual(drawPalm(palm));
  });

  it('of the two hands of one person have nothing in common', () => {
    const left = drawPalm({ identity: 'ada', capture: '1', hand: 'left' });
    const right = drawPalm({ identity: 'ada', capture: '1', hand: 'right' });
    expect(measureDistance(prepareProbe(left), extract(right))).toBeGreaterThan(0.38);
  });

  it('have the distances of real palms: mated near .24, non-mated near .41', () => {
    const people = Array.from({ length: 10 }, (_, person) =>
      ['1', '2'].map((capture) => drawPalm({ identity: `crowd ${person}`, capture })),
    );
    const probes = people.map(([first]) => prepareProbe(first));
    const templates = people.map(([, second]) => extract(second));
    const mated = probes.map((probe, i) => measureDistance(probe, templates[i]));
    const nonMated = probes.map((probe, i) => measureDistance(probe, templates[(i + 1) % 10]));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(mated)).toBeGreaterThan(0.18);
    expect(mean(mated)).toBeLessThan(0.29);
    expect(Math.max(...mated)).toBeLessThan(0.36);
    expect(mean(nonMated)).toBeGreaterThan(0.4);
    expect(Math.min(...nonMated)).toBeGreaterThan(0.38);
  });
});
