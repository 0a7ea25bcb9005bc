/** A crowd of nobody, as large as wanted: templates of three captures a palm, and pictures of further ones. */
import { COARSE_PLANES } from '../../libs/palm/src/template.js';
import { COARSE_OFFSET, MASK_OFFSET, type GreyPicture } from '#palm';
import { Random } from '../../libs/palm/src/synthetic/random.js';
import { drawDisturbances, drawSkins, greyOf, MAP, PLANES, planeOf, walk, type Lay, type Skin } from './skins.js';

export const SAMPLES = 3;
const SKINS = 120;
const DISTURBANCES = 16;
/** Skins in a quarter of a palm. */
const MIXED = 3;
const MIX = MIXED + 1;
const CELLS = 32;
const ROI = 128;
/** Spread of a capture's place, steps of two pixels, and of its quarters beside it. */
const PLACE = 0.9;
const MAX_SHIFT = 6;
const FADE_PX = 12;

export class Crowd {
  private readonly skins: Skin[];
  private readonly disturbances: Skin[];
  private readonly mix = newMix();
  private readonly answers = new Int32Array(PLANES * CELLS * CELLS);

  constructor() {
    this.skins = drawSkins(SKINS);
    this.disturbances = drawDisturbances(DISTURBANCES);
  }

  /** Writes the template of one capture of a palm. */
  template(palm: number, sample: number, into: Uint8Array): void {
    const random = new Random(`${palm}/${sample}`);
    const hardness = hardnessOf(random);
    const quarters = this.layPalm(palm);
    const disturbance = this.disturb(random, hardness);
    const [up, left] = [place(random, hardness), place(random, hardness)];
    quarters.forEach((lays, quarter) => {
      const [top, first] = [(quarter >> 1) * (CELLS / 2), (quarter & 1) * (CELLS / 2)];
      const move = { up: up + bend(random, hardness), left: left + bend(random, hardness) };
      mixInto(this.mix, lays, disturbance);
      answerQuarter(this.answers, this.mix, { top, first, ...move });
    });
    pack(this.answers, into);
  }

  /** A capture as a picture: the same palm, moved, turned and scaled a little; its quarters fade into each other. */
  picture(palm: number, sample: number): GreyPicture {
    const random = new Random(`${palm}/${sample}`);
    const hardness = hardnessOf(random);
    const quarters = this.layPalm(palm);
    const disturbance = this.disturb(random, hardness);
    const scale = 1 + 0.018 * hardness * random.normal();
    const angle = (1.6 * hardness * random.normal() * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
    const [dx, dy] = [2 * place(random, hardness), 2 * place(random, hardness)];
    const pixels = new Uint8Array(ROI * ROI);
    const centre = (ROI - 1) / 2;
    for (let y = 0; y < ROI; y++) {
      for (let x = 0; x < ROI; x++) {
        const [u, v] = [x - centre, y - centre];
        const [sx, sy] = [cos * u + sin * v + centre + dx, cos * v - sin * u + centre + dy];
        const noise = 2.2 * hardness * random.normal() + disturbance.weight * greyOf(disturbance, sx, sy);
        pixels[y * ROI + x] = Math.min(255, Math.max(0, Math.round(128 + noise + fade(quarters, sx, sy))));
      }
    }
    return { width: ROI, height: ROI, pixels };
  }

  /**
   * By quarters, because some thousand of a hundred thousand palms share a skin with any one of them: over a whole palm
   * that would make non-mated templates related, over a quarter of it they stay unrelated.
   */
  private layPalm(palm: number): Lay[][] {
    const random = new Random(`palm ${palm}`);
    return Array.from({ length: 4 }, () =>
      Array.from({ length: MIXED }, () => ({
        skin: this.skins[random.whole(0, SKINS - 1)],
        way: random.whole(0, 7),
        weight: random.between(0.5, 0.65),
        up: random.whole(-8, 8),
        left: random.whole(-8, 8),
      })),
    );
  }

  private disturb(random: Random, hardness: number): Lay {
    return {
      skin: this.disturbances[random.whole(0, DISTURBANCES - 1)],
      way: random.whole(0, 7),
      weight: 1.0 * hardness,
      up: random.whole(-8, 8),
      left: random.whole(-8, 8),
    };
  }
}

function fade(quarters: readonly Lay[][], x: number, y: number): number {
  const right = Math.min(1, Math.max(0, (x - ROI / 2) / FADE_PX + 0.5));
  const lower = Math.min(1, Math.max(0, (y - ROI / 2) / FADE_PX + 0.5));
  let grey = 0;
  quarters.forEach((lays, quarter) => {
    const part = (quarter & 1 ? right : 1 - right) * (quarter & 2 ? lower : 1 - lower);
    if (part > 0) for (const lay of lays) grey += part * lay.weight * greyOf(lay, x, y);
  });
  return grey;
}

function hardnessOf(random: Random): number {
  return 0.62 * Math.exp(0.35 * random.normal());
}

function place(random: Random, hardness: number): number {
  return Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, Math.round(PLACE * 2 * hardness * random.normal())));
}

function bend(random: Random, hardness: number): number {
  return Math.max(-1, Math.min(1, Math.round(0.65 * hardness * random.normal())));
}

interface Mix {
  readonly from: Int8Array[];
  /** In 1/64. */
  readonly weight: Int32Array;
  /** Where a lay's map of answers to each plane begins. */
  readonly map: Int32Array;
  readonly down: Int32Array;
  readonly across: Int32Array;
}

function newMix(): Mix {
  return {
    from: [],
    weight: new Int32Array(MIX),
    map: new Int32Array(PLANES * MIX),
    down: new Int32Array(MIX),
    across: new Int32Array(MIX),
  };
}

/** Written over one mix again and again: a million small arrays would cost more than what is done with them. */
function mixInto(mix: Mix, lays: readonly Lay[], last: Lay): void {
  for (let at = 0; at < MIX; at++) {
    const lay = at < MIXED ? lays[at] : last;
    const { origin, down, across } = walk(lay);
    mix.from[at] = lay.skin.answers;
    mix.weight[at] = Math.round(64 * lay.weight);
    mix.down[at] = down;
    mix.across[at] = across;
    for (let plane = 0; plane < PLANES; plane++)
      mix.map[plane * MIX + at] = planeOf(plane, lay.way) * MAP * MAP + origin;
  }
}

interface Quarter {
  readonly top: number;
  readonly first: number;
  /** Steps of two pixels. */
  readonly up: number;
  readonly left: number;
}

function answerQuarter(answers: Int32Array, mix: Mix, { top, first, up, left }: Quarter): void {
  const half = CELLS / 2;
  for (let plane = 0; plane < PLANES; plane++) {
    for (let lay = 0; lay < MIX; lay++) {
      const from = mix.from[lay];
      const weight = mix.weight[lay];
      const [down, across] = [mix.down[lay], mix.across[lay]];
      const origin = mix.map[plane * MIX + lay] + (2 * top + up) * down + (2 * first + left) * across;
      for (let y = 0; y < half; y++) {
        const row = origin + 2 * y * down;
        const to = (plane * CELLS + top + y) * CELLS + first;
        if (lay === 0) for (let x = 0; x < half; x++) answers[to + x] = weight * from[row + 2 * x * across];
        else for (let x = 0; x < half; x++) answers[to + x] += weight * from[row + 2 * x * across];
      }
    }
  }
}

/** As the engine lays out a template whose every cell saw skin. */
function pack(answers: Int32Array, into: Uint8Array): void {
  into.fill(255, MASK_OFFSET, COARSE_OFFSET);
  for (let byte = 0, at = 0; byte < MASK_OFFSET; byte++) {
    let bits = 0;
    for (let bit = 1; bit < 256; bit <<= 1) if (answers[at++] > 0) bits |= bit;
    into[byte] = bits;
  }
  let byte = COARSE_OFFSET;
  for (const plane of COARSE_PLANES) {
    for (let y = 0; y < CELLS; y += 2) {
      let at = (plane * CELLS + y) * CELLS;
      for (let half = 0; half < 2; half++) {
        let bits = 0;
        for (let bit = 1; bit < 256; bit <<= 1, at += 2) {
          if (answers[at] + answers[at + 1] + answers[at + CELLS] + answers[at + CELLS + 1] > 0) bits |= bit;
        }
        into[byte++] = bits;
      }
    }
  }
}
