/** Who did what in an organization. */
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useMayManage, useOrganization } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { type Span, SpanFilter } from '../ui/span.tsx';
import { Moment } from '../ui/time.tsx';

type Event = Schemas['AuditEventView'];
const PATH = '/v1/organizations/{organization_id}/audit-events';
const { audit } = texts;
const END = 12;

const COLUMNS: Column<Event>[] = [
  {
    name: audit.when,
    narrow: 'title',
    width: 'minmax(12.5rem, 1fr)',
    cell: ({ created_at }) => <Moment instant={created_at} />,
  },
  { name: audit.action, narrow: 'side', width: 'minmax(0, 1.4fr)', cell: ({ action }) => <code>{action}</code> },
  { name: audit.actor, cell: ({ actor }) => `${word(audit.actors, actor.kind)} ${actor.id.slice(-END)}` },
  { name: audit.object, cell: ({ object }) => `${object.kind.replaceAll('_', ' ')} …${object.id.slice(-END)}` },
  { name: audit.address, narrow: 'hide', cell: ({ address }) => address ?? '—' },
];

export function AuditPage() {
  const { organization_id } = useOrganization();
  const mayManage = useMayManage();
  const [span, setSpan] = useState<Span>({});
  if (!mayManage)
    return (
      <Page title={audit.title}>
        <Empty title={texts.states.no_permission}>{texts.states.no_permission_text}</Empty>
      </Page>
    );
  return (
    <Page title={audit.title}>
      <div className="filters">
        <SpanFilter span={span} change={setSpan} />
      </div>
      <ResourceTable
        name={audit.title}
        address={[PATH, organization_id, span]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { organization_id }, query: { ...span, ...paging } } }))
        }
        rowId={({ audit_event_id }) => audit_event_id}
        columns={COLUMNS}
        counted={audit.counted}
        empty={<Empty title={audit.empty} />}
      />
    </Page>
  );
}
