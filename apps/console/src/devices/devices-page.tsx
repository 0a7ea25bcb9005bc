/** The terminals of a project, which of them are online, and pairing another one by its code. */
import { Link, useNavigate } from '@tanstack/react-router';
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { useAddressState } from '../ui/address-state.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Filter, oneOf, SearchFilter } from '../ui/filters.tsx';
import { notify } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { PairForm } from './pair-form.tsx';

type Device = Schemas['DeviceView'];
const PATH = '/v1/projects/{project_id}/devices';
const PRESENCE_REFRESH_MS = 5_000;
const { devices } = texts;

const COLUMNS: Column<Device>[] = [
  {
    name: devices.name,
    width: 'minmax(0, 2fr)',
    narrow: 'title',
    cell: (device) => (
      <Link
        className="row-link"
        to="/p/$projectId/devices/$deviceId"
        params={{ projectId: device.project_id, deviceId: device.device_id }}
      >
        {device.name}
      </Link>
    ),
  },
  {
    name: devices.status,
    narrow: 'side',
    width: 'minmax(7.5rem, 0.7fr)',
    cell: ({ status }) => <Badge state={status}>{word(devices.statuses, status)}</Badge>,
  },
  { name: devices.last_seen, cell: ({ last_seen_at }) => <Ago instant={last_seen_at} never={devices.never} /> },
  { name: devices.serial, cell: ({ serial_number }) => <code>{serial_number}</code> },
  {
    name: devices.model,
    width: 'minmax(0, 1.4fr)',
    narrow: 'hide',
    cell: ({ model, app_version }) => `${model} · ${app_version}`,
  },
];

export function DevicesPage() {
  const { project_id } = useProject();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [state, change] = useAddressState<'q' | 'status' | 'mode' | 'open'>();
  const query = { q: state.q, status: oneOf(state.status, devices.statuses), mode: oneOf(state.mode, devices.modes) };
  const isFiltered = Object.values(query).some(Boolean);
  const close = () => change({ open: undefined }, 'replace');
  const pair = mayManage && (
    <Button kind="primary" onClick={() => change({ open: 'pair' })}>
      {devices.pair}
    </Button>
  );
  return (
    <Page title={devices.title} actions={pair}>
      <div className="filters">
        <SearchFilter label={devices.search} />
        <Filter name="status" label={devices.status} options={Object.entries(devices.statuses)} />
        <Filter name="mode" label={devices.mode} options={Object.entries(devices.modes)} />
      </div>
      <ResourceTable
        name={devices.title}
        address={[PATH, project_id, query]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ device_id }) => device_id}
        columns={COLUMNS}
        refreshMs={PRESENCE_REFRESH_MS}
        counted={devices.counted}
        empty={
          <Empty title={isFiltered ? texts.states.nothing_found : devices.empty}>
            <p>{isFiltered ? texts.members.nothing_found_text : devices.empty_text}</p>
            {pair}
          </Empty>
        }
      />
      <Dialog open={mayManage && state.open === 'pair'} close={close} title={devices.pair}>
        <p>{devices.pair_text}</p>
        <PairForm
          projectId={project_id}
          cancel={close}
          paired={async ({ device_id, name }) => {
            notify(fill(devices.paired, { name }));
            await navigate({
              to: '/p/$projectId/devices/$deviceId',
              params: { projectId: project_id, deviceId: device_id },
            });
          }}
        />
      </Dialog>
    </Page>
  );
}
