/** What someone should look at now, each entry leading there; nothing is shown while all is well. */
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { count, fill, texts } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { REFRESH_MS } from './this-minute.ts';

const { attention } = texts.analytics;
const OPTIONS = { refetchInterval: REFRESH_MS };

interface Item {
  key: string;
  text: string;
  to: '/p/$projectId/devices' | '/p/$projectId/webhooks' | '/o/$organizationId/keys' | '/p/$projectId/settings';
  search: Record<string, string>;
}

function useItems(): Item[] {
  const { project_id, organization_id, server_lookup } = useProject();
  const mayManage = useMayManage();
  const path = { project_id };
  const offline = api.useQuery(
    'get',
    '/v1/projects/{project_id}/devices',
    { params: { path, query: { per_page: 10, status: 'offline' } } },
    OPTIONS,
  );
  const webhooks = api.useQuery('get', '/v1/projects/{project_id}/webhooks', { params: { path } }, OPTIONS);
  const keys = api.useQuery(
    'get',
    '/v1/organizations/{organization_id}/api-keys',
    { params: { path: { organization_id } } },
    { ...OPTIONS, enabled: mayManage },
  );
  const off = offline.data?.total ?? 0;
  const broken = (webhooks.data?.data ?? []).filter(({ disabled_reason }) => disabled_reason !== null);
  const exposed = (keys.data?.data ?? []).filter(({ exposed_at, revoked_at }) => exposed_at && !revoked_at);
  const devices: Item = {
    key: 'offline',
    text: count(attention.offline, off),
    to: '/p/$projectId/devices',
    search: { status: 'offline' },
  };
  const lookup: Item = { key: 'lookup', text: attention.lookup, to: '/p/$projectId/settings', search: {} };
  return [
    ...(off > 0 ? [devices] : []),
    ...broken.map(({ webhook_id, url }): Item => ({
      key: webhook_id,
      text: fill(attention.webhook, { url }),
      to: '/p/$projectId/webhooks',
      search: { enabled: 'no' },
    })),
    ...exposed.map(({ key_id, name }): Item => ({
      key: key_id,
      text: fill(attention.key, { name }),
      to: '/o/$organizationId/keys',
      search: {},
    })),
    ...(server_lookup.requested && !server_lookup.effective ? [lookup] : []),
  ];
}

export function NeedsAttention() {
  const { project_id, organization_id } = useProject();
  const items = useItems();
  if (items.length === 0) return null;
  return (
    <Panel title={attention.title}>
      <ul className="attention">
        {items.map(({ key, text, to, search }) => (
          <li key={key}>
            <Link to={to} params={{ projectId: project_id, organizationId: organization_id }} search={search as never}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
