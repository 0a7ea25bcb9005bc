/** Recognitions over a day, a week or a month: as a chart, and the same figures as a table and a file. */
import { useProject } from '../tenancy/tenancy.tsx';
import { number, texts } from '../texts/texts.ts';
import { clock, dayAndMonth } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { Button } from '../ui/button.tsx';
import { csvOf, downloadFile } from '../ui/download.ts';
import { Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Loaded } from '../ui/states.tsx';
import { BarChart, type BarSeries, Legend } from './bar-chart.tsx';
import { PeriodChoice, usePeriod } from './period-choice.tsx';
import { type Operation, PERIODS, useSeries } from './scan-counts.ts';
import { OUTCOMES, type Series, sum } from './series.ts';
import { thisMinuteMs } from './this-minute.ts';

const { analytics } = texts;

export function ScansOverTime({ operation }: { operation: Operation }) {
  const { project_id } = useProject();
  const zone = useZone();
  const period = usePeriod('day');
  const series = useSeries({ projectId: project_id, zone, period, operation, toMs: thisMinuteMs() });
  const unit = PERIODS[period].group_by;
  // days are dates of the zone already, hours are instants
  const labelOf = (name: string) => (unit === 'hour' ? clock(name, zone) : dayAndMonth(`${name}T12:00:00Z`, 'UTC'));
  return (
    <Panel title={analytics.over_time} actions={<PeriodChoice period={period} />}>
      <Loaded of={series}>
        {(data) => (
          <>
            <BarChart
              name={`scans-${period}`}
              label={summaryOf(data)}
              labels={data.labels.map(labelOf)}
              series={barsOf(data)}
            />
            <Legend series={barsOf(data)} />
            <AsTable series={data} labelOf={labelOf} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const barsOf = ({ counts }: Series): BarSeries[] =>
  OUTCOMES.map((outcome) => ({
    name: analytics.outcomes[outcome],
    colour: `--chart-${outcome}`,
    values: counts[outcome],
  }));

const summaryOf = ({ counts }: Series): string =>
  OUTCOMES.map((outcome) => `${analytics.outcomes[outcome]}: ${number(sum(counts[outcome]))}`).join(', ');

function AsTable({ series, labelOf }: { series: Series; labelOf: (name: string) => string }) {
  const heads = [analytics.time, ...OUTCOMES.map((outcome) => analytics.outcomes[outcome])];
  const rows = series.labels.map((label, at) => ({
    label,
    counts: OUTCOMES.map((outcome) => series.counts[outcome][at] ?? 0),
  }));
  return (
    <details>
      <summary>{analytics.as_table}</summary>
      <Button
        size="small"
        onClick={() =>
          downloadFile('scans.csv', csvOf([heads, ...rows.map(({ label, counts }) => [label, ...counts])]))
        }
      >
        CSV
      </Button>
      <PlainTable name={analytics.as_table} heads={heads}>
        {rows
          .filter(({ counts }) => sum(counts) > 0)
          .map(({ label, counts }) => (
            <tr key={label}>
              <th scope="row">{labelOf(label)}</th>
              {counts.map((count, at) => (
                <td key={OUTCOMES[at]}>{number(count)}</td>
              ))}
            </tr>
          ))}
      </PlainTable>
    </details>
  );
}
