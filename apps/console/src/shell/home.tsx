/** The console's first page: leads to the project that was open last, or helps to make the first one. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { gateway, queries } from '../api/client.ts';
import { firstProject, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Page, Panel } from '../ui/page.tsx';
import { Loading } from '../ui/states.tsx';

export function Home() {
  const tenancy = useTenancy();
  const navigate = useNavigate();
  const projectId = firstProject(tenancy)?.project_id;
  const organizations = tenancy.organizations;
  const organizationId = (organizations.find(({ role }) => role !== 'viewer') ?? organizations[0])?.organization_id;
  useEffect(() => {
    if (projectId) void navigate({ to: '/p/$projectId', params: { projectId }, replace: true });
    else if (organizationId)
      void navigate({ to: '/o/$organizationId/projects', params: { organizationId }, replace: true });
  }, [navigate, projectId, organizationId]);
  if (projectId ?? organizationId) return <Loading lines={6} />;
  return (
    <Page title={texts.tenancy.welcome}>
      <Panel>
        <p>{texts.tenancy.no_organization}</p>
        <Form
          action={texts.tenancy.create_organization}
          send={async (typed) => {
            await gateway.POST('/v1/organizations', { body: { name: typed.text('name') } });
            await queries.invalidateQueries();
          }}
        >
          <TextField name="name" label={texts.tenancy.organization_name} required maxLength={200} />
        </Form>
      </Panel>
    </Page>
  );
}
