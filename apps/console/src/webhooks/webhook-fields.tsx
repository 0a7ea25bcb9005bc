/** What is said about an endpoint: where it is and what it hears. */
import type { Schemas } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { CheckGroup, TextField } from '../ui/fields.tsx';
import type { FormValues } from '../ui/form.tsx';

const { webhooks } = texts;
const PLAIN = ['enrollment.completed', 'demo.scan.success'];
const EXTENDED = [
  'enrollment.failed',
  'enrollment.cancelled',
  'scan.identified',
  'scan.rejected',
  'rule.matched',
  'list.updated',
  'device.registered',
  'device.offline',
  'member.deleted',
  'erasure.completed',
  'webhook.disabled',
];
const VERDICTS = Object.entries(texts.scans.verdicts);

export function WebhookFields({ webhook }: { webhook?: Schemas['WebhookView'] }) {
  const { settings } = useProject();
  const events = settings.extended_events ? [...PLAIN, ...EXTENDED] : PLAIN;
  return (
    <>
      <TextField
        name="url"
        label={webhooks.url}
        hint={webhooks.url_hint}
        type="url"
        required
        defaultValue={webhook?.url}
        placeholder="https://example.com/thenar"
      />
      <TextField
        name="description"
        label={webhooks.description}
        maxLength={500}
        defaultValue={webhook?.description ?? ''}
      />
      <CheckGroup
        name="event_types"
        label={webhooks.events}
        hint={settings.extended_events ? undefined : webhooks.more_events}
        options={events.map((type) => [type, type])}
        chosen={webhook?.event_types ?? ['enrollment.completed']}
      />
      <CheckGroup
        name="verdict"
        label={webhooks.only_verdicts}
        hint={webhooks.only_verdicts_hint}
        options={VERDICTS}
        chosen={webhook?.filters.verdict ?? []}
      />
    </>
  );
}

export function webhookFrom(values: FormValues, before?: Schemas['WebhookView']) {
  const verdict = values.all('verdict') as NonNullable<Schemas['WebhookFiltersView']['verdict']>;
  return {
    url: values.text('url'),
    description: values.textOrNull('description'),
    event_types: values.all('event_types'),
    filters: { ...before?.filters, verdict: verdict.length > 0 ? verdict : null },
  };
}
