/** From one item back to its list, as that list was left: filters, search and place. */
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTenancy } from '../tenancy/tenancy.tsx';
import { lastSearchOf } from '../ui/address-state.ts';

type ListPath =
  | '/p/$projectId/devices'
  | '/p/$projectId/members'
  | '/p/$projectId/scans'
  | '/p/$projectId/rules'
  | '/p/$projectId/lists'
  | '/p/$projectId/webhooks'
  | '/o/$organizationId/keys';

export function BackLink({ to, children }: { to: ListPath; children: ReactNode }) {
  const { project, organization } = useTenancy();
  const router = useRouter();
  const params = {
    projectId: project?.project_id ?? '',
    organizationId: organization?.organization_id ?? project?.organization_id ?? '',
  };
  const { pathname } = router.buildLocation({ to, params });
  return (
    <Link to={to} params={params} search={lastSearchOf(pathname) as never}>
      {children}
    </Link>
  );
}
