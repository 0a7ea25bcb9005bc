/** The projects and environments of an organization. */
import { useState } from 'react';
import { api, gateway, queries, type Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckField, SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { PlainTable } from '../ui/plain-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useMayManage, useOrganization, useTenancy } from './tenancy.tsx';
import { ProjectsTable } from './projects-table.tsx';
import { ViewerProjects } from './viewer-projects.tsx';

const { tenancy } = texts;
type Environment = Schemas['EnvironmentView'];

export function ProjectsPage() {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const mayManage = useMayManage();
  const [open, setOpen] = useState<'project' | 'environment' | null>(null);
  const environments = api.useQuery('get', '/v1/environments', {});
  const own = projects.filter((project) => project.organization_id === organization_id);
  if (!mayManage) return <ViewerProjects />;
  return (
    <Page
      title={texts.nav.projects}
      actions={
        <>
          <Button kind="primary" onClick={() => setOpen('project')}>
            {tenancy.create_project}
          </Button>
          <Button onClick={() => setOpen('environment')}>{tenancy.create_environment}</Button>
        </>
      }
    >
      <Panel title={texts.nav.projects}>
        {own.length === 0 ? (
          <Empty title={tenancy.no_project}>{tenancy.no_project_text}</Empty>
        ) : (
          <ProjectsTable name={texts.nav.projects} of={own} />
        )}
      </Panel>
      <Panel title={tenancy.environments}>
        <Loaded of={environments}>
          {({ data }) => <Environments of={data.filter((one) => one.organization_id === organization_id)} />}
        </Loaded>
      </Panel>
      <NewProject open={open === 'project'} close={() => setOpen(null)} environments={environments.data?.data ?? []} />
      <NewEnvironment open={open === 'environment'} close={() => setOpen(null)} />
    </Page>
  );
}

function Environments({ of }: { of: Environment[] }) {
  if (of.length === 0) return <Empty title={tenancy.no_environment} />;
  return (
    <PlainTable name={tenancy.environments} heads={[tenancy.name, tenancy.mode, tenancy.lookup, tenancy.registration]}>
      {of.map((environment) => (
        <tr key={environment.environment_id}>
          <td>{environment.name}</td>
          <td>
            <Badge state={environment.mode}>{tenancy[environment.mode]}</Badge>
          </td>
          <td>{environment.allows_server_lookup ? texts.actions.yes : texts.actions.no}</td>
          <td>{tenancy.policies[environment.registration_policy]}</td>
        </tr>
      ))}
    </PlainTable>
  );
}

function NewProject({ open, close, environments }: { open: boolean; close: () => void; environments: Environment[] }) {
  const { organization_id } = useOrganization();
  return (
    <Dialog open={open} close={close} title={tenancy.create_project}>
      <Form
        action={tenancy.create_project}
        cancel={close}
        send={async (values) => {
          await gateway.POST('/v1/organizations/{organization_id}/projects', {
            params: { path: { organization_id } },
            body: {
              name: values.text('name'),
              environment_id: values.textOrNull('environment_id'),
              time_zone: values.textIfAny('time_zone'),
            },
          });
          close();
          await queries.invalidateQueries();
        }}
      >
        <TextField name="name" label={tenancy.name} required maxLength={200} />
        <SelectField
          name="environment_id"
          label={tenancy.environment}
          hint={tenancy.environment_hint}
          options={[
            ...environments.map(
              ({ environment_id, name, mode }) => [environment_id, `${name} (${tenancy[mode]})`] as const,
            ),
            ['', tenancy.without_environment],
          ]}
        />
        <TextField
          name="time_zone"
          label={tenancy.time_zone}
          defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
        />
      </Form>
    </Dialog>
  );
}

function NewEnvironment({ open, close }: { open: boolean; close: () => void }) {
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
              mode: values.text('mode') as 'sandbox' | 'production',
              allows_server_lookup: values.ticked('allows_server_lookup'),
              registration_policy: values.text('registration_policy') as 'sandbox_only' | 'code',
            },
          });
          close();
          await queries.invalidateQueries();
        }}
      >
        <TextField name="name" label={tenancy.name} required maxLength={200} />
        <SelectField
          name="mode"
          label={tenancy.mode}
          options={[
            ['sandbox', tenancy.sandbox],
            ['production', tenancy.production],
          ]}
        />
        <SelectField
          name="registration_policy"
          label={tenancy.registration}
          options={Object.entries(tenancy.policies)}
        />
        <CheckField name="allows_server_lookup" label={tenancy.lookup} hint={tenancy.lookup_hint} />
      </Form>
    </Dialog>
  );
}
