/** What the palette finds at the gateway: people and terminals by any word, scans by id, the rest by name. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { dataOf, gateway } from '../api/client.ts';
import { nameOf } from '../members/member-name.ts';
import { texts, word } from '../texts/texts.ts';
import { type PaletteGroup, type PaletteItem, usePlace } from './palette-commands.ts';
import { includesWords } from './words.ts';

const MIN_LENGTH = 2;
const MAX_OF_A_KIND = 10;
const STALE_AFTER_MS = 15_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Search {
  q: string;
  projectId: string;
  organizationId: string;
  go: (to: string, params: Record<string, string>) => void;
}
type Source = (search: Search) => Promise<PaletteItem[]>;

const members: Source = async ({ q, projectId, go }) => {
  const path = { project_id: projectId };
  const query = { per_page: MAX_OF_A_KIND, q };
  const { data } = await dataOf(gateway.GET('/v1/projects/{project_id}/members', { params: { path, query } }));
  return data.map((member) => ({
    value: `member ${member.member_id}`,
    label: nameOf(member),
    detail: member.external_id ?? member.email ?? undefined,
    go: () => go('/p/$projectId/members/$memberId', { projectId, memberId: member.member_id }),
  }));
};

const devices: Source = async ({ q, projectId, go }) => {
  const path = { project_id: projectId };
  const query = { per_page: MAX_OF_A_KIND, q };
  const { data } = await dataOf(gateway.GET('/v1/projects/{project_id}/devices', { params: { path, query } }));
  return data.map(({ device_id, name, status }) => ({
    value: `device ${device_id}`,
    label: name,
    detail: word(texts.devices.statuses, status),
    go: () => go('/p/$projectId/devices/$deviceId', { projectId, deviceId: device_id }),
  }));
};

const rules: Source = async ({ q, projectId, go }) => {
  const path = { project_id: projectId };
  const { data } = await dataOf(gateway.GET('/v1/projects/{project_id}/rules', { params: { path } }));
  return data
    .filter(({ name }) => includesWords(name, q))
    .map(({ rule_id, name, status }) => ({
      value: `rule ${rule_id}`,
      label: name,
      detail: word(texts.rules.statuses, status),
      go: () => go('/p/$projectId/rules/$ruleId', { projectId, ruleId: rule_id }),
    }));
};

const lists: Source = async ({ q, projectId, go }) => {
  const path = { project_id: projectId };
  const { data } = await dataOf(gateway.GET('/v1/projects/{project_id}/lists', { params: { path } }));
  return data
    .filter(({ name, description }) => includesWords(`${name} ${description ?? ''}`, q))
    .map(({ list_id, name, type }) => ({
      value: `list ${list_id}`,
      label: name,
      detail: word(texts.lists.types, type),
      go: () => go('/p/$projectId/lists/$listId', { projectId, listId: list_id }),
    }));
};

const webhooks: Source = async ({ q, projectId, go }) => {
  const path = { project_id: projectId };
  const { data } = await dataOf(gateway.GET('/v1/projects/{project_id}/webhooks', { params: { path } }));
  return data
    .filter(({ url, description }) => includesWords(`${url} ${description ?? ''}`, q))
    .map(({ webhook_id, url, description }) => ({
      value: `webhook ${webhook_id}`,
      label: url,
      detail: description ?? undefined,
      go: () => go('/p/$projectId/webhooks/$webhookId', { projectId, webhookId: webhook_id }),
    }));
};

const scans: Source = async ({ q, projectId, go }) => {
  if (!UUID.test(q)) return [];
  const { scan_id } = await dataOf(gateway.GET('/v1/scan-results/{scan_id}', { params: { path: { scan_id: q } } }));
  const open = () => go('/p/$projectId/scans/$scanId', { projectId, scanId: scan_id });
  return [{ value: `scan ${scan_id}`, label: texts.scans.one, detail: scan_id, go: open }];
};

const keys: Source = async ({ q, organizationId, go }) => {
  const path = { organization_id: organizationId };
  const { data } = await dataOf(gateway.GET('/v1/organizations/{organization_id}/api-keys', { params: { path } }));
  return data
    .filter(({ name, prefix, key_id }) => includesWords(`${name} ${prefix} ${key_id}`, q))
    .map(({ key_id, name, prefix }) => ({
      value: `key ${key_id}`,
      label: name,
      detail: `${prefix}…`,
      go: () => go('/o/$organizationId/keys/$keyId', { organizationId, keyId: key_id }),
    }));
};

const OF_PROJECT = { members, devices, scans, rules, lists, webhooks };
/** Viewers have no keys. */
const OF_MANAGER = { keys };

export function useFound(text: string): { groups: PaletteGroup[]; searching: boolean } {
  const navigate = useNavigate();
  const { project, organization, isManager } = usePlace();
  const sources = { ...(project ? OF_PROJECT : {}), ...(isManager ? OF_MANAGER : {}) };
  const search: Search = {
    q: text,
    projectId: project?.project_id ?? '',
    organizationId: organization?.organization_id ?? '',
    go: (to, params) => void navigate({ to, params } as never),
  };
  const { data, isFetching } = useQuery({
    queryKey: ['palette', search.projectId, search.organizationId, text],
    enabled: text.length >= MIN_LENGTH,
    staleTime: STALE_AFTER_MS,
    placeholderData: (before: PaletteGroup[] | undefined) => before,
    queryFn: async () => {
      const groups = await Promise.all(
        Object.entries(sources).map(async ([value, find]) => ({
          value: value as PaletteGroup['value'],
          // a kind that cannot be searched now takes nothing from the others
          items: (await find(search).catch((): PaletteItem[] => [])).slice(0, MAX_OF_A_KIND),
        })),
      );
      return groups.filter(({ items }) => items.length > 0);
    },
  });
  return { groups: text.length >= MIN_LENGTH ? (data ?? []) : [], searching: isFetching };
}
