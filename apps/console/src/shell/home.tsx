/** The console's first page: leads to the project that was open last, or helps to make the first one. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { firstProject, useTenancy } from '../tenancy/tenancy.tsx';
import { Loading } from '../ui/states.tsx';

const Welcome = lazy(async () => ({ default: (await import('./welcome.tsx')).Welcome }));

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
    <Suspense fallback={<Loading lines={6} />}>
      <Welcome />
    </Suspense>
  );
}
