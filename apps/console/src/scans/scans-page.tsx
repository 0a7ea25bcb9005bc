/** Every attempt at a palm, newest first; the live tail shows them as they come. */
import { useState } from 'react';
import { api, dataOf, gateway } from '../api/client.ts';
import { useProject } from '../tenancy/tenancy.tsx';
import { texts } from '../texts/texts.ts';
import { Filter } from '../ui/fields.tsx';
import { Page } from '../ui/page.tsx';
import { ResourceTable } from '../ui/resource-table.tsx';
import { Empty } from '../ui/states.tsx';
import { type TimeRange, TimeRangeFilter } from '../ui/time-range.tsx';
import { type Scan, scanColumns } from './scan-columns.tsx';

const PATH = '/v1/projects/{project_id}/scan-results';
const LIVE_REFRESH_MS = 1_500;
const { scans } = texts;

export function ScansPage() {
  const { project_id, time_zone } = useProject();
  const [live, setLive] = useState(false);
  const [span, setRange] = useState<TimeRange>({});
  const [operation, setOperation] = useState<string>();
  const [result, setResult] = useState<string>();
  const [verdict, setVerdict] = useState<string>();
  const [device, setDevice] = useState<string>();
  const devices = api.useQuery('get', '/v1/projects/{project_id}/devices', {
    params: { path: { project_id }, query: { per_page: 100 } },
  });
  const query = {
    operation: operation as Scan['operation'] | undefined,
    result: result as Scan['result'] | undefined,
    verdict: verdict as NonNullable<Scan['verdict']> | undefined,
    device_id: device,
    ...(live ? {} : span),
  };
  return (
    <Page
      title={scans.title}
      actions={
        <label className="check">
          <input type="checkbox" role="switch" checked={live} onChange={(event) => setLive(event.target.checked)} />
          <span>{scans.live}</span>
        </label>
      }
    >
      <div className="filters">
        {!live && <TimeRangeFilter span={span} change={setRange} timeZone={time_zone} />}
        <Filter label={scans.verdict} value={verdict} choose={setVerdict} options={Object.entries(scans.verdicts)} />
        <Filter label={scans.result} value={result} choose={setResult} options={Object.entries(scans.results)} />
        <Filter
          label={scans.operation}
          value={operation}
          choose={setOperation}
          options={Object.entries(scans.operations)}
        />
        <Filter
          label={scans.device}
          value={device}
          choose={setDevice}
          options={(devices.data?.data ?? []).map(({ device_id, name }) => [device_id, name])}
        />
      </div>
      <p className="unseen" role="status">
        {live ? scans.live_on : ''}
      </p>
      <ResourceTable
        name={scans.title}
        address={[PATH, project_id, query, live]}
        load={(paging) =>
          dataOf(gateway.GET(PATH, { params: { path: { project_id }, query: { ...query, ...paging } } }))
        }
        rowId={({ scan_id }) => scan_id}
        columns={scanColumns(project_id, time_zone)}
        counted={live ? scans.newest : scans.counted}
        refreshMs={live ? LIVE_REFRESH_MS : undefined}
        latestOnly={live}
        empty={<Empty title={live ? scans.live_waiting : scans.empty}>{scans.empty_text}</Empty>}
      />
    </Page>
  );
}
