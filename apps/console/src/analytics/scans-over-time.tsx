/** Scans over a day, a week or a month: as a chart, and the same figures as a table. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useProject } from '../tenancy/tenancy.tsx';
import { number, texts } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loading, Loaded } from '../ui/states.tsx';
import { type Series, type SpanName, SPANS, useSeries, VERDICTS } from './scan-counts.ts';
import { thisMinuteMs } from './this-minute.ts';

const { analytics } = texts;
const chart = () => import('./scan-chart.tsx');
const ScanChart = lazy(async () => ({ default: (await chart()).ScanChart }));

export function ScansOverTime() {
  const { project_id, time_zone } = useProject();
  const [span, setRange] = useState<SpanName>('day');
  // it comes while the figures are asked for
  useEffect(() => void chart().catch(() => undefined), []);
  const series = useSeries({ projectId: project_id, timeZone: time_zone, span, toMs: thisMinuteMs() });
  const choice = (
    <div className="row" role="group" aria-label={analytics.span}>
      {(Object.keys(SPANS) as SpanName[]).map((name) => (
        <button
          type="button"
          key={name}
          className="button"
          data-size="small"
          data-kind={name === span ? 'primary' : undefined}
          aria-pressed={name === span}
          onClick={() => setRange(name)}
        >
          {analytics.spans[name]}
        </button>
      ))}
    </div>
  );
  return (
    <Panel title={analytics.over_time} actions={choice}>
      <Loaded of={series}>
        {(data) => (
          <Suspense fallback={<Loading />}>
            <ScanChart series={data} label={summaryOf(data)} />
            <Legend series={data} />
            <AsTable series={data} />
          </Suspense>
        )}
      </Loaded>
    </Panel>
  );
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const summaryOf = ({ counts }: Series): string =>
  VERDICTS.map((verdict) => `${analytics.verdicts[verdict]}: ${number(sum(counts[verdict]))}`).join(', ');

function Legend({ series }: { series: Series }) {
  return (
    <ul className="legend-row row">
      {VERDICTS.map((verdict) => (
        <li key={verdict} data-verdict={verdict}>
          {analytics.verdicts[verdict]} <b>{number(sum(series.counts[verdict]))}</b>
        </li>
      ))}
    </ul>
  );
}

function AsTable({ series }: { series: Series }) {
  const busy = series.labels.flatMap((label, at) => {
    const row = VERDICTS.map((verdict) => series.counts[verdict][at] ?? 0);
    return sum(row) > 0 ? [{ label, row }] : [];
  });
  return (
    <details>
      <summary>{analytics.as_table}</summary>
      <PlainTable
        name={analytics.as_table}
        heads={[analytics.time, ...VERDICTS.map((verdict) => analytics.verdicts[verdict])]}
      >
        {busy.map(({ label, row }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {VERDICTS.map((verdict, at) => (
              <td key={verdict}>{number(row[at]!)}</td>
            ))}
          </tr>
        ))}
      </PlainTable>
    </details>
  );
}
