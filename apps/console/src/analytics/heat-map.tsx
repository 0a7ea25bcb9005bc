/** When scans come: each hour of the week over four weeks, as a picture and as a table. */
import { useRef } from 'react';
import { api } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { fill, number, texts } from '../texts/texts.ts';
import { weekday } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { Button } from '../ui/button.tsx';
import { csvOf, downloadFile } from '../ui/download.ts';
import { Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { downloadPng, downloadSvg } from './chart-export.ts';
import type { Operation } from './scan-counts.ts';
import { thisMinuteMs } from './this-minute.ts';
import { weekGrid } from './week-grid.ts';

const { analytics } = texts;
const WEEKS = 4;
const DAY_MS = 86_400_000;
const REFRESH_MS = 60_000;
/** Any Monday: its week names the days. */
const MONDAY_MS = Date.UTC(2026, 10, 23);
const DAY_NAMES = Array.from({ length: 7 }, (_, day) => weekday(MONDAY_MS + day * DAY_MS, 'UTC'));
const CELL = { width: 27, height: 24 };
const LEFT = 48;
const TOP = 20;

export function HeatMap({ operation }: { operation: Operation }) {
  const { project_id } = useProject();
  const zone = useZone();
  const toMs = thisMinuteMs();
  const query = {
    from: new Date(toMs - WEEKS * 7 * DAY_MS).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: zone,
    group_by: 'hour' as const,
    operation,
  };
  const hours = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path: { project_id }, query } },
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Panel title={analytics.heat_map}>
      <p className="muted small">{analytics.heat_map_text}</p>
      <Loaded of={hours}>
        {({ groups }) => (
          <Grid
            counts={weekGrid(
              groups.map(({ hour, count }) => ({ instant: hour ?? '', count })),
              zone,
            )}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function Grid({ counts }: { counts: number[][] }) {
  const svg = useRef<SVGSVGElement>(null);
  const max = Math.max(1, ...counts.flat());
  const width = LEFT + 24 * CELL.width;
  const height = TOP + 7 * CELL.height;
  return (
    <>
      <div className="scroller" tabIndex={0} role="region" aria-label={analytics.heat_map}>
        <svg ref={svg} viewBox={`0 0 ${width} ${height}`} className="heat-map" role="img" aria-label={busiest(counts)}>
          {Array.from({ length: 24 }, (_, hour) => (
            <text key={hour} x={LEFT + (hour + 0.5) * CELL.width} y={TOP - 6} textAnchor="middle">
              {hour}
            </text>
          ))}
          {counts.map((row, day) => (
            <g key={DAY_NAMES[day]} transform={`translate(0 ${TOP + day * CELL.height})`}>
              <text x={LEFT - 8} y={CELL.height / 2} textAnchor="end" dominantBaseline="middle">
                {DAY_NAMES[day]}
              </text>
              {row.map((count, hour) => (
                <rect
                  key={`${day} ${hour}`}
                  x={LEFT + hour * CELL.width + 1}
                  y={1}
                  width={CELL.width - 2}
                  height={CELL.height - 2}
                  rx={3}
                  className="heat-cell"
                  fillOpacity={count === 0 ? 0.06 : 0.15 + 0.85 * (count / max)}
                >
                  <title>{cellText(day, hour, count)}</title>
                </rect>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <div className="row">
        <Button size="small" onClick={() => downloadSvg(svg.current!, 'hours')}>
          SVG
        </Button>
        <Button size="small" onClick={() => void downloadPng(svg.current!, 'hours')}>
          PNG
        </Button>
        <Button size="small" onClick={() => downloadFile('hours.csv', csvOf(rowsOf(counts)))}>
          CSV
        </Button>
      </div>
    </>
  );
}

const cellText = (day: number, hour: number, count: number): string =>
  fill(analytics.heat_cell, { day: DAY_NAMES[day]!, from: hour, to: hour + 1, n: number(count) });

function busiest(counts: number[][]): string {
  const cells = counts.flatMap((row, day) => row.map((count, hour) => ({ day, hour, count })));
  const top = cells.reduce((best, cell) => (cell.count > best.count ? cell : best));
  return top.count === 0
    ? texts.scans.empty
    : fill(analytics.busiest, { cell: cellText(top.day, top.hour, top.count) });
}

const rowsOf = (counts: number[][]): (string | number)[][] => [
  [analytics.time, ...Array.from({ length: 24 }, (_, hour) => hour)],
  ...counts.map((row, day) => [DAY_NAMES[day]!, ...row]),
];
