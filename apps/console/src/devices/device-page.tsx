/** One terminal: what it is, whether it is there, what it went through. */
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, gateway, refresh, type Schemas } from '../api/client.ts';
import type { Precondition } from '../api/etags.ts';
import { useMayManage, useProject } from '../tenancy/tenancy.tsx';
import { fill, texts, word } from '../texts/texts.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Id } from '../ui/copy.tsx';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import { Form } from '../ui/form.tsx';
import { notify } from '../ui/notifications.tsx';
import { DetailList, Page, Panel } from '../ui/page.tsx';
import { Loaded } from '../ui/states.tsx';
import { Ago, Moment } from '../ui/time.tsx';
import { RunningSession } from '../enrollment/running-session.tsx';
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
  return <Loaded of={device}>{(data) => <DeviceOf device={data} />}</Loaded>;
}

function DeviceOf({ device }: { device: Device }) {
  const { project_id, time_zone, environment } = useProject();
  const mayManage = useMayManage() && device.status !== 'decommissioned';
  const [open, setOpen] = useState<'rename' | 'decommission' | null>(null);
  const path = { device_id: device.device_id };
  const patch = async (body: Schemas['PatchDevice'], done: string, header: Precondition = {}) => {
    await gateway.PATCH('/v1/devices/{device_id}', { params: { path, header }, body });
    notify(done);
    await refresh('/v1/devices', '/v1/projects/{project_id}/devices');
  };
  return (
    <Page
      title={device.name}
      crumb={
        <Link to="/p/$projectId/devices" params={{ projectId: project_id }}>
          {devices.title}
        </Link>
      }
      actions={
        mayManage && (
          <>
            <Button onClick={() => setOpen('rename')}>{devices.rename}</Button>
            <Acts device={device} patch={patch} sandbox={environment?.mode === 'sandbox'} />
            <Button kind="danger" onClick={() => setOpen('decommission')}>
              {devices.decommission}
            </Button>
          </>
        )
      }
    >
      <div className="columns">
        <Panel title={devices.facts}>
          <DeviceDetails device={device} timeZone={time_zone} />
        </Panel>
        <RunningSession deviceId={device.device_id} />
      </div>
      <Timeline device={device} timeZone={time_zone} key={device.status} />
      <Dialog open={open === 'rename'} close={() => setOpen(null)} title={devices.rename}>
        <Form
          action={texts.actions.save}
          cancel={() => setOpen(null)}
          edits={`/v1/devices/${device.device_id}`}
          send={async (values, precondition) => {
            await patch({ name: values.text('name') }, devices.renamed, precondition);
            setOpen(null);
          }}
        >
          <TextField name="name" label={devices.name} defaultValue={device.name} required maxLength={200} />
        </Form>
      </Dialog>
      <Confirm
        open={open === 'decommission'}
        close={() => setOpen(null)}
        title={fill(devices.decommission_title, { name: device.name })}
        action={devices.decommission}
        typed={device.name}
        run={async () => {
          await gateway.POST('/v1/devices/{device_id}/decommission', { params: { path } });
          await refresh('/v1/devices', '/v1/projects/{project_id}/devices');
        }}
      >
        <p>{devices.decommission_text}</p>
      </Confirm>
    </Page>
  );
}

interface ActsProps {
  device: Device;
  sandbox: boolean;
  patch: (body: Schemas['PatchDevice'], done: string) => Promise<void>;
}

function Acts({ device, patch, sandbox }: ActsProps) {
  const [disabling, setDisabling] = useState(false);
  return (
    <>
      {device.enabled ? (
        <Button onClick={() => setDisabling(true)}>{devices.disable}</Button>
      ) : (
        <ActionButton kind="primary" run={() => patch({ enabled: true }, devices.enabled_done)}>
          {devices.enable}
        </ActionButton>
      )}
      {sandbox && (
        <ActionButton run={() => patch({ mode: device.mode === 'demo' ? 'standard' : 'demo' }, devices.mode_changed)}>
          {device.mode === 'demo' ? devices.to_standard : devices.to_demo}
        </ActionButton>
      )}
      <Confirm
        open={disabling}
        close={() => setDisabling(false)}
        title={fill(devices.disable_title, { name: device.name })}
        action={devices.disable}
        run={() => patch({ enabled: false }, devices.disabled_done)}
      >
        <p>{devices.disable_text}</p>
      </Confirm>
    </>
  );
}

function DeviceDetails({ device, timeZone }: { device: Device; timeZone: string }) {
  return (
    <DetailList
      of={[
        [
          devices.status,
          <Badge key="status" state={device.status}>
            {word(devices.statuses, device.status)}
          </Badge>,
        ],
        [devices.last_seen, <Ago key="seen" instant={device.last_seen_at} never={devices.never} />],
        [devices.mode, word(devices.modes, device.mode)],
        [devices.serial, <code key="serial">{device.serial_number}</code>],
        [devices.model, device.model],
        [devices.app_version, device.app_version],
        [devices.config_version, String(device.config_version)],
        [devices.registered, <Moment key="at" instant={device.registered_at} timeZone={timeZone} />],
        [devices.id, <Id key="id" id={device.device_id} />],
      ]}
    />
  );
}
