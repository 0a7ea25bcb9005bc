/** The webhooks of a project, and how well their endpoints answer. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { count, percent, texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Filter } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Secret } from '../ui/secret.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { eventText } from './event-types.ts';
import { WebhookFields, webhookFrom } from './webhook-fields.tsx';

type Webhook = Schemas['WebhookView'];
const PATH = '/v1/projects/{project_id}/webhooks';
const REFRESH_MS = 10_000;
const { webhooks } = texts;
const STATES = [
  ['yes', webhooks.enabled],
  ['no', webhooks.disabled],
] as const;

const COLUMNS: Column<Webhook>[] = [
  {
    name: webhooks.url,
    width: 'minmax(0, 2.4fr)',
    narrow: 'title',
    cell: ({ project_id, webhook_id, url, description }) => (
      <>
        <Link
          className="row-link"
          to="/p/$projectId/webhooks/$webhookId"
          params={{ projectId: project_id, webhookId: webhook_id }}
        >
          {url}
        </Link>
        {description && <div className="muted small">{description}</div>}
      </>
    ),
  },
  { name: webhooks.state, narrow: 'side', cell: (webhook) => <WebhookState webhook={webhook} /> },
  { name: webhooks.events, cell: ({ event_types }) => <Events of={event_types} /> },
  {
    name: webhooks.success,
    width: '10.5rem',
    cell: ({ success_rate_24h }) => (success_rate_24h === null ? '—' : percent(success_rate_24h, 1)),
  },
  {
    name: webhooks.last_delivery,
    narrow: 'hide',
    cell: ({ last_delivery_at }) => <Ago instant={last_delivery_at} never={webhooks.never} />,
  },
];

function Events({ of }: { of: readonly string[] }) {
  const all = of.map(eventText).join(', ');
  return <span title={all}>{of.length === 1 ? all : count(webhooks.event_count, of.length)}</span>;
}

export function WebhookState({ webhook }: { webhook: Webhook }) {
  if (webhook.enabled) return <Badge state="active">{webhooks.enabled}</Badge>;
  const reason = webhook.disabled_reason;
  return <Badge state="disabled">{reason ? webhooks.reasons[reason] : webhooks.disabled}</Badge>;
}

export function WebhooksPage() {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const [state, change] = useAddressState<'open' | 'enabled'>();
  const query = { enabled: state.enabled === 'yes' ? true : state.enabled === 'no' ? false : undefined };
  const create = mayManage && (
    <Button kind="primary" onClick={() => change({ open: 'new' })}>
      {webhooks.create}
    </Button>
  );
  return (
    <Page title={webhooks.title} actions={create}>
      <div className="filters">
        <Filter name="enabled" label={webhooks.state} options={STATES} />
      </div>
      <ResourceTable
        name={webhooks.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ webhook_id }) => webhook_id}
        columns={COLUMNS}
        refreshMs={REFRESH_MS}
        empty={
          <Empty title={state.enabled ? texts.states.nothing_found : webhooks.empty}>
            <p>{webhooks.empty_text}</p>
            {create}
          </Empty>
        }
      />
      <NewWebhook open={mayManage && state.open === 'new'} close={() => change({ open: undefined }, 'replace')} />
    </Page>
  );
}

function NewWebhook({ open, close }: { open: boolean; close: () => void }) {
  const { project_id } = useProject();
  const [secret, setSecret] = useState<string | null>(null);
  const leave = () => {
    setSecret(null);
    close();
  };
  return (
    <Dialog open={open} close={leave} title={webhooks.create} wide locked={secret !== null}>
      {secret === null ? (
        <Form
          action={webhooks.create_action}
          cancel={leave}
          send={async (values) => {
            const made = gateway.POST(PATH, { params: { path: { project_id } }, body: webhookFrom(values) });
            setSecret((await dataOf(made)).secret ?? null);
            await refresh(PATH);
          }}
        >
          <WebhookFields />
        </Form>
      ) : (
        <Secret secret={secret} name="webhook-secret" warning={webhooks.once} done={leave} />
      )}
    </Dialog>
  );
}
