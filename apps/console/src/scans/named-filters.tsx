/** Filters by a terminal or a person, found by name and kept in the address by id. */
import { api } from '../api/client.ts';
import { searchDevices } from '../devices/device-search.ts';
import { nameOf } from '../members/member-name.ts';
import { searchMembers } from '../members/member-search.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { type Choice, Picker } from '../ui/picker.tsx';

const { scans } = texts;

interface NamedFilterProps {
  name: 'device_id' | 'member_id';
  label: string;
  shown: Choice | null;
  search: (text: string) => Promise<Choice[]>;
}

function NamedFilter({ name, label, shown, search }: NamedFilterProps) {
  const { project_id } = useProject();
  const [, change] = useAddressState<'device_id' | 'member_id' | 'row'>();
  return (
    <div className="field">
      <span className="hint" aria-hidden="true">
        {label}
      </span>
      <Picker
        label={label}
        single
        source={[name, project_id]}
        search={search}
        chosen={shown ? [shown] : []}
        change={(chosen) => change({ [name]: chosen[0]?.value, row: undefined })}
      />
    </div>
  );
}

export function DeviceFilter() {
  const { project_id } = useProject();
  const [{ device_id }] = useAddressState<'device_id'>();
  const device = api.useQuery(
    'get',
    '/v1/devices/{device_id}',
    { params: { path: { device_id: device_id ?? '' } } },
    { enabled: device_id !== undefined, retry: false },
  );
  return (
    <NamedFilter
      name="device_id"
      label={scans.device}
      shown={device_id ? { value: device_id, label: device.data?.name ?? device_id.slice(-12) } : null}
      search={(text) => searchDevices(project_id, text)}
    />
  );
}

export function MemberFilter() {
  const project = useProject();
  const { project_id } = project;
  const [{ member_id }] = useAddressState<'member_id'>();
  const member = api.useQuery(
    'get',
    '/v1/projects/{project_id}/members/{member_id}',
    { params: { path: { project_id, member_id: member_id ?? '' } } },
    { enabled: member_id !== undefined, retry: false },
  );
  if (!project.tenant_managed) return null;
  return (
    <NamedFilter
      name="member_id"
      label={scans.member}
      shown={member_id ? { value: member_id, label: member.data ? nameOf(member.data) : member_id.slice(-12) } : null}
      search={(text) => searchMembers(project_id, text)}
    />
  );
}
