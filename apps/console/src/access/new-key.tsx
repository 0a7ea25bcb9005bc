/** Making a key: its reach, its scopes, its end; and the one time that it is shown. */
import { useState } from 'react';
import { dataOf, gateway, refresh } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { projectsOf, useOrganization, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { endOfDate } from '../texts/times.ts';
import { useZone } from '../texts/zone.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import type { FormValues } from '../ui/form-values.ts';
import { Secret } from '../ui/secret.tsx';
import { ScopeField } from './scope-field.tsx';
import type { Scope } from './scopes.ts';

const ALL = 'all';
const { access } = texts;
const MODES = [
  ['test', access.states.test],
  ['live', access.states.live],
] as const;

export function NewKey({ open, close }: { open: boolean; close: () => void }) {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const zone = useZone();
  const [secret, setSecret] = useState<string | null>(null);
  const own = projectsOf(projects, organization_id);
  const [reach, setReach] = useState(own[0]?.project_id ?? ALL);
  const leave = () => {
    setSecret(null);
    close();
  };
  const create = async (values: FormValues) => {
    const scopes = values.all('scopes') as Scope[];
    if (scopes.length === 0) throw Refusal.atField('scopes', access.no_scope);
    const until = values.text('expires_at');
    const body = { name: values.text('name'), scopes, expires_at: until ? endOfDate(until, zone) : null };
    const made =
      reach === ALL
        ? gateway.POST('/v1/organizations/{organization_id}/api-keys', {
            params: { path: { organization_id } },
            body: { ...body, project_ids: null, mode: values.text('mode') as 'live' | 'test' },
          })
        : gateway.POST('/v1/projects/{project_id}/api-keys', { params: { path: { project_id: reach } }, body });
    setSecret((await dataOf(made)).key ?? null);
    await refresh('/v1/organizations/{organization_id}/api-keys');
  };
  return (
    <Dialog open={open} close={leave} title={access.create} wide locked={secret !== null}>
      {secret === null ? (
        <Form action={access.create_action} cancel={leave} send={create}>
          <TextField name="name" label={access.name} hint={access.name_hint} required maxLength={200} />
          <SelectField
            name="reach"
            label={access.reach}
            value={reach}
            onChange={(event) => setReach(event.target.value)}
            options={[...own.map(({ project_id, name }) => [project_id, name] as const), [ALL, access.all_projects]]}
          />
          {reach === ALL && <SelectField name="mode" label={access.mode} hint={access.mode_hint} options={MODES} />}
          <TextField name="expires_at" label={access.expires} hint={access.expires_hint} type="date" />
          <ScopeField />
        </Form>
      ) : (
        <Secret secret={secret} name="api-key" warning={access.once} done={leave} />
      )}
    </Dialog>
  );
}
