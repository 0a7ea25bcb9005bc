/** One webhook: its settings, what was delivered, a test, a diagnosis. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { DeviceLink, RuleLink } from '../scans/named-links.tsx';
import { useMayManage } from '../tenancy/tenancy.tsx';
import { listOf, percent, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { BackLink } from '../shell/back-link.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Id } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Secret } from '../ui/secret.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { Deliveries } from './deliveries.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { eventText } from './event-types.ts';
import { WebhookFields, webhookFrom } from './webhook-fields.tsx';
import { WebhookState } from './webhooks-page.tsx';

type Webhook = Schemas['WebhookView'];
const ALL = '/v1/projects/{project_id}/webhooks';
const PATH = '/v1/projects/{project_id}/webhooks/{webhook_id}';
const REFRESH_MS = 10_000;
const { webhooks } = texts;
type Open = 'edit' | 'rotate' | 'delete' | 'diagnose' | null;

export function WebhookPage() {
  const { projectId, webhookId } = useParams({ strict: false });
  const path = { project_id: projectId!, webhook_id: webhookId! };
  const webhook = api.useQuery('get', PATH, { params: { path } }, { refetchInterval: REFRESH_MS });
  return <Loaded of={webhook}>{(data) => <WebhookView webhook={data} />}</Loaded>;
}

function WebhookView({ webhook }: { webhook: Webhook }) {
  const mayManage = useMayManage();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title={new URL(webhook.url).host}
      crumb={<BackLink to="/p/$projectId/webhooks">{webhooks.title}</BackLink>}
      state={<WebhookState webhook={webhook} />}
      actions={mayManage && <Actions webhook={webhook} choose={setOpen} />}
    >
      <Panel title={webhooks.details}>
        <WebhookDetails webhook={webhook} />
      </Panel>
      <h2>{webhooks.deliveries}</h2>
      <Deliveries webhook={webhook} />
      <EditWebhook webhook={webhook} open={open === 'edit'} close={close} />
      {open === 'rotate' && <Rotation webhook={webhook} close={close} />}
      <DeleteWebhook webhook={webhook} open={open === 'delete'} close={close} />
      {open === 'diagnose' && <Diagnosis webhook={webhook} close={close} />}
    </Page>
  );
}

function Actions({ webhook, choose }: { webhook: Webhook; choose: (open: Open) => void }) {
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
  const { verdict, rule_id, device_id } = webhook.filters;
  return (
    <DetailList
      of={[
        [webhooks.url, webhook.url],
        [webhooks.description, webhook.description],
        [webhooks.events, listOf(webhook.event_types.map(eventText))],
        [webhooks.only_verdicts, verdict && listOf(verdict.map((one) => word(texts.scans.verdicts, one)))],
        [webhooks.only_rule, rule_id && <RuleLink key="rule" id={rule_id} />],
        [webhooks.only_device, device_id && <DeviceLink key="device" id={device_id} />],
        [webhooks.success, webhook.success_rate_24h === null ? '—' : percent(webhook.success_rate_24h, 1)],
        [webhooks.last_delivery, <Ago key="last" instant={webhook.last_delivery_at} never={webhooks.never} />],
        [webhooks.created, <Moment key="created" instant={webhook.created_at} />],
        [webhooks.id, <Id key="id" id={webhook.webhook_id} />],
      ]}
    />
  );
}

interface WebhookDialogProps {
  webhook: Webhook;
  open: boolean;
  close: () => void;
}

function EditWebhook({ webhook, open, close }: WebhookDialogProps) {
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  return (
    <Dialog open={open} close={close} title={webhooks.edit} wide>
      <Form
        action={texts.actions.save}
        cancel={close}
        edits={`/v1/projects/${webhook.project_id}/webhooks/${webhook.webhook_id}`}
        send={async (values, header) => {
          await gateway.PATCH(PATH, { params: { path, header }, body: webhookFrom(values) });
          await refresh(ALL);
          close();
        }}
      >
        <WebhookFields webhook={webhook} />
      </Form>
    </Dialog>
  );
}

function DeleteWebhook({ webhook, open, close }: WebhookDialogProps) {
  const navigate = useNavigate();
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  return (
    <Confirm
      open={open}
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
  );
}

const OVERLAPS = [
  ['86400', texts.access.overlap_day],
  ['3600', texts.access.overlap_hour],
  ['604800', texts.access.overlap_week],
  ['0', texts.access.overlap_none],
] as const;

function Rotation({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const path = { project_id: webhook.project_id, webhook_id: webhook.webhook_id };
  return (
    <Dialog open close={close} title={webhooks.rotate} locked={secret !== null}>
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
          <SelectField name="grace_s" label={webhooks.grace} options={OVERLAPS} />
        </Form>
      ) : (
        <Secret secret={secret} name="webhook-secret" warning={webhooks.once} done={close} />
      )}
    </Dialog>
  );
}
