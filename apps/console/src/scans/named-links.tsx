/** Links to what a row names by id alone, under the name that people know; the id where there is none any more. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { nameOf } from '../members/member-name.ts';
import { useProject } from '../tenancy/tenancy.tsx';

const SHOWN_OF_ID = 12;
const STAYS_MS = 150;
const shown = (id: string, name: string | undefined, isGone: boolean): string =>
  name ?? (isGone ? `…${id.slice(-SHOWN_OF_ID)}` : '…');

/** Names are asked for when the row stays: whoever scrolls through thousands asks for none of them. */
function useWhenSettled() {
  const [stays, setStays] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), STAYS_MS);
    return () => clearTimeout(timer);
  }, []);
  // a name seldom changes, and what is gone stays gone
  return { enabled: stays, staleTime: 60_000, retry: false };
}

export function MemberLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const params = { params: { path: { project_id, member_id: id } } };
  const asked = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}', params, useWhenSettled());
  return (
    <Link to="/p/$projectId/members/$memberId" params={{ projectId: project_id, memberId: id }} title={id}>
      {shown(id, asked.data && nameOf(asked.data), asked.isError)}
    </Link>
  );
}

export function DeviceLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const params = { params: { path: { device_id: id } } };
  const asked = api.useQuery('get', '/v1/devices/{device_id}', params, useWhenSettled());
  return (
    <Link to="/p/$projectId/devices/$deviceId" params={{ projectId: project_id, deviceId: id }} title={id}>
      {shown(id, asked.data?.name, asked.isError)}
    </Link>
  );
}

export function RuleLink({ id }: { id: string }) {
  const { project_id } = useProject();
  const params = { params: { path: { project_id, rule_id: id } } };
  const asked = api.useQuery('get', '/v1/projects/{project_id}/rules/{rule_id}', params, useWhenSettled());
  return (
    <Link to="/p/$projectId/rules/$ruleId" params={{ projectId: project_id, ruleId: id }} title={id}>
      {shown(id, asked.data?.name, asked.isError)}
    </Link>
  );
}
