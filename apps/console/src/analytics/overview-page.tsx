/** What one looks at in the morning: scans of today, who is online, what is under way, whether endpoints answer. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts } from '../texts/texts.ts';
import { startOfDay } from '../texts/times.ts';
import { Page, Panel, Scroller } from '../ui/page.tsx';
import { Loading, Shown } from '../ui/states.tsx';
import { useTick } from '../ui/time.tsx';
import { type Series, type SpanName, SPANS, useSeries, type Verdict, VERDICTS } from './scan-counts.ts';

const ScanChart = lazy(async () => ({ default: (await import('./scan-chart.tsx')).ScanChart }));
const { analytics } = texts;
const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

export function OverviewPage() {
  useTick(MINUTE_MS);
  return (
    <Page title={texts.nav.overview}>
      <Today />
      <div className="columns">
        <OverTime />
        <Signals />
      </div>
    </Page>
  );
}

/** The end of the running minute. */
const thisMinuteMs = (): number => Math.ceil(serverNowMs() / MINUTE_MS) * MINUTE_MS;

function Today() {
  const { project_id, time_zone } = useProject();
  const path = { project_id };
  const params = { path, query: { per_page: 10 } };
  const options = { refetchInterval: EVERY_MS };
  const toMs = thisMinuteMs();
  const query = {
    from: startOfDay(toMs - 1, time_zone).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: time_zone,
  };
  const scans = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path, query: { ...query, group_by: 'verdict' } } },
    options,
  );
  const online = api.useQuery(
    'get',
    '/v1/projects/{project_id}/devices',
    { params: { path, query: { ...params.query, status: 'online' } } },
    options,
  );
  const devices = api.useQuery('get', '/v1/projects/{project_id}/devices', { params }, options);
  const active = api.useQuery(
    'get',
    '/v1/projects/{project_id}/enrollment-sessions',
    { params: { path, query: { ...params.query, status: 'active' } } },
    options,
  );
  const waiting = api.useQuery(
    'get',
    '/v1/projects/{project_id}/enrollment-sessions',
    { params: { path, query: { ...params.query, status: 'pending' } } },
    options,
  );
  const webhooks = api.useQuery('get', '/v1/projects/{project_id}/webhooks', { params: { path } }, options);
  return (
    <dl className="tiles" aria-label={analytics.today}>
      <Tile name={analytics.scans_today} to="/p/$projectId/scans">
        <Shown of={scans} lines={1}>
          {({ total, groups }) => (
            <>
              {number(total)}{' '}
              <small>
                {groups
                  .filter(({ count }) => count > 0)
                  .map(
                    ({ verdict, count }) =>
                      `${analytics.verdicts[(verdict as Verdict | null) ?? 'none']} ${number(count)}`,
                  )
                  .join(' · ')}
              </small>
            </>
          )}
        </Shown>
      </Tile>
      <Tile name={analytics.online} to="/p/$projectId/devices">
        <Shown of={online} lines={1}>
          {({ total }) => (
            <>
              {number(total)} <small>{fill(analytics.of_devices, { n: number(devices.data?.total ?? 0) })}</small>
            </>
          )}
        </Shown>
      </Tile>
      <Tile name={analytics.enrollments} to="/p/$projectId/members">
        <Shown of={active} lines={1}>
          {({ total }) => number(total + (waiting.data?.total ?? 0))}
        </Shown>
      </Tile>
      <Tile name={analytics.webhooks} to="/p/$projectId/webhooks">
        <Shown of={webhooks} lines={1}>
          {({ data }) => <Health webhooks={data} />}
        </Shown>
      </Tile>
    </dl>
  );
}

function Tile({
  name,
  to,
  children,
}: {
  name: string;
  to: '/p/$projectId/scans' | '/p/$projectId/devices' | '/p/$projectId/members' | '/p/$projectId/webhooks';
  children: React.ReactNode;
}) {
  const { project_id } = useProject();
  return (
    <div className="tile">
      <dt>
        <Link to={to} params={{ projectId: project_id }}>
          {name}
        </Link>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Health({ webhooks }: { webhooks: Schemas['WebhookView'][] }) {
  const rates = webhooks.flatMap(({ success_rate_24h }) => (success_rate_24h === null ? [] : [success_rate_24h]));
  const broken = webhooks.filter(({ disabled_reason }) => disabled_reason !== null).length;
  if (webhooks.length === 0) return <small>{analytics.no_webhooks}</small>;
  return (
    <>
      {rates.length > 0 ? percent(Math.min(...rates), 1) : '—'}{' '}
      <small>{broken > 0 ? fill(analytics.broken, { n: broken }) : analytics.worst}</small>
    </>
  );
}

function OverTime() {
  const { project_id, time_zone } = useProject();
  const [span, setSpan] = useState<SpanName>('day');
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
          onClick={() => setSpan(name)}
        >
          {analytics.spans[name]}
        </button>
      ))}
    </div>
  );
  return (
    <Panel title={analytics.over_time} actions={choice}>
      <Shown of={series}>
        {(data) => (
          <Suspense fallback={<Loading />}>
            <ScanChart series={data} label={summaryOf(data)} />
            <Legend series={data} />
            <AsTable series={data} />
          </Suspense>
        )}
      </Shown>
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
      <Scroller name={analytics.as_table}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{analytics.time}</th>
              {VERDICTS.map((verdict) => (
                <th scope="col" key={verdict}>
                  {analytics.verdicts[verdict]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map(({ label, row }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {VERDICTS.map((verdict, at) => (
                  <td key={verdict}>{number(row[at]!)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}

function Signals() {
  const { project_id, time_zone } = useProject();
  const toMs = thisMinuteMs();
  const query = {
    from: new Date(toMs - SPANS.week.ms).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: time_zone,
    group_by: 'signal' as const,
  };
  const signals = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/signals',
    { params: { path: { project_id }, query } },
    { refetchInterval: EVERY_MS },
  );
  return (
    <Panel title={analytics.signals}>
      <Shown of={signals}>
        {(data) => (
          <Scroller name={analytics.signals}>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{analytics.signal}</th>
                  <th scope="col">{analytics.count}</th>
                  <th scope="col">{analytics.rate}</th>
                  <th scope="col">{analytics.trend}</th>
                </tr>
              </thead>
              <tbody>
                {data.signals.map(({ signal, count, rate, trend }) => (
                  <tr key={signal}>
                    <td>{texts.scans.signal_words[signal as keyof typeof texts.scans.signal_words] ?? signal}</td>
                    <td>{number(count)}</td>
                    <td>{percent(rate, 1)}</td>
                    <td>{analytics.trends[trend]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        )}
      </Shown>
    </Panel>
  );
}
