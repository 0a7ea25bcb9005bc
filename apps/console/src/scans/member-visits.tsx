/** How often and where a member was recognised, and every scan. */
import { useMemo } from 'react';
import { api, dataOf, gateway, type Schemas } from '../api/client.ts';
import { number, texts } from '../texts/texts.ts';
import { DetailList, Panel } from '../ui/page.tsx';
import { ResourceTable } from '../ui/resource-table.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';
import { DeviceLink } from './named-links.tsx';
import { scanColumns } from './scan-columns.tsx';

const { members } = texts;
const PATH = '/v1/projects/{project_id}/members/{member_id}/scan-results';

export function MemberVisits({ member }: { member: Schemas['MemberView'] }) {
  const path = { project_id: member.project_id, member_id: member.member_id };
  const columns = useMemo(() => scanColumns(member.project_id, 'member'), [member.project_id]);
  const summary = api.useQuery('get', '/v1/projects/{project_id}/members/{member_id}/summary', { params: { path } });
  return (
    <>
      <Panel title={members.summary}>
        <Loaded of={summary} lines={2}>
          {({ scan_count, first_scan_at, last_scan_at, devices, lists }) => (
            <DetailList
              of={[
                [members.scan_count, number(scan_count)],
                [members.first_scan, <Ago key="first" instant={first_scan_at} never={members.never} />],
                [members.latest_scan, <Ago key="last" instant={last_scan_at} never={members.never} />],
                [members.devices, devices.length > 0 ? <Devices devices={devices} key="devices" /> : null],
                [members.lists, lists.join(', ')],
              ]}
            />
          )}
        </Loaded>
      </Panel>
      <h2>{members.history}</h2>
      <ResourceTable
        name={members.history}
        address={[PATH, path]}
        load={(paging) => dataOf(gateway.GET(PATH, { params: { path, query: paging } }))}
        rowId={({ scan_id }) => scan_id}
        columns={columns}
        empty={<Empty title={members.history_empty} />}
      />
    </>
  );
}

function Devices({ devices }: { devices: Schemas['SummaryDeviceView'][] }) {
  return devices.map(({ device_id, scan_count }) => (
    <div key={device_id}>
      <DeviceLink id={device_id} /> <span className="muted">({number(scan_count)})</span>
    </div>
  ));
}
