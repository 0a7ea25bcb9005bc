/** The tiles: recognitions of today by outcome, terminals online, enrollments, webhooks. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { OUTCOME_OF } from '../scans/outcome.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts } from '../texts/texts.ts';
import { startOfDay } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { Loaded, type QueryState } from '../ui/states.tsx';
import { REFRESH_MS, thisMinuteMs } from './this-minute.ts';

const { analytics } = texts;
const OPTIONS = { refetchInterval: REFRESH_MS };
const ONE_PAGE = { per_page: 10 };

export function Today() {
  const { project_id } = useProject();
  const zone = useZone();
  const path = { project_id };
  const toMs = thisMinuteMs();
  const start = startOfDay(toMs - 1, zone).toISOString();
  const range = { from: start, to: new Date(toMs).toISOString(), tz: zone };
  const recognitions = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path, query: { ...range, group_by: 'result', operation: 'identify' } } },
    OPTIONS,
  );
  const blocked = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path, query: { ...range, group_by: 'verdict', verdict: 'block' } } },
    OPTIONS,
  );
  const enrolled = api.useQuery(
    'get',
    '/v1/projects/{project_id}/analytics/scans',
    { params: { path, query: { ...range, group_by: 'result', operation: 'enroll' } } },
    OPTIONS,
  );
  return (
    <dl className="tiles" aria-label={analytics.today}>
      <RecognitionTiles of={recognitions} start={start} />
      <Tile name={analytics.blocked_today} to="/p/$projectId/scans" search={{ verdict: 'block', start }}>
        <Loaded of={blocked} lines={1}>
          {({ total }) => number(total)}
        </Loaded>
      </Tile>
      <Tile
        name={analytics.enrolled_today}
        to="/p/$projectId/scans"
        search={{ operation: 'enroll', result: 'matched', start }}
      >
        <Loaded of={enrolled} lines={1}>
          {(data) => number(countOf(data, 'matched'))}
        </Loaded>
      </Tile>
      <TerminalTile />
      <EnrollmentTile />
      <WebhookTile />
    </dl>
  );
}

type Counts = Schemas['ScanAnalyticsView'];
const countOf = ({ groups }: Counts, result: string): number =>
  groups.find((group) => group.result === result)?.count ?? 0;
const refusedOf = ({ groups }: Counts): number =>
  groups
    .filter(({ result }) => result && ['refused', 'failed'].includes(OUTCOME_OF[result as keyof typeof OUTCOME_OF]))
    .reduce((total, { count }) => total + count, 0);

function RecognitionTiles({ of, start }: { of: QueryState<Counts>; start: string }) {
  const tiles = [
    [analytics.known_today, (data: Counts) => countOf(data, 'matched'), { result: 'matched' }],
    [analytics.unknown_today, (data: Counts) => countOf(data, 'not_matched'), { result: 'not_matched' }],
    [analytics.unclear_today, (data: Counts) => countOf(data, 'ambiguous'), { result: 'ambiguous' }],
    [analytics.refused_today, refusedOf, { result: 'low_quality' }],
  ] as const;
  return tiles.map(([name, count, filter]) => (
    <Tile key={name} name={name} to="/p/$projectId/scans" search={{ operation: 'identify', start, ...filter }}>
      <Loaded of={of} lines={1}>
        {(data) => number(count(data))}
      </Loaded>
    </Tile>
  ));
}

function TerminalTile() {
  const { project_id } = useProject();
  const path = { project_id };
  const all = api.useQuery('get', '/v1/projects/{project_id}/devices', { params: { path, query: ONE_PAGE } }, OPTIONS);
  const query = { ...ONE_PAGE, status: 'online' as const };
  const online = api.useQuery('get', '/v1/projects/{project_id}/devices', { params: { path, query } }, OPTIONS);
  return (
    <Tile name={analytics.online} to="/p/$projectId/devices" search={{ status: 'online' }}>
      <Loaded of={online} lines={1}>
        {({ total }) => (
          <>
            {number(total)} <small>{fill(analytics.of_devices, { n: number(all.data?.total ?? 0) })}</small>
          </>
        )}
      </Loaded>
    </Tile>
  );
}

function useRunning(status: 'active' | 'pending') {
  const { project_id } = useProject();
  return api.useQuery(
    'get',
    '/v1/projects/{project_id}/enrollment-sessions',
    { params: { path: { project_id }, query: { ...ONE_PAGE, status } } },
    OPTIONS,
  );
}

function EnrollmentTile() {
  const active = useRunning('active');
  const waiting = useRunning('pending');
  return (
    <Tile name={analytics.enrollments} to="/p/$projectId/members" search={{}}>
      <Loaded of={active} lines={1}>
        {({ total }) => number(total + (waiting.data?.total ?? 0))}
      </Loaded>
    </Tile>
  );
}

function WebhookTile() {
  const { project_id } = useProject();
  const webhooks = api.useQuery(
    'get',
    '/v1/projects/{project_id}/webhooks',
    { params: { path: { project_id } } },
    OPTIONS,
  );
  return (
    <Tile name={analytics.webhooks} to="/p/$projectId/webhooks" search={{}}>
      <Loaded of={webhooks} lines={1}>
        {({ data }) => <WebhookHealth webhooks={data} />}
      </Loaded>
    </Tile>
  );
}

function WebhookHealth({ webhooks }: { webhooks: Schemas['WebhookView'][] }) {
  const rates = webhooks.flatMap(({ success_rate_24h }) => (success_rate_24h === null ? [] : [success_rate_24h]));
  const broken = webhooks.filter(({ disabled_reason }) => disabled_reason !== null).length;
  if (webhooks.length === 0) return <small>{analytics.no_webhooks}</small>;
  return (
    <>
      {rates.length > 0 ? percent(Math.min(...rates), 1) : '—'}{' '}
      <small>{broken > 0 ? fill(analytics.broken, { n: number(broken) }) : analytics.worst}</small>
    </>
  );
}

interface TileProps {
  name: string;
  to: '/p/$projectId/scans' | '/p/$projectId/devices' | '/p/$projectId/members' | '/p/$projectId/webhooks';
  search: Record<string, string>;
  children: ReactNode;
}

function Tile({ name, to, search, children }: TileProps) {
  const { project_id } = useProject();
  return (
    <div className="tile">
      <dt>
        <Link to={to} params={{ projectId: project_id }} search={search as never}>
          {name}
        </Link>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
