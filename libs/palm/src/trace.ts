/**
 * One comparison, stage by stage, as pictures. The engine's index does not export it, so that no gateway can draw one; the
 * trace tool imports this file. It shows palms and belongs to whoever holds the two pictures.
 */
import { bitsOf, ShiftedTemplate, cellsOf } from './shifted-template.js';
import { decide, type Decision } from './decision.js';
import { extract } from './extract.js';
import { ON_GRID } from './filters.js';
import { kernel } from './kernel/choose-kernel.js';
import { CELLS, CODE_WORDS, FILTER, PLANES, POSES } from './parameters.js';
import type { GreyPicture } from './picture.js';
import { AS_IT_CAME, prepareProbe } from './probe.js';
import { explainDistance, type DistanceExplanation } from './distance.js';
import { readWords } from './template.js';

export interface TraceStage {
  readonly name: string;
  readonly picture: GreyPicture;
}

export interface MatchTrace {
  readonly stages: readonly TraceStage[];
  readonly explanation: DistanceExplanation;
  /** The pose of the probe with the least distance, in words. */
  readonly pose: string;
  /** Differing bits over compared bits without any alignment. */
  readonly unaligned: number;
  /** The decision against a gallery of this one palm. */
  readonly decision: Decision<string>['outcome'];
}

const ORIENTATIONS = ['0°', '30°', '60°', '90°', '120°', '150°'];
const BLOCK_CELLS = 8;
/** Grey levels of response that show as white. */
const BRIGHTEST = 6;

export function traceMatch(probePicture: GreyPicture, enrolled: GreyPicture): MatchTrace {
  const probe = prepareProbe(probePicture);
  const template = extract(enrolled);
  const explanation = explainDistance(probe, template);
  const [probeWords, templateWords] = [probe.words(explanation.pose), new Uint32Array(CODE_WORDS)];
  readWords(template, templateWords);
  const stages: TraceStage[] = [
    { name: 'probe, region of interest', picture: probePicture },
    { name: 'enrolled, region of interest', picture: enrolled },
    ...drawResponses(probePicture),
    ...drawCode('probe', probeWords),
    ...drawCode('enrolled', templateWords),
    {
      name: 'planes that differ after the global shift',
      picture: drawDifference(probeWords, templateWords, explanation),
    },
    { name: 'how far each block moved', picture: drawMoves(explanation) },
  ];
  const { outcome } = decide([{ member: 'enrolled', distance: explanation.distance }], 1);
  return {
    stages,
    explanation,
    pose: nameOf(explanation.pose),
    unaligned: compareAsTheyCame(probeWords, templateWords),
    decision: outcome,
  };
}

function nameOf(pose: number): string {
  if (pose === AS_IT_CAME) return 'as it came';
  return `turned ${POSES[pose].turnDeg}°, scaled ${POSES[pose].scale}`;
}

function drawResponses(roi: GreyPicture): TraceStage[] {
  kernel.loadRegion(roi.pixels);
  const responses = kernel.respond(ON_GRID, new Uint32Array(CODE_WORDS)).slice();
  return ORIENTATIONS.map((orientation, plane) => ({
    name: `probe, response at ${orientation}`,
    picture: paint((x, y) => 128 + (64 * responses[(plane * CELLS + y) * CELLS + x]) / FILTER.scale / BRIGHTEST),
  }));
}

/** White where a dark line runs, grey where the cell saw no skin. */
function drawCode(whose: string, words: Uint32Array): TraceStage[] {
  return ORIENTATIONS.map((orientation, plane) => ({
    name: `${whose}, code at ${orientation}`,
    picture: paint((x, y) => (isSet(words, PLANES, x, y) ? 255 * Number(isSet(words, plane, x, y)) : 128)),
  }));
}

/** The darker, the more of the six planes differ; grey where there is nothing to compare. */
function drawDifference(probe: Uint32Array, template: Uint32Array, { at }: DistanceExplanation): GreyPicture {
  return paint((x, y) => {
    const [tx, ty] = [x + at.dx, y + at.dy];
    const beyond = tx < 0 || ty < 0 || tx >= CELLS || ty >= CELLS;
    if (beyond || !isSet(probe, PLANES, x, y) || !isSet(template, PLANES, tx, ty)) return 128;
    let differing = 0;
    for (let plane = 0; plane < PLANES; plane++) {
      if (isSet(probe, plane, x, y) !== isSet(template, plane, tx, ty)) differing++;
    }
    return 255 - (255 * differing) / PLANES;
  });
}

/** Bright blocks stayed, dark ones moved by up to three cells beyond the global shift. */
function drawMoves({ elastic }: DistanceExplanation): GreyPicture {
  return paint((x, y) => {
    const block = Math.floor(y / BLOCK_CELLS) * (CELLS / BLOCK_CELLS) + Math.floor(x / BLOCK_CELLS);
    const moved = Math.hypot(elastic.shiftY[block], elastic.shiftX[block]) / 2;
    return 255 - 60 * moved;
  });
}

function compareAsTheyCame(probe: Uint32Array, template: Uint32Array): number {
  const shifted = new ShiftedTemplate();
  shifted.load(template);
  const count = shifted.count(probe, 0, 0);
  return cellsOf(count) === 0 ? 1 : bitsOf(count) / (cellsOf(count) * PLANES);
}

function isSet(words: Uint32Array, plane: number, x: number, y: number): boolean {
  return ((words[plane * CELLS + y] >>> x) & 1) === 1;
}

function paint(grey: (x: number, y: number) => number): GreyPicture {
  const pixels = new Uint8Array(CELLS * CELLS);
  for (let y = 0; y < CELLS; y++) {
    for (let x = 0; x < CELLS; x++) pixels[y * CELLS + x] = Math.min(255, Math.max(0, Math.round(grey(x, y))));
  }
  return { width: CELLS, height: CELLS, pixels };
}
