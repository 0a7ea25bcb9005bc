/** The terminals of a project, who is there just now, and pairing another one by its code. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dataOf, gateway, refresh, type Schemas } from '../api/client.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Filter, TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, ResourceTable } from '../ui/resource-table.tsx';
import { Search } from '../ui/search.tsx';
import { Empty } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';

export type Device = Schemas['DeviceView'];
type Status = Device['status'];
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
    width: '8.5rem',
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
  const [pairing, setPairing] = useState(false);
  const [status, setStatus] = useState<string>();
  const [q, setQ] = useState('');
  const query = { status: status as Status | undefined, q: q || undefined };
  const pair = mayManage && (
    <Button kind="primary" onClick={() => setPairing(true)}>
      {devices.pair}
    </Button>
  );
  return (
    <Page title={devices.title} actions={pair}>
      <div className="filters">
        <Search label={devices.search} value={q} change={setQ} />
        <Filter label={devices.status} value={status} choose={setStatus} options={Object.entries(devices.statuses)} />
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
          <Empty title={q || status ? texts.states.nothing_found : devices.empty}>
            <p>{devices.empty_text}</p>
            {pair}
          </Empty>
        }
      />
      <Pairing open={pairing} close={() => setPairing(false)} projectId={project_id} />
    </Page>
  );
}

function Pairing({ open, close, projectId }: { open: boolean; close: () => void; projectId: string }) {
  const navigate = useNavigate();
  return (
    <Dialog open={open} close={close} title={devices.pair}>
      <p>{devices.pair_text}</p>
      <Form
        action={devices.pair_action}
        cancel={close}
        send={async (values) => {
          const body = { registration_code: values.text('registration_code'), name: values.textIfAny('name') };
          const device = await dataOf(gateway.POST(PATH, { params: { path: { project_id: projectId } }, body }));
          notify(fill(devices.paired, { name: device.name }));
          close();
          await refresh(PATH);
          await navigate({
            to: '/p/$projectId/devices/$deviceId',
            params: { projectId, deviceId: device.device_id },
          });
        }}
      >
        <TextField
          name="registration_code"
          label={devices.code}
          hint={devices.code_hint}
          className="code"
          placeholder="WDJB-MJHT"
          required
          maxLength={32}
          spellCheck={false}
        />
        <TextField name="name" label={devices.name} hint={devices.name_hint} maxLength={200} />
      </Form>
    </Dialog>
  );
}
