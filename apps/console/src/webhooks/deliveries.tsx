/** What was sent to an endpoint and what came back, attempt by attempt. */
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Badge } from '../ui/badge.tsx';
import { Filter, oneOf } from '../ui/filters.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { TimeRangeFilter, useTimeRange } from '../ui/time-range.tsx';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { eventText } from './event-types.ts';

type Delivery = Schemas['DeliveryView'];
const PATH = '/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries';
const REFRESH_MS = 2_000;
const { deliveries } = texts;

const columnsOf = (show: (delivery: Delivery) => void): Column<Delivery>[] => [
  {
    name: deliveries.event,
    narrow: 'title',
    width: 'minmax(0, 1.8fr)',
    cell: (delivery) => (
      <>
        <button type="button" className="button row-link" data-kind="quiet" onClick={() => show(delivery)}>
          {eventText(delivery.event_type)}
        </button>
        <div className="muted small">{delivery.event_type}</div>
      </>
    ),
  },
  {
    name: deliveries.status,
    narrow: 'side',
    cell: (delivery) => <Badge state={delivery.status}>{word(deliveries.statuses, delivery.status)}</Badge>,
  },
  {
    name: deliveries.answer,
    cell: ({ last_status_code, last_error }) =>
      last_status_code ?? (last_error === null ? '—' : word(deliveries.errors, last_error)),
  },
  { name: deliveries.attempts, numeric: true, narrow: 'hide', cell: ({ attempt_count }) => attempt_count },
  {
    name: deliveries.next,
    narrow: 'hide',
    cell: ({ next_attempt_at }) => (next_attempt_at ? <Ago instant={next_attempt_at} /> : '—'),
  },
  {
    name: deliveries.created,
    width: 'minmax(11rem, 1.2fr)',
    cell: ({ created_at }) => <Moment instant={created_at} />,
  },
];

export function Deliveries({ webhook }: { webhook: Schemas['WebhookView'] }) {
  const [state] = useAddressState<'status'>();
  const range = useTimeRange();
  const [shown, setShown] = useState<Delivery | null>(null);
  const [columns] = useState(() => columnsOf(setShown));
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  const query = { status: oneOf(state.status, deliveries.statuses), ...range };
  return (
    <>
      <div className="filters">
        <TimeRangeFilter />
        <Filter name="status" label={deliveries.status} options={Object.entries(deliveries.statuses)} />
      </div>
      <ResourceTable
        name={texts.webhooks.deliveries}
        address={[PATH, path, query]}
        load={(paging) => dataOf(gateway.GET(PATH, { params: { path, query: { ...query, ...paging } } }))}
        rowId={({ delivery_id }) => delivery_id}
        columns={columns}
        refreshMs={REFRESH_MS}
        counted={deliveries.counted}
        empty={<Empty title={deliveries.empty}>{deliveries.empty_text}</Empty>}
      />
      {shown && <DeliveryDialog webhook={webhook} delivery={shown} close={() => setShown(null)} />}
    </>
  );
}
