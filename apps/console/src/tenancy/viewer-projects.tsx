/** The projects of a viewer: those that were open here or that usage names, and any by its address. */
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { Refusal } from '../api/refusal.ts';
import { texts } from '../texts/texts.ts';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { ProjectsTable } from './projects-table.tsx';
import { recentProjects } from './recent-projects.ts';
import { type Project, useOrganization } from './tenancy.tsx';

const { tenancy } = texts;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

function useProjectsOfViewer(organizationId: string): Project[] {
  const usage = api.useQuery('get', '/v1/organizations/{organization_id}/usage', {
    params: { path: { organization_id: organizationId } },
  });
  const counted = usage.data?.projects.map(({ project_id }) => project_id) ?? [];
  const asked = useQueries({
    queries: [...new Set([...recentProjects(), ...counted])].map((project_id) =>
      api.queryOptions('get', '/v1/projects/{project_id}', { params: { path: { project_id } } }),
    ),
  });
  return asked.flatMap(({ data }) => (data?.organization_id === organizationId ? [data] : []));
}

export function ViewerProjects() {
  const { organization_id } = useOrganization();
  const navigate = useNavigate();
  const projects = useProjectsOfViewer(organization_id);
  return (
    <Page title={texts.nav.projects} timeless>
      <Panel title={tenancy.viewer}>
        <p>{tenancy.viewer_text}</p>
        <Form
          action={tenancy.open}
          disposable
          send={async (values) => {
            const projectId = UUID.exec(values.text('address'))?.[0];
            if (projectId === undefined) throw Refusal.atField('address', tenancy.no_address);
            await navigate({ to: '/p/$projectId', params: { projectId } });
          }}
        >
          <TextField name="address" label={tenancy.address} hint={tenancy.address_hint} required />
        </Form>
      </Panel>
      {projects.length > 0 && (
        <Panel title={tenancy.seen}>
          <ProjectsTable name={tenancy.seen} of={projects} />
        </Panel>
      )}
    </Page>
  );
}
