import { describe, expect, it } from '@jest/globals';
import { extract } from './extract.js';
import { prepareProbe } from './probe.js';
import { explainDistance, measureDistance } from './distance.js';
import { drawPalm } from './synthetic/draw-palm.js';
import * as engine from './index.js';
import { traceMatch } from './trace.js';

const ada = drawPalm({ identity: 'ada', capture: '1' });
const again = drawPalm({ identity: 'ada', capture: '2', pose: { scale: 0.8, turnDeg: 4 } });
const bob = drawPalm({ identity: 'bob', capture: '1' });

describe('the trace of a match', () => {
  it('gives the distance that measureDistance gives', () => {
    for (const probe of [ada, again, bob]) {
      const prepared = prepareProbe(probe);
      expect(explainDistance(prepared, extract(ada)).distance).toBe(measureDistance(prepared, extract(ada)));
    }
  });

  it('shows every stage of a match', () => {
    const { stages, explanation: explained, pose, unaligned, decision } = traceMatch(again, ada);
    expect(stages.length).toBe(2 + 3 * 6 + 2);
    for (const { picture } of stages) expect(picture.pixels.length).toBe(picture.width * picture.height);
    expect(pose).toMatch(/^turned/);
    expect(unaligned).toBeGreaterThan(explained.elastic.distance);
    expect(decision).toBe('matched');
    expect(traceMatch(bob, ada).decision).toBe('not_matched');
  });

  it('of a palm with itself differs nowhere and moves nowhere', () => {
    const { stages, unaligned, pose } = traceMatch(ada, ada);
    expect([unaligned, pose]).toEqual([0, 'as it came']);
    for (const { picture } of stages.slice(-2))
      expect([...picture.pixels].filter((grey) => grey !== 255 && grey !== 128)).toEqual([]);
  });

  it('is not exported to the gateway', () => {
    expect(Object.keys(engine)).not.toContain('traceMatch');
  });
});
