/** Who did what in an organization: by name, filtered, with details, and as a file. */
import { useMemo, useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useMayManage, useOrganization } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Filter } from '../ui/filters.tsx';
import { Id } from '../ui/copy.tsx';
import { DetailList, Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { TimeRangeFilter, useTimeRange } from '../ui/time-range.tsx';
import { NotForViewers } from '../access/keys-page.tsx';
import { actionText, ACTIONS } from './actions.ts';
import { AuditExport } from './audit-export.tsx';
import { type NameOf, useActors, useNames } from './names.ts';

type Event = Schemas['AuditEventView'];
const PATH = '/v1/organizations/{organization_id}/audit-events';
const { audit } = texts;

export function AuditPage() {
  return useMayManage() ? <Events /> : <NotForViewers title={audit.title} />;
}

function Events() {
  const { organization_id } = useOrganization();
  const nameOf = useNames();
  const actors = useActors();
  const [state] = useAddressState<'action' | 'actor_id' | 'object_kind' | 'object_id'>();
  const range = useTimeRange();
  const [shown, setShown] = useState<Event | null>(null);
  const { action, actor_id, object_kind, object_id } = state;
  const query = { action, actor_id, object_kind, object_id, ...range };
  const columns = useMemo(() => columnsOf(nameOf, setShown), [nameOf]);
  return (
    <Page title={audit.title} actions={<AuditExport query={query} nameOf={nameOf} />}>
      <div className="filters">
        <TimeRangeFilter />
        <Filter name="actor_id" label={audit.actor} options={actors} />
        <Filter name="action" label={audit.action} options={ACTIONS} />
        <Filter name="object_kind" label={audit.object} options={Object.entries(audit.objects)} />
      </div>
      <ResourceTable
        name={audit.title}
        address={[PATH, organization_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { organization_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ audit_event_id }) => audit_event_id}
        columns={columns}
        counted={audit.counted}
        empty={<Empty title={audit.empty} />}
      />
      <Dialog open={shown !== null} close={() => setShown(null)} title={shown ? actionText(shown.action) : ''}>
        {shown && <EventDetails event={shown} nameOf={nameOf} />}
      </Dialog>
    </Page>
  );
}

const columnsOf = (nameOf: NameOf, show: (event: Event) => void): Column<Event>[] => [
  {
    name: audit.when,
    narrow: 'title',
    width: 'minmax(11rem, 0.9fr)',
    cell: (event) => (
      <button type="button" className="button row-link" data-kind="quiet" onClick={() => show(event)}>
        <Moment instant={event.created_at} />
      </button>
    ),
  },
  {
    name: audit.actor,
    width: 'minmax(0, 1.2fr)',
    cell: ({ actor }) => nameOf(word(audit.actors, actor.kind), actor.id),
  },
  { name: audit.action, narrow: 'side', width: 'minmax(0, 1.2fr)', cell: ({ action }) => actionText(action) },
  {
    name: audit.object,
    width: 'minmax(0, 1.3fr)',
    cell: ({ object }) => nameOf(word(audit.objects, object.kind), object.id),
  },
  { name: audit.address, width: '8.5rem', narrow: 'hide', cell: ({ address }) => address ?? '—' },
];

function EventDetails({ event, nameOf }: { event: Event; nameOf: NameOf }) {
  const details = Object.entries(event.details as Record<string, unknown>);
  return (
    <DetailList
      of={[
        [audit.when, <Moment key="when" instant={event.created_at} />],
        [audit.actor, nameOf(word(audit.actors, event.actor.kind), event.actor.id)],
        [audit.action, <code key="action">{event.action}</code>],
        [audit.object, nameOf(word(audit.objects, event.object.kind), event.object.id)],
        [audit.object_id, <Id key="object" id={event.object.id} />],
        ...details.map(
          ([name, value]) =>
            [word(audit.details, name), typeof value === 'string' ? value : JSON.stringify(value)] as const,
        ),
        [audit.address, event.address],
        [audit.request, event.request_id && <Id key="request" id={event.request_id} />],
      ]}
    />
  );
}
