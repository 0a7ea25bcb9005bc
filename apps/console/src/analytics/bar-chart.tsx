/** Stacked bars as SVG: drawn without a library, readable as a picture, and saved as SVG or PNG as they are. */
import { type ReactNode, useRef } from 'react';
import { number, texts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { downloadPng, downloadSvg } from './chart-export.ts';
import { ticksUpTo } from './ticks.ts';

export interface BarSeries {
  name: string;
  /** A colour variable of the style sheet. */
  colour: string;
  values: readonly number[];
}

interface BarChartProps {
  label: string;
  /** Of the downloaded file. */
  name: string;
  labels: readonly string[];
  series: readonly BarSeries[];
}

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 44;
const BOTTOM = 24;
const TOP = 8;
const MAX_BAR = 36;
/** Narrower than this a label does not fit beside the next one. */
const MIN_LABEL = 56;

export function BarChart({ label, name, labels, series }: BarChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  const totals = labels.map((_, at) => series.reduce((total, { values }) => total + (values[at] ?? 0), 0));
  const ticks = ticksUpTo(Math.max(...totals, 0));
  const top = ticks.at(-1)!;
  const plot = { width: WIDTH - LEFT, height: HEIGHT - BOTTOM - TOP };
  const step = plot.width / Math.max(1, labels.length);
  const y = (value: number) => TOP + plot.height * (1 - value / top);
  const labelled = Math.ceil(MIN_LABEL / step);
  return (
    <figure className="chart">
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="bars">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} className="grid-line" />
            <text x={LEFT - 6} y={y(tick)} textAnchor="end" dominantBaseline="middle">
              {number(tick)}
            </text>
          </g>
        ))}
        {labels.map((text, at) => (
          <g key={text} transform={`translate(${LEFT + step * (at + 0.5)} 0)`}>
            <title>{titleOf(text, series, at)}</title>
            <rect x={-step / 2} width={step} y={TOP} height={plot.height} className="hit" />
            {stackOf(series, at, Math.min(MAX_BAR, step * 0.8), y)}
            {at % labelled === 0 && (
              <text y={HEIGHT - 6} textAnchor="middle">
                {text}
              </text>
            )}
          </g>
        ))}
      </svg>
      <div className="row">
        <Button size="small" onClick={() => downloadSvg(svg.current!, name)}>
          SVG
        </Button>
        <Button size="small" onClick={() => void downloadPng(svg.current!, name)}>
          PNG
        </Button>
      </div>
    </figure>
  );
}

const titleOf = (label: string, series: readonly BarSeries[], at: number): string =>
  [label, ...series.map(({ name, values }) => `${name}: ${number(values[at] ?? 0)}`)].join('\n');

function stackOf(series: readonly BarSeries[], at: number, width: number, y: (value: number) => number): ReactNode {
  let below = 0;
  return series.map(({ name, colour, values }) => {
    const value = values[at] ?? 0;
    const from = below;
    below += value;
    if (value === 0) return null;
    return (
      <rect
        key={name}
        x={-width / 2}
        width={width}
        y={y(below)}
        height={y(from) - y(below)}
        rx={2}
        fill={`var(${colour})`}
      />
    );
  });
}

export function Legend({ series }: { series: readonly BarSeries[] }) {
  return (
    <ul className="legend-row row" aria-label={texts.analytics.legend}>
      {series.map(({ name, colour, values }) => (
        <li key={name}>
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" rx="3" fill={`var(${colour})`} />
          </svg>{' '}
          {name} <b>{number(values.reduce((total, value) => total + value, 0))}</b>
        </li>
      ))}
    </ul>
  );
}
