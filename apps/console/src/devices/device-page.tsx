/** One terminal: what it is, whether it is online, what it is doing, what happened to it. */
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import type { Precondition } from '../api/etags.ts';
import { RunningSession } from '../enrollment/running-session.tsx';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { BackLink } from '../shell/back-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Id } from '../ui/copy.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { Timeline } from './timeline.tsx';

type Device = Schemas['DeviceView'];
const { devices } = texts;
const PRESENCE_REFRESH_MS = 2_000;

export function DevicePage() {
  const { deviceId } = useParams({ strict: false });
  const device = api.useQuery(
    'get',
    '/v1/devices/{device_id}',
    { params: { path: { device_id: deviceId! } } },
    { refetchInterval: PRESENCE_REFRESH_MS },
  );
  return <Loaded of={device}>{(data) => <DeviceView device={data} />}</Loaded>;
}

function DeviceView({ device }: { device: Device }) {
  const { project_id } = useProject();
  const mayManage = useMayManage() && device.status !== 'decommissioned';
  return (
    <Page
      title={device.name}
      crumb={<BackLink to="/p/$projectId/devices">{devices.title}</BackLink>}
      state={<Badge state={device.status}>{word(devices.statuses, device.status)}</Badge>}
      actions={
        <>
          <Link
            className="button"
            to="/p/$projectId/scans"
            params={{ projectId: project_id }}
            search={{ device_id: device.device_id } as never}
          >
            {devices.scans}
          </Link>
          {mayManage && <Actions device={device} />}
        </>
      }
    >
      <div className="columns">
        <Panel title={devices.details}>
          <DeviceDetails device={device} />
        </Panel>
        <RunningSession deviceId={device.device_id} />
      </div>
      <Timeline device={device} key={device.status} />
    </Page>
  );
}

function Actions({ device }: { device: Device }) {
  const { environment } = useProject();
  const [open, setOpen] = useState<'rename' | 'disable' | 'decommission' | null>(null);
  const close = () => setOpen(null);
  const path = { device_id: device.device_id };
  const patch = async (body: Schemas['PatchDevice'], done: string, header: Precondition = {}) => {
    await gateway.PATCH('/v1/devices/{device_id}', { params: { path, header }, body });
    notify(done);
    await refresh('/v1/devices', '/v1/projects/{project_id}/devices');
  };
  return (
    <>
      <Button onClick={() => setOpen('rename')}>{devices.rename}</Button>
      {device.enabled ? (
        <Button onClick={() => setOpen('disable')}>{devices.disable}</Button>
      ) : (
        <ActionButton kind="primary" run={() => patch({ enabled: true }, devices.enabled_done)}>
          {devices.enable}
        </ActionButton>
      )}
      {environment?.mode === 'sandbox' && (
        <ActionButton run={() => patch({ mode: device.mode === 'demo' ? 'standard' : 'demo' }, devices.mode_changed)}>
          {device.mode === 'demo' ? devices.to_standard : devices.to_demo}
        </ActionButton>
      )}
      <Button kind="danger" onClick={() => setOpen('decommission')}>
        {devices.decommission}
      </Button>
      <Dialog open={open === 'rename'} close={close} title={devices.rename}>
        <Form
          action={texts.actions.save}
          cancel={close}
          edits={`/v1/devices/${device.device_id}`}
          send={async (values, precondition) => {
            await patch({ name: values.text('name') }, devices.renamed, precondition);
            close();
          }}
        >
          <TextField name="name" label={devices.name} defaultValue={device.name} required maxLength={200} />
        </Form>
      </Dialog>
      <Confirm
        open={open === 'disable'}
        close={close}
        title={fill(devices.disable_title, { name: device.name })}
        action={devices.disable}
        run={() => patch({ enabled: false }, devices.disabled_done)}
      >
        <p>{devices.disable_text}</p>
      </Confirm>
      <Confirm
        open={open === 'decommission'}
        close={close}
        title={fill(devices.decommission_title, { name: device.name })}
        action={devices.decommission}
        confirmText={device.name}
        run={async () => {
          await gateway.POST('/v1/devices/{device_id}/decommission', { params: { path } });
          await refresh('/v1/devices', '/v1/projects/{project_id}/devices');
        }}
      >
        <p>{devices.decommission_text}</p>
      </Confirm>
    </>
  );
}

function DeviceDetails({ device }: { device: Device }) {
  return (
    <DetailList
      of={[
        [devices.last_seen, <Ago key="seen" instant={device.last_seen_at} never={devices.never} />],
        [devices.mode, word(devices.modes, device.mode)],
        [devices.serial, <code key="serial">{device.serial_number}</code>],
        [devices.model, device.model],
        [devices.app_version, device.app_version],
        [devices.config_version, String(device.config_version)],
        [devices.registered, <Moment key="at" instant={device.registered_at} />],
        [devices.id, <Id key="id" id={device.device_id} />],
      ]}
    />
  );
}
