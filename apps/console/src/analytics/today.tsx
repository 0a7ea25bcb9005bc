/** The tiles: scans by verdict, who is online, what is under way, whether endpoints answer. */
import { Link } from '@tanstack/react-router';
import { api, type Schemas } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { fill, number, percent, texts } from '../texts/texts.ts';
import { startOfDay } from '../texts/times.ts';
import { Loaded } from '../ui/states.tsx';
import type { Verdict } from './scan-counts.ts';
import { REFRESH_MS, thisMinuteMs } from './this-minute.ts';

const { analytics } = texts;

export function Today() {
  const { project_id, time_zone } = useProject();
  const path = { project_id };
  const params = { path, query: { per_page: 10 } };
  const options = { refetchInterval: REFRESH_MS };
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
        <Loaded of={scans} lines={1}>
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
        </Loaded>
      </Tile>
      <Tile name={analytics.online} to="/p/$projectId/devices">
        <Loaded of={online} lines={1}>
          {({ total }) => (
            <>
              {number(total)} <small>{fill(analytics.of_devices, { n: number(devices.data?.total ?? 0) })}</small>
            </>
          )}
        </Loaded>
      </Tile>
      <Tile name={analytics.enrollments} to="/p/$projectId/members">
        <Loaded of={active} lines={1}>
          {({ total }) => number(total + (waiting.data?.total ?? 0))}
        </Loaded>
      </Tile>
      <Tile name={analytics.webhooks} to="/p/$projectId/webhooks">
        <Loaded of={webhooks} lines={1}>
          {({ data }) => <Health webhooks={data} />}
        </Loaded>
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
