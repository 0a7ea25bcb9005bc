/** People, keys, projects and programs by the names that colleagues know; what has none keeps the end of its id. */
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { useOrganization, useTenancy } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import type { Option } from '../ui/fields.tsx';

const { audit } = texts;
const SHOWN_OF_ID = 8;
const STALE_AFTER_MS = 60_000;

export type NameOf = (kind: string, id: string) => string;

function usePeopleAndKeys() {
  const { organization_id } = useOrganization();
  const params = { params: { path: { organization_id } } };
  const options = { staleTime: STALE_AFTER_MS };
  const users = api.useQuery('get', '/v1/organizations/{organization_id}/users', params, options);
  const keys = api.useQuery('get', '/v1/organizations/{organization_id}/api-keys', params, options);
  return useMemo(
    () => ({
      people: (users.data?.data ?? []).flatMap(({ user_id, name, email }) =>
        user_id === null ? [] : [[user_id, name ?? email ?? user_id] as const],
      ),
      keys: (keys.data?.data ?? []).map(({ key_id, name }) => [key_id, name] as const),
    }),
    [users.data, keys.data],
  );
}

export function useNames(): NameOf {
  const { people, keys } = usePeopleAndKeys();
  const { projects, organizations } = useTenancy();
  return useMemo(() => {
    const names = new Map<string, string>([
      ...people,
      ...keys,
      ...projects.map(({ project_id, name }) => [project_id, name] as const),
      ...organizations.map(({ organization_id, name }) => [organization_id, name] as const),
    ]);
    return (kind, id) => {
      const name = names.get(id);
      return name ? `${name} (${kind})` : `${kind} …${id.slice(-SHOWN_OF_ID)}`;
    };
  }, [people, keys, projects, organizations]);
}

/** To choose from in a filter. */
export function useActors(): readonly Option[] {
  const { people, keys } = usePeopleAndKeys();
  return [...people, ...keys.map(([id, name]) => [id, `${name} (${audit.actors.key})`] as const)];
}
