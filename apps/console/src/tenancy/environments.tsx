/** The environments of an organization: made, and changed where that is possible. */
import { useState } from 'react';
import { gateway, queries, type Schemas } from '../api/client.ts';
import { fill, texts } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckField, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty } from '../ui/states.tsx';
import { useOrganization } from './tenancy.tsx';

type Environment = Schemas['EnvironmentView'];
const { tenancy } = texts;
const MODES = [
  ['sandbox', tenancy.sandbox],
  ['production', tenancy.production],
] as const;

export function Environments({ of }: { of: Environment[] }) {
  const [editing, setEditing] = useState<Environment | null>(null);
  if (of.length === 0) return <Empty title={tenancy.no_environment} />;
  return (
    <>
      <PlainTable
        name={tenancy.environments}
        heads={[tenancy.name, tenancy.mode, tenancy.lookup, tenancy.registration]}
        acts
      >
        {of.map((environment) => (
          <tr key={environment.environment_id}>
            <td>{environment.name}</td>
            <td>
              <Badge state={environment.mode}>{tenancy[environment.mode]}</Badge>
            </td>
            <td>{environment.allows_server_lookup ? texts.actions.yes : texts.actions.no}</td>
            <td>{tenancy.policies[environment.registration_policy]}</td>
            <td>
              <Button
                size="small"
                onClick={() => setEditing(environment)}
                aria-label={fill(tenancy.edit_of, { name: environment.name })}
              >
                {tenancy.edit}
              </Button>
            </td>
          </tr>
        ))}
      </PlainTable>
      {editing && <EditEnvironment environment={editing} close={() => setEditing(null)} />}
    </>
  );
}

function SharedFields({ environment }: { environment?: Environment }) {
  return (
    <>
      <SelectField
        name="registration_policy"
        label={tenancy.registration}
        options={Object.entries(tenancy.policies)}
        defaultValue={environment?.registration_policy}
      />
      <CheckField
        name="allows_server_lookup"
        label={tenancy.lookup}
        hint={tenancy.lookup_hint}
        defaultChecked={environment?.allows_server_lookup}
      />
    </>
  );
}

function EditEnvironment({ environment, close }: { environment: Environment; close: () => void }) {
  return (
    <Dialog open close={close} title={fill(tenancy.edit_of, { name: environment.name })}>
      <Form
        action={texts.actions.save}
        cancel={close}
        send={async (values) => {
          await gateway.PATCH('/v1/environments/{environment_id}', {
            params: { path: { environment_id: environment.environment_id } },
            body: {
              name: values.text('name'),
              allows_server_lookup: values.ticked('allows_server_lookup'),
              registration_policy: values.text('registration_policy') as Environment['registration_policy'],
            },
          });
          notify(texts.settings.saved);
          close();
          await queries.invalidateQueries();
        }}
      >
        <TextField name="name" label={tenancy.name} defaultValue={environment.name} required maxLength={200} />
        <SharedFields environment={environment} />
      </Form>
    </Dialog>
  );
}

export function NewEnvironment({ open, close }: { open: boolean; close: () => void }) {
  const { organization_id } = useOrganization();
  return (
    <Dialog open={open} close={close} title={tenancy.create_environment}>
      <Form
        action={tenancy.create_environment}
        cancel={close}
        send={async (values) => {
          await gateway.POST('/v1/organizations/{organization_id}/environments', {
            params: { path: { organization_id } },
            body: {
              name: values.text('name'),
              mode: values.text('mode') as Environment['mode'],
              allows_server_lookup: values.ticked('allows_server_lookup'),
              registration_policy: values.text('registration_policy') as Environment['registration_policy'],
            },
          });
          close();
          await queries.invalidateQueries();
        }}
      >
        <TextField name="name" label={tenancy.name} required maxLength={200} />
        <SelectField name="mode" label={tenancy.mode} options={MODES} />
        <SharedFields />
      </Form>
    </Dialog>
  );
}
