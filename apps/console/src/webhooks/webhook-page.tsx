/** One endpoint: its settings, what was delivered, a test, a diagnosis. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { Deliveries } from './deliveries.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { percent, texts } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Id, SecretOnce } from '../ui/copy.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { WebhookFields, webhookFrom } from './webhook-fields.tsx';
import { WebhookState } from './webhooks-page.tsx';

type Webhook = Schemas['WebhookView'];
const ALL = '/v1/projects/{project_id}/webhooks';
const PATH = '/v1/projects/{project_id}/webhooks/{webhook_id}';
const { webhooks } = texts;
type Open = 'edit' | 'rotate' | 'delete' | 'diagnose' | null;

export function WebhookPage() {
  const { project_id } = useProject();
  const { webhookId } = useParams({ strict: false });
  const webhook = api.useQuery(
    'get',
    PATH,
    { params: { path: { project_id, webhook_id: webhookId! } } },
    { refetchInterval: 10_000 },
  );
  return <Loaded of={webhook}>{(data) => <WebhookOf webhook={data} />}</Loaded>;
}

function WebhookOf({ webhook }: { webhook: Webhook }) {
  const mayManage = useMayManage();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={new URL(webhook.url).host}
      crumb={
        <Link to="/p/$projectId/webhooks" params={{ projectId: webhook.project_id }}>
          {webhooks.title}
        </Link>
      }
      actions={mayManage && <Acts webhook={webhook} choose={setOpen} />}
    >
      <Panel title={webhooks.facts}>
        <WebhookDetails webhook={webhook} />
      </Panel>
      <h2>{webhooks.deliveries}</h2>
      <Deliveries webhook={webhook} />
      <Dialogs webhook={webhook} open={open} close={close} />
      {open === 'diagnose' && <Diagnosis webhook={webhook} close={close} />}
    </Page>
  );
}

function Acts({ webhook, choose }: { webhook: Webhook; choose: (open: Open) => void }) {
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  const test = async () => {
    await gateway.POST('/v1/projects/{project_id}/webhooks/{webhook_id}/test', { params: { path } });
    notify(webhooks.test_sent);
    await refresh(ALL);
  };
  const turn = async () => {
    await gateway.PATCH(PATH, { params: { path }, body: { enabled: !webhook.enabled } });
    await refresh(ALL);
  };
  return (
    <>
      <ActionButton kind="primary" run={test}>
        {webhooks.test}
      </ActionButton>
      <Button onClick={() => choose('diagnose')}>{webhooks.diagnose}</Button>
      <Button onClick={() => choose('edit')}>{webhooks.edit}</Button>
      <ActionButton run={turn}>{webhook.enabled ? webhooks.disable : webhooks.enable}</ActionButton>
      <Button onClick={() => choose('rotate')}>{webhooks.rotate}</Button>
      <Button kind="danger" onClick={() => choose('delete')}>
        {texts.actions.delete}
      </Button>
    </>
  );
}

function WebhookDetails({ webhook }: { webhook: Webhook }) {
  const { time_zone } = useProject();
  return (
    <DetailList
      of={[
        [webhooks.state, <WebhookState key="state" webhook={webhook} />],
        [webhooks.url, webhook.url],
        [webhooks.description, webhook.description],
        [webhooks.events, webhook.event_types.join(', ')],
        [webhooks.only_verdicts, webhook.filters.verdict?.join(', ')],
        [webhooks.success, webhook.success_rate_24h === null ? '—' : percent(webhook.success_rate_24h, 1)],
        [webhooks.created, <Moment key="created" instant={webhook.created_at} timeZone={time_zone} />],
        [webhooks.id, <Id key="id" id={webhook.webhook_id} />],
      ]}
    />
  );
}

function Dialogs({ webhook, open, close }: { webhook: Webhook; open: Open; close: () => void }) {
  const navigate = useNavigate();
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  return (
    <>
      <Dialog open={open === 'edit'} close={close} title={webhooks.edit} wide>
        <Form
          action={texts.actions.save}
          cancel={close}
          edits={`/v1/projects/${webhook.project_id}/webhooks/${webhook.webhook_id}`}
          send={async (values, header) => {
            await gateway.PATCH(PATH, { params: { path, header }, body: webhookFrom(values, webhook) });
            await refresh(ALL);
            close();
          }}
        >
          <WebhookFields webhook={webhook} />
        </Form>
      </Dialog>
      {open === 'rotate' && <Rotation webhook={webhook} close={close} />}
      <Confirm
        open={open === 'delete'}
        close={close}
        title={webhooks.delete_title}
        action={texts.actions.delete}
        run={async () => {
          await gateway.DELETE(PATH, { params: { path } });
          await navigate({ to: '/p/$projectId/webhooks', params: { projectId: webhook.project_id } });
          await refresh(ALL);
        }}
      >
        <p>{webhooks.delete_text}</p>
      </Confirm>
    </>
  );
}

const GRACES = [
  ['86400', texts.access.overlap_day],
  ['3600', texts.access.overlap_hour],
  ['604800', texts.access.overlap_week],
  ['0', texts.access.overlap_none],
] as const;

function Rotation({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  return (
    <Dialog open close={close} title={webhooks.rotate}>
      {secret === null ? (
        <Form
          action={webhooks.rotate}
          cancel={close}
          send={async (values) => {
            const body = { grace_s: values.number('grace_s') };
            const rotated = gateway.POST('/v1/projects/{project_id}/webhooks/{webhook_id}/rotate-secret', {
              params: { path },
              body,
            });
            setSecret((await dataOf(rotated)).secret ?? null);
          }}
        >
          <p>{webhooks.rotate_text}</p>
          <SelectField name="grace_s" label={webhooks.grace} options={GRACES} />
        </Form>
      ) : (
        <SecretOnce secret={secret} name="webhook-secret" warning={webhooks.once} done={close} />
      )}
    </Dialog>
  );
}
