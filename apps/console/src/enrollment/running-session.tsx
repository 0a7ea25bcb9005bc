/** What a terminal is busy with, on its own page. */
import { api } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import { Panel } from '../ui/page.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { SessionWatch } from './session-watch.tsx';

const REFRESH_MS = 5_000;

export function RunningSession({ deviceId }: { deviceId: string }) {
  const status = api.useQuery(
    'get',
    '/v1/devices/{device_id}/enrollment',
    { params: { path: { device_id: deviceId } } },
    { refetchInterval: REFRESH_MS },
  );
  return (
    <Panel title={texts.enrollment.running}>
      <Loaded of={status}>
        {({ session }) =>
          session ? (
            <SessionWatch started={session} key={session.session_id} />
          ) : (
            <Empty title={texts.enrollment.none_running} />
          )
        }
      </Loaded>
    </Panel>
  );
}
