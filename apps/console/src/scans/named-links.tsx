/** Links to what a row names by id alone, under the name that people know; the id where there is none any more. */
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { nameOf } from '../members/member-name.ts';
import { useProject } from '../tenancy/tenancy.tsx';

const SHOWN_OF_ID = 12;
/** A name seldom changes, and what is gone stays gone. */
const CALMLY = { staleTime: 60_000, retry: false } as const;
const shortened = (id: string): string => `…${id.slice(-SHOWN_OF_ID)}`;

export function MemberLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const params = { params: { path: { project_id, member_id: id } } };
  const { data } = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}', params, CALMLY);
  return (
    <Link to="/p/$projectId/members/$memberId" params={{ projectId: project_id, memberId: id }} title={id}>
      {data ? nameOf(data) : shortened(id)}
    </Link>
  );
}

export function DeviceLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const { data } = api.useQuery('get', '/v1/devices/{device_id}', { params: { path: { device_id: id } } }, CALMLY);
  return (
    <Link to="/p/$projectId/devices/$deviceId" params={{ projectId: project_id, deviceId: id }} title={id}>
      {data?.name ?? shortened(id)}
    </Link>
  );
}

export function RuleLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const params = { params: { path: { project_id, rule_id: id } } };
  const { data } = api.useQuery('get', '/v1/projects/{project_id}/rules/{rule_id}', params, CALMLY);
  return (
    <Link to="/p/$projectId/rules/$ruleId" params={{ projectId: project_id, ruleId: id }} title={id}>
      {data?.name ?? shortened(id)}
    </Link>
  );
}
