/** What was sent to an endpoint and what came back, attempt by attempt. */
import { useState } from 'react';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { inZone } from '../texts/times.ts';
import { Badge } from '../ui/badge.tsx';
import { Filter } from '../ui/fields.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { DeliveryDialog } from './delivery-dialog.tsx';

type Delivery = Schemas['DeliveryView'];
const PATH = '/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries';
const REFRESH_MS = 2_000;
const { deliveries } = texts;

export function Deliveries({ webhook }: { webhook: Schemas['WebhookView'] }) {
  const { time_zone } = useProject();
  const [status, setStatus] = useState<string>();
  const [shown, setShown] = useState<Delivery | null>(null);
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  const query = { status: status as Delivery['status'] | undefined };
  const columns: Column<Delivery>[] = [
    {
      name: deliveries.event,
      narrow: 'title',
      width: 'minmax(0, 1.5fr)',
      cell: (delivery) => (
        <button type="button" className="button row-link" data-kind="quiet" onClick={() => setShown(delivery)}>
          {delivery.event_type}
        </button>
      ),
    },
    {
      name: deliveries.status,
      narrow: 'side',
      cell: (delivery) => <Badge state={delivery.status}>{word(deliveries.statuses, delivery.status)}</Badge>,
    },
    { name: deliveries.answer, cell: ({ last_status_code, last_error }) => last_status_code ?? last_error ?? '—' },
    { name: deliveries.attempts, numeric: true, narrow: 'hide', cell: ({ attempt_count }) => attempt_count },
    {
      name: deliveries.next,
      narrow: 'hide',
      cell: ({ next_attempt_at }) => (next_attempt_at ? <Ago instant={next_attempt_at} /> : '—'),
    },
    {
      name: inZone(deliveries.created, time_zone),
      width: 'minmax(12.5rem, 1.2fr)',
      cell: ({ created_at }) => <Moment instant={created_at} timeZone={time_zone} />,
    },
  ];
  return (
    <>
      <div className="filters">
        <Filter
          label={deliveries.status}
          value={status}
          choose={setStatus}
          options={Object.entries(deliveries.statuses)}
        />
      </div>
      <ResourceTable
        name={webhooksDeliveries}
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

const webhooksDeliveries = texts.webhooks.deliveries;
