/** A palm presented for matching: its code as it came and, when asked for, at other turns, scales and half-cell steps. */
import { encode, encodePhases, maskRegion, type MaskedRegion } from './extract.js';
import type { Phase } from './filters.js';
import { kernel } from './kernel/choose-kernel.js';
import { CODE_WORDS, POSES, ROI_PX } from './parameters.js';
import type { GreyPicture, PixelMap } from './picture.js';
import { readWords } from './template.js';

/** The picture as it came. */
export const AS_IT_CAME = -1;
const PHASES: readonly Phase[] = [
  { up: 0, left: 0 },
  { up: 0, left: 1 },
  { up: 1, left: 0 },
  { up: 1, left: 1 },
];
const ONE = 65536;

export interface Probe {
  /** The code of the picture as it came. */
  readonly template: Uint8Array;
  /** Poses that can be tried beside the picture as it came. */
  readonly poseCount: number;
  /** The template at a pose, for a search whose gallery knows no poses. */
  poseTemplate(pose: number): Uint8Array;
  /** The matcher's words at a pose on the template's grid. */
  words(pose: number): Uint32Array;
  /** The same at the four half-cell phases (none, left, up, both), one after another; null without a picture. */
  phaseWords(pose: number): Uint32Array | null;
}

export function prepareProbe(roi: GreyPicture): Probe {
  return new PictureProbe(roi);
}

/** A probe without its picture: no other poses, no half cells. */
export function probeOfTemplate(template: Uint8Array): Probe {
  const words = new Uint32Array(CODE_WORDS);
  readWords(template, words);
  return { template, poseCount: 0, poseTemplate: () => template, words: () => words, phaseWords: () => null };
}

class PictureProbe implements Probe {
  readonly template: Uint8Array;
  readonly poseCount = POSES.length;
  private readonly asItCame: MaskedRegion;
  private readonly posed: MaskedRegion[] = [];
  private readonly codes: Uint32Array[] = [];
  private readonly phased: boolean[] = [];

  constructor(roi: GreyPicture) {
    this.asItCame = maskRegion(roi);
    this.template = encode(this.asItCame);
  }

  poseTemplate(pose: number): Uint8Array {
    return pose === AS_IT_CAME ? this.template : encode(this.at(pose));
  }

  words(pose: number): Uint32Array {
    return this.allWords(pose).subarray(0, CODE_WORDS);
  }

  phaseWords(pose: number): Uint32Array {
    const all = this.allWords(pose);
    if (!this.phased[pose + 1]) encodePhases(this.at(pose), PHASES.slice(1), all.subarray(CODE_WORDS));
    this.phased[pose + 1] = true;
    return all;
  }

  private allWords(pose: number): Uint32Array {
    const kept = this.codes[pose + 1];
    if (kept !== undefined) return kept;
    const words = new Uint32Array(PHASES.length * CODE_WORDS);
    if (pose === AS_IT_CAME) readWords(this.template, words.subarray(0, CODE_WORDS));
    else encodePhases(this.at(pose), PHASES.slice(0, 1), words);
    return (this.codes[pose + 1] = words);
  }

  private at(pose: number): MaskedRegion {
    if (pose === AS_IT_CAME) return this.asItCame;
    return (this.posed[pose] ??= takePose(this.asItCame, POSES[pose]));
  }
}

function takePose({ pixels, bad }: MaskedRegion, pose: { turnDeg: number; scale: number }): MaskedRegion {
  const map = poseMap(pose);
  return { pixels: kernel.warp(pixels, map), bad, map };
}

/** Target to source about the centre: a scale above one enlarges the hand. */
export function poseMap(pose: { turnDeg: number; scale: number }): PixelMap {
  const angle = (pose.turnDeg * Math.PI) / 180;
  const cos = Math.round((Math.cos(angle) / pose.scale) * ONE);
  const sin = Math.round((Math.sin(angle) / pose.scale) * ONE);
  const centre = (ROI_PX - 1) / 2;
  const c = Math.round(centre * (ONE - cos - sin));
  const f = Math.round(centre * (ONE + sin - cos));
  return { a: cos, b: sin, c, d: -sin, e: cos, f };
}
