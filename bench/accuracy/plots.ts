/** DET curve and distance histogram as SVG. */
import { countBelow, type Distances } from './statistics.js';

const WIDTH = 640;
const HEIGHT = 480;
const EDGE = 60;

/** Both error rates on logarithmic axes from 10⁻⁶ to 1. */
export function plotDet(title: string, distances: Distances): string {
  const mated = distances.mated.slice().sort();
  const nonMated = distances.nonMated.slice().sort();
  const points: string[] = [];
  let last = '';
  for (const threshold of thresholds(mated, nonMated)) {
    const fmr = countBelow(nonMated, threshold) / nonMated.length;
    const fnmr = 1 - countBelow(mated, threshold) / mated.length;
    const point = `${onDecades(fmr, EDGE, WIDTH - EDGE / 2)},${onDecades(fnmr, HEIGHT - EDGE, EDGE / 2)}`;
    if (point !== last) points.push((last = point));
  }
  const grid: string[] = [];
  for (let decade = -6; decade <= 0; decade++) {
    const x = onDecades(10 ** decade, EDGE, WIDTH - EDGE / 2);
    const y = onDecades(10 ** decade, HEIGHT - EDGE, EDGE / 2);
    grid.push(line(x, HEIGHT - EDGE, x, EDGE / 2), text(x, HEIGHT - EDGE + 18, `1e${decade}`, 'middle'));
    grid.push(line(EDGE, y, WIDTH - EDGE / 2, y), text(EDGE - 6, y + 4, `1e${decade}`, 'end'));
  }
  const curve = `<polyline fill="none" stroke="#0b6" stroke-width="2" points="${points.join(' ')}"/>`;
  return page(title, [
    ...grid,
    curve,
    text(WIDTH / 2, HEIGHT - 16, 'false accept rate', 'middle'),
    upright('false reject rate'),
  ]);
}

/** Share of the mated and of the non-mated comparisons in each hundredth of distance. */
export function plotHistogram(title: string, distances: Distances): string {
  const bins = 64;
  const highest = 0.52;
  const share = (values: Float32Array) => {
    const counts = new Float64Array(bins);
    for (const value of values) counts[Math.min(bins - 1, Math.floor((value / highest) * bins))] += 1 / values.length;
    return counts;
  };
  const [mated, nonMated] = [share(distances.mated), share(distances.nonMated)];
  const top = Math.max(...mated, ...nonMated);
  const step = (WIDTH - 1.5 * EDGE) / bins;
  const bars: string[] = [];
  for (let bin = 0; bin < bins; bin++) {
    for (const [counts, colour] of [
      [mated, '#0b6'],
      [nonMated, '#c33'],
    ] as const) {
      const tall = (counts[bin] / top) * (HEIGHT - 1.5 * EDGE);
      const at = `x="${(EDGE + bin * step).toFixed(1)}" y="${(HEIGHT - EDGE - tall).toFixed(1)}"`;
      bars.push(
        `<rect ${at} width="${step.toFixed(1)}" height="${tall.toFixed(1)}" fill="${colour}" fill-opacity=".55"/>`,
      );
    }
  }
  const ticks: string[] = [];
  for (let distance = 0; distance <= highest; distance += 0.1) {
    ticks.push(text(EDGE + (distance / highest) * bins * step, HEIGHT - EDGE + 18, distance.toFixed(1), 'middle'));
  }
  const legend = text(WIDTH / 2, HEIGHT - 16, 'distance (green: mated, red: non-mated)', 'middle');
  return page(title, [...bars, line(EDGE, HEIGHT - EDGE, WIDTH - EDGE / 2, HEIGHT - EDGE), ...ticks, legend]);
}

function thresholds(mated: Float32Array, nonMated: Float32Array): number[] {
  const wanted = [...mated, Infinity];
  for (let at = 0; at < nonMated.length; at += 1 + Math.floor(at / 50)) wanted.push(nonMated[at]);
  return wanted.sort((a, b) => a - b);
}

function onDecades(value: number, from: number, to: number): number {
  const part = (Math.log10(Math.max(value, 1e-6)) + 6) / 6;
  return Number((from + part * (to - from)).toFixed(1));
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ccc"/>`;
}

function text(x: number, y: number, words: string, anchor: 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
}

function upright(words: string): string {
  return `<text x="16" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 16 ${HEIGHT / 2})">${words}</text>`;
}

function page(title: string, parts: readonly string[]): string {
  const frame = `xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12"`;
  const heading = `<text x="${WIDTH / 2}" y="20" text-anchor="middle" font-size="15">${title}</text>`;
  return `<svg ${frame}><rect width="100%" height="100%" fill="white"/>${heading}${parts.join('')}</svg>\n`;
}
