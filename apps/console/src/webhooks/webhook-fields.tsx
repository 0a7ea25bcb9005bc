/** The fields of a webhook: where it is, which events it gets, and which of those are filtered out. */
import { useState } from 'react';
import { api, type Schemas } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { searchDevices } from '../devices/device-search.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { CheckGroup, SelectField, TextField } from '../ui/fields.tsx';
import type { FormValues } from '../ui/form-values.ts';
import { type Choice, Picker } from '../ui/picker.tsx';
import { useMarkChanged } from '../ui/unsaved-changes.tsx';
import { eventText, EXTENDED_EVENTS, PLAIN_EVENTS } from './event-types.ts';

const { webhooks } = texts;
const VERDICTS = Object.entries(texts.scans.verdicts);

export function WebhookFields({ webhook }: { webhook?: Schemas['WebhookView'] }) {
  const { settings } = useProject();
  const events: readonly string[] = settings.extended_events ? [...PLAIN_EVENTS, ...EXTENDED_EVENTS] : PLAIN_EVENTS;
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
        options={events.map((type) => [type, `${eventText(type)} (${type})`])}
        chosen={webhook?.event_types ?? ['enrollment.completed']}
      />
      <details open={webhook && Object.keys(webhook.filters).length > 0}>
        <summary>{webhooks.filters}</summary>
        <div className="form">
          <p className="hint">{webhooks.filters_hint}</p>
          <CheckGroup
            name="verdict"
            label={webhooks.only_verdicts}
            hint={webhooks.only_verdicts_hint}
            options={VERDICTS}
            chosen={webhook?.filters.verdict ?? []}
          />
          <RuleFilterField chosen={webhook?.filters.rule_id} />
          <DeviceFilterField chosen={webhook?.filters.device_id} />
        </div>
      </details>
    </>
  );
}

function RuleFilterField({ chosen }: { chosen: string | undefined }) {
  const { project_id } = useProject();
  const rules = api.useQuery('get', '/v1/projects/{project_id}/rules', { params: { path: { project_id } } });
  if (!rules.data) return chosen ? <input type="hidden" name="rule_id" value={chosen} /> : null;
  return (
    <SelectField
      name="rule_id"
      label={webhooks.only_rule}
      defaultValue={chosen ?? ''}
      options={[['', texts.filters.all], ...rules.data.data.map(({ rule_id, name }) => [rule_id, name] as const)]}
    />
  );
}

function DeviceFilterField({ chosen }: { chosen: string | undefined }) {
  const { project_id } = useProject();
  const markChanged = useMarkChanged();
  const device = api.useQuery(
    'get',
    '/v1/devices/{device_id}',
    { params: { path: { device_id: chosen ?? '' } } },
    { enabled: chosen !== undefined, retry: false },
  );
  const [picked, setPicked] = useState<Choice[] | null>(null);
  const known = chosen ? [{ value: chosen, label: device.data?.name ?? `…${chosen.slice(-12)}` }] : [];
  const shown = picked ?? known;
  return (
    <div className="field">
      <span className="legend" aria-hidden="true">
        {webhooks.only_device}
      </span>
      <Picker
        label={webhooks.only_device}
        single
        source={['device_id', project_id]}
        search={(text) => searchDevices(project_id, text)}
        chosen={shown}
        change={(next) => {
          setPicked(next);
          markChanged();
        }}
      />
      <input type="hidden" name="device_id" value={shown[0]?.value ?? ''} />
    </div>
  );
}

/** @throws Refusal at the field when no event is ticked */
export function webhookFrom(values: FormValues) {
  const verdict = values.all('verdict') as NonNullable<Schemas['WebhookFiltersView']['verdict']>;
  const event_types = values.all('event_types');
  if (event_types.length === 0) throw Refusal.atField('event_types', webhooks.no_event);
  return {
    url: values.text('url'),
    description: values.textOrNull('description'),
    event_types,
    filters: {
      verdict: verdict.length > 0 ? verdict : null,
      rule_id: values.textOrNull('rule_id'),
      device_id: values.textOrNull('device_id'),
    },
  };
}
