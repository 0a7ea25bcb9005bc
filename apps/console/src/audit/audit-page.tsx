/** Who did what in an organization. */
import { useState } from 'react';
import { api, dataOf, gateway, type Schemas } from '../api/client.ts';
import { useMayManage, useOrganization } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { inZone } from '../texts/times.ts';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { type TimeRange, TimeRangeFilter } from '../ui/time-range.tsx';
import { Moment } from '../ui/time.tsx';

type Event = Schemas['AuditEventView'];
const PATH = '/v1/organizations/{organization_id}/audit-events';
const { audit } = texts;
const END = 8;
const MAX_NAMES = 100;

/** People and keys under the names that colleagues know; what has no name here keeps the end of its id. */
function useNames(organization_id: string) {
  const params = { params: { path: { organization_id }, query: { per_page: MAX_NAMES } } };
  const users = api.useQuery('get', '/v1/organizations/{organization_id}/users', params);
  const keys = api.useQuery('get', '/v1/organizations/{organization_id}/api-keys', params);
  const names = new Map([
    ...(users.data?.data ?? []).map(({ user_id, name, email }) => [user_id, name ?? email] as const),
    ...(keys.data?.data ?? []).map(({ key_id, name }) => [key_id, name] as const),
  ]);
  return (kind: string, id: string): string => names.get(id) ?? `${kind} …${id.slice(-END)}`;
}

const columnsOf = (nameOf: (kind: string, id: string) => string): Column<Event>[] => [
  {
    name: inZone(audit.when),
    narrow: 'title',
    width: 'minmax(12.5rem, 1fr)',
    cell: ({ created_at }) => <Moment instant={created_at} />,
  },
  { name: audit.action, narrow: 'side', width: 'minmax(0, 1.2fr)', cell: ({ action }) => <code>{action}</code> },
  {
    name: audit.actor,
    width: 'minmax(0, 1.3fr)',
    cell: ({ actor }) => (
      <span title={`${actor.kind} ${actor.id}`}>{nameOf(word(audit.actors, actor.kind), actor.id)}</span>
    ),
  },
  {
    name: audit.object,
    width: 'minmax(0, 1.3fr)',
    cell: ({ object }) => (
      <span title={`${object.kind} ${object.id}`}>{nameOf(word(audit.objects, object.kind), object.id)}</span>
    ),
  },
  { name: audit.address, width: '8rem', narrow: 'hide', cell: ({ address }) => address ?? '—' },
];

export function AuditPage() {
  if (useMayManage()) return <Events />;
  return (
    <Page title={audit.title}>
      <Empty title={texts.states.no_permission}>{texts.states.no_permission_text}</Empty>
    </Page>
  );
}

function Events() {
  const { organization_id } = useOrganization();
  const nameOf = useNames(organization_id);
  const [span, setRange] = useState<TimeRange>({});
  return (
    <Page title={audit.title}>
      <div className="filters">
        <TimeRangeFilter span={span} change={setRange} />
      </div>
      <ResourceTable
        name={audit.title}
        address={[PATH, organization_id, span]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { organization_id }, query: { ...span, ...paging } } }))
        }
        rowId={({ audit_event_id }) => audit_event_id}
        columns={columnsOf(nameOf)}
        counted={audit.counted}
        empty={<Empty title={audit.empty} />}
      />
    </Page>
  );
}
