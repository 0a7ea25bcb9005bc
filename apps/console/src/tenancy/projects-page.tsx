/** The projects and environments of an organization. */
import { api, gateway, queries, type Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useMayManage, useOrganization, useTenancy } from './tenancy.tsx';
import { Environments, NewEnvironment } from './environments.tsx';
import { ProjectsTable } from './projects-table.tsx';
import { ViewerProjects } from './viewer-projects.tsx';

const { tenancy } = texts;
type Environment = Schemas['EnvironmentView'];

export function ProjectsPage() {
  const { organization_id } = useOrganization();
  const { projects } = useTenancy();
  const mayManage = useMayManage();
  const [state, setState] = useAddressState<'open'>();
  const setOpen = (open: 'project' | 'environment' | null) => setState({ open: open ?? undefined });
  const { open } = state;
  const environments = api.useQuery('get', '/v1/environments', {});
  const own = projects.filter((project) => project.organization_id === organization_id);
  if (!mayManage) return <ViewerProjects />;
  return (
    <Page
      title={texts.nav.projects}
      timeless
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
