import { describe, expect, it } from '@jest/globals';
import { verifyThreshold } from './decision.js';
import { extract } from './extract.js';
import type { GreyPicture } from './picture.js';
import { prepareProbe } from './probe.js';
import { assess } from './quality.js';
import { measureDistance } from './distance.js';
import { drawPalm } from './synthetic/draw-palm.js';
import { addNoise, newField } from './synthetic/field.js';
import { Random } from './synthetic/random.js';

// Named once: reading a global in a hot loop is slow inside the sandbox tests run in.
const { floor, hypot, max, min, sin } = Math;

const TRIES = 10_000;
const PALMS = 50;
const random = new Random('degenerate');

function paint(grey: (x: number, y: number) => number): GreyPicture {
  const pixels = new Uint8Array(128 * 128);
  for (let at = 0; at < pixels.length; at++) pixels[at] = min(255, max(0, grey(at % 128, at >> 7)));
  return { width: 128, height: 128, pixels };
}

/** Each draws another picture every time it is asked. */
const KINDS: Record<string, () => GreyPicture> = {
  black: () => paint(() => random.between(0, 6)),
  white: () => paint(() => random.between(250, 255)),
  grey: () => paint(() => 128),
  noise: () => paint(() => random.next() * 256),
  blots() {
    const field = newField(128);
    addNoise(field, random, { sigmaPx: random.between(1.2, 15), amplitude: 35 });
    return paint((x, y) => 128 + field.values[y * 128 + x]);
  },
  stripes() {
    const [kx, ky, amplitude] = [random.between(-1, 1), random.between(-1, 1), random.between(20, 120)];
    return paint((x, y) => 128 + amplitude * sin(kx * x + ky * y));
  },
  board() {
    const side = random.between(3, 40);
    return paint((x, y) => ((floor(x / side) + floor(y / side)) % 2 ? 210 : 50));
  },
  rings() {
    const [cx, cy, k] = [random.between(0, 128), random.between(0, 128), random.between(0.1, 1.2)];
    return paint((x, y) => 128 + 80 * sin(k * hypot(x - cx, y - cy)));
  },
  face() {
    const [cx, cy, size] = [random.between(55, 72), random.between(55, 72), random.between(0.7, 1.2)];
    return paint((x, y) => {
      const [u, v] = [(x - cx) / size, (y - cy) / size];
      const eyes = [-18, 18].some((at) => ((u - at) / 9) ** 2 + ((v + 12) / 5) ** 2 < 1);
      const mouth = (u / 18) ** 2 + ((v - 30) / 5) ** 2 < 1;
      const skin = 190 - 20 * ((u / 45) ** 2 + (v / 58) ** 2);
      return (eyes ? 60 : mouth ? 110 : (u / 45) ** 2 + (v / 58) ** 2 < 1 ? skin : 60) + 2 * random.normal();
    });
  },
  halves: () => paint((x, y) => (x * random.between(0.98, 1) < 64 ? 30 : 200) + y / 8),
};

describe('degenerate pictures', () => {
  const palms = Array.from({ length: PALMS }, (_, i) =>
    extract(drawPalm({ identity: `degenerate ${i}`, capture: '1' })),
  );
  const kinds = Object.entries(KINDS);
  const each = TRIES / PALMS / kinds.length;

  it.each(kinds)(`match no palm in ${TRIES} tries of all kinds: %s`, (_, draw) => {
    let least = 1;
    for (let one = 0; one < each; one++) {
      const probe = prepareProbe(draw());
      for (const palm of palms) least = min(least, measureDistance(probe, palm));
    }
    expect(least).toBeGreaterThan(verifyThreshold());
  });

  // A drawn face can pass the quality gate; it still matches no palm.
  it.each(kinds.filter(([name]) => name !== 'face'))('are refused by the quality gate: %s', (_, draw) => {
    for (let one = 0; one < 5; one++) expect(assess(draw()).refusal).not.toBeNull();
  });
});
