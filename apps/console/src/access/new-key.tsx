/** Making a key: its reach, its scopes, its end; and its one showing. */
import { useState } from 'react';
import { dataOf, gateway, refresh } from '../api/client.ts';
import { useOrganization, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { SecretOnce } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckGroup, SelectField, TextField } from '../ui/fields.tsx';
import { Form, type FormValues } from '../ui/form.tsx';
import { SCOPE_OPTIONS, type Scope, SCOPES } from './scopes.ts';

const ALL = 'all';
const { access } = texts;
const MODES = [
  ['test', access.states.test],
  ['live', access.states.live],
] as const;

export function NewKey({ open, close }: { open: boolean; close: () => void }) {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const [secret, setSecret] = useState<string | null>(null);
  const [reach, setReach] = useState(ALL);
  const own = projects.filter((project) => project.organization_id === organization_id);
  const leave = () => {
    setSecret(null);
    setReach(ALL);
    close();
  };
  const create = async (values: FormValues) => {
    const body = {
      name: values.text('name'),
      scopes: values.all('scopes') as Scope[],
      expires_at: values.text('expires_at') ? new Date(values.text('expires_at')).toISOString() : null,
    };
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
    <Dialog open={open} close={leave} title={access.create} wide>
      {secret === null ? (
        <Form action={access.create_action} cancel={leave} send={create}>
          <TextField name="name" label={access.name} hint={access.name_hint} required maxLength={200} />
          <SelectField
            name="reach"
            label={access.reach}
            value={reach}
            onChange={(event) => setReach(event.target.value)}
            options={[[ALL, access.all_projects], ...own.map(({ project_id, name }) => [project_id, name] as const)]}
          />
          {reach === ALL && <SelectField name="mode" label={access.mode} hint={access.mode_hint} options={MODES} />}
          <TextField name="expires_at" label={access.expires} hint={access.expires_hint} type="date" />
          <CheckGroup name="scopes" label={access.scopes} options={SCOPE_OPTIONS} chosen={SCOPES} />
        </Form>
      ) : (
        <SecretOnce secret={secret} name="api-key" warning={access.once} done={leave} />
      )}
    </Dialog>
  );
}
