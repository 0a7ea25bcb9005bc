/** Chooses people or terminals by name where the API takes their ids. */
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { dataOf, gateway } from '../api/client.ts';
import { searchDevices } from '../devices/device-search.ts';
import { nameOf } from '../members/member-name.ts';
import { searchMembers } from '../members/member-search.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { type Choice, Picker } from '../ui/picker.tsx';

export type NamedKind = 'member' | 'device';
const STALE_AFTER_MS = 60_000;
const SHOWN_OF_ID = 12;

async function nameOfId(kind: NamedKind, projectId: string, id: string): Promise<string> {
  if (kind === 'device')
    return (await dataOf(gateway.GET('/v1/devices/{device_id}', { params: { path: { device_id: id } } }))).name;
  const path = { project_id: projectId, member_id: id };
  return nameOf(await dataOf(gateway.GET('/v1/projects/{project_id}/members/{member_id}', { params: { path } })));
}

interface NamedPickerProps {
  kind: NamedKind;
  label: string;
  ids: readonly string[];
  change: (ids: string[]) => void;
  single?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
}

export function NamedPicker({ kind, label, ids, change, single, invalid, describedBy }: NamedPickerProps) {
  const { project_id } = useProject();
  /** Of what was chosen here; what was there before is looked up. */
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const unknown = ids.filter((id) => !labels.has(id));
  const names = useQueries({
    queries: unknown.map((id) => ({
      queryKey: ['name', kind, project_id, id],
      queryFn: () => nameOfId(kind, project_id, id),
      staleTime: STALE_AFTER_MS,
      retry: false,
    })),
  });
  const labelOf = (id: string): string =>
    labels.get(id) ?? names[unknown.indexOf(id)]?.data ?? `…${id.slice(-SHOWN_OF_ID)}`;
  const search = (text: string) =>
    kind === 'member' ? searchMembers(project_id, text) : searchDevices(project_id, text);
  return (
    <Picker
      label={label}
      source={[kind, project_id]}
      search={search}
      chosen={ids.map((id): Choice => ({ value: id, label: labelOf(id), detail: id }))}
      change={(next) => {
        setLabels((before) => new Map([...before, ...next.map((one) => [one.value, one.label] as const)]));
        change(next.map(({ value }) => value));
      }}
      single={single}
      invalid={invalid}
      describedBy={describedBy}
    />
  );
}
